"""Findings as lines of text for a person, and as plain values for JSON."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from engine.lint.finding import Finding


def lines(findings: Iterable[Finding]) -> Iterator[str]:
    """One line for each finding, its trace indented beneath it."""
    for finding in findings:
        place = f"{finding.file}:{finding.line}" if finding.line else finding.file
        yield f"{place or '-'}: {finding.severity}: {finding.sentence} [{finding.rule}]"
        if finding.trace:
            yield f"    the way there: {' → '.join(finding.trace)}"


def plain(finding: Finding) -> dict[str, object]:
    """A finding as JSON holds it."""
    return asdict(finding) | {"trace": list(finding.trace)}


def summary(findings: Iterable[Finding]) -> str:
    """How many there are of each kind, in a sentence."""
    severities = Counter(finding.severity for finding in findings)
    if not severities:
        return "Nothing found."
    errors = _counted(severities["error"], "error")
    return f"{errors}, {_counted(severities['warning'], 'warning')}."


def passed(findings: Iterable[Finding]) -> bool:
    """Whether the definition may be published: warnings do not stop it."""
    return all(finding.severity == "warning" for finding in findings)


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
