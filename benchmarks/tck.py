"""How much of the public DMN compatibility kit passes: `python -m benchmarks.tck DIR`."""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from lxml import etree

from engine.dmn.errors import DecisionFault
from engine.dmn.read import Decisions, survey
from engine.feel.compare import equal
from engine.feel.errors import FeelError
from engine.feel.temporal import read_any
from engine.feel.values import kind

CASES = "{http://www.omg.org/spec/DMN/20160719/testcase}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
CLOSE = Decimal("0.00000001")


def main(arguments: list[str]) -> int:
    """Prints passed, failed and unsupported per folder, and the totals."""
    if not arguments:
        print("Usage: python -m benchmarks.tck TESTCASES_FOLDER [--failures]")
        return 2
    totals: dict[str, Counter[str]] = {}
    for folder in sorted(path.parent for path in Path(arguments[0]).rglob("*-test-*.xml")):
        level = folder.parent.name
        counts = _folder(folder, show="--failures" in arguments)
        totals.setdefault(level, Counter()).update(counts)
        print(_line(f"{level}/{folder.name}", counts))
    for level, counts in totals.items():
        print(_line(f"TOTAL {level}", counts))
    print(_line("TOTAL", sum(totals.values(), Counter())))
    return 0


def _line(title: str, counts: Mapping[str, int]) -> str:
    parts = ", ".join(
        f"{counts.get(word, 0)} {word}" for word in ("passed", "failed", "unsupported")
    )
    return f"{title}: {parts}"


def _folder(folder: Path, *, show: bool) -> Counter[str]:
    counts: Counter[str] = Counter()
    for tests in sorted(folder.glob("*-test-*.xml")):
        root = etree.parse(str(tests)).getroot()
        name = root.findtext(f"{CASES}modelName") or ""
        decisions = survey((folder / name).read_bytes())
        for label, outcome in _cases(root, decisions):
            counts[outcome.split(":")[0]] += 1
            if show and outcome != "passed":
                print(f"  {folder.name} {label} {outcome[:300]}")
    return counts


def _cases(root: Any, decisions: Decisions) -> Iterator[tuple[str, str]]:
    for case in root.iter(f"{CASES}testCase"):
        facts = {node.get("name"): _value(node) for node in case.findall(f"{CASES}inputNode")}
        now = datetime.now(UTC)
        facts = {"today": now.date(), "now": now, **facts}
        for node in case.findall(f"{CASES}resultNode"):
            yield f"{case.get('id')} {node.get('name')}", _verdict(case, node, decisions, facts)


def _verdict(case: Any, node: Any, decisions: Decisions, facts: Mapping[str, Any]) -> str:
    expected = node.find(f"{CASES}expected")
    try:
        wanted = None if expected is None else _value(expected)
        got = _asked(case, node, decisions, facts)
    except DecisionFault as fault:
        if wanted is None:
            return "passed"
        return f"{'unsupported' if decisions.faults else 'failed'}: {fault}"
    except _Foreign as problem:
        return f"unsupported: {problem}"
    if _alike(got, wanted):
        return "passed"
    return f"failed: wanted {wanted!r}, got {got!r}"


def _asked(case: Any, node: Any, decisions: Decisions, facts: Mapping[str, Any]) -> Any:
    name, sort = node.get("name"), case.get("type", "decision")
    if sort == "decisionService":
        answer = decisions.serve(case.get("invocableName") or name, facts)
        return answer[name] if isinstance(answer, dict) and name in answer else answer
    if sort == "bkm":
        return decisions.call(case.get("invocableName") or name, facts)
    return decisions.decide(name, facts).value


class _Foreign(Exception):
    """A value of the kit that this engine has no type for."""


def _value(node: Any) -> Any:
    whole = node.find(f"{CASES}list")
    if whole is not None:
        if whole.get(f"{XSI}nil") == "true":
            return None
        return [_value(item) for item in whole.findall(f"{CASES}item")]
    parts = node.findall(f"{CASES}component")
    if parts:
        return {part.get("name"): _value(part) for part in parts}
    single = node.find(f"{CASES}value")
    if single is None or single.get(f"{XSI}nil") == "true":
        return None
    return _single(single.text or "", (single.get(f"{XSI}type") or "string").rpartition(":")[2])


def _single(text: str, sort: str) -> Any:
    if sort == "string":
        return text
    if sort == "boolean":
        return text.strip() in {"true", "1"}
    if sort in {"decimal", "double", "integer", "int", "float", "long"}:
        return Decimal(text.strip())
    value = read_any(text.strip())
    if value is None:
        raise _Foreign(f"{sort} {text}")
    return value


def _alike(got: Any, wanted: Any) -> bool:
    if isinstance(wanted, list) and isinstance(got, list):
        return len(got) == len(wanted) and all(map(_alike, got, wanted))
    if isinstance(wanted, dict) and isinstance(got, Mapping):
        return got.keys() == wanted.keys() and all(_alike(got[key], wanted[key]) for key in wanted)
    if kind(wanted) == kind(got) == "number":
        return abs(Decimal(got) - Decimal(wanted)) <= CLOSE * max(Decimal(1), abs(Decimal(wanted)))
    try:
        return equal(got, wanted) is True
    except FeelError:
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
