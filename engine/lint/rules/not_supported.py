"""Everything drawn is something we run."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.lint.finding import Fault

# What other rules say of exactly the same diagrams, with the place and the way out.
TOLD_ELSEWHERE = frozenset(
    {
        "call-circle",
        "condition",
        "duplicate-id",
        "expression",
        "nesting",
        "no-role",
        "not-executable",
        "role",
        "too-large",
        "two-processes",
    }
)


def faults(definition: Definition) -> Iterator[Fault]:
    """What the reading of the diagrams noted; the runner drops what another rule says better."""
    for oddity in definition.model.oddities:
        if oddity.rule not in TOLD_ELSEWHERE:
            yield Fault(oddity, oddity.sentence)
