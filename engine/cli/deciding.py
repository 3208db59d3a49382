"""The word that asks one decision: `s26 decide`. It loads no database and no engine."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path

from engine.cases.values import to_json
from engine.dmn.errors import DecisionFault
from engine.dmn.read import Decision, Decisions
from engine.dmn.read import read as read_decisions
from engine.dmn.run import MatchedRow
from engine.errors import DefinitionRefused, UploadRefused
from engine.feel.temporal import read_any
from engine.feel.values import Facts, Value
from engine.feel.writing import text_of
from engine.readers.errors import NotRead
from engine.readers.json_text import json_value
from engine.rehearsals.story import exact
from engine.rehearsals.written import UNREADABLE, value_of, why
from engine.settings import Settings

_MOST_BYTES = 1_000_000
_TIMES = ("date", "time", "dateTime", "duration", "Duration")


def decide(args: Namespace, _settings: Settings) -> int:
    """What a decision comes to for the facts in a file, the rows it rests on, and what is odd."""
    path, _, wanted = args.table.partition("#")
    file_facts = _facts_in(Path(args.input))
    now = datetime.now(UTC)
    try:
        decisions = _read_decisions(Path(path))
        decision = decisions.find(wanted) if wanted else _only_decision(decisions, path)
        facts = {"today": now.date(), "now": now, **_read_facts(decisions, file_facts)}
        result = decisions.decide(decision, facts)
    except DecisionFault as problem:
        raise DefinitionRefused(str(problem)) from problem
    needs = decisions.needs(decision)
    missing, unused = sorted(needs - facts.keys()), sorted(file_facts.keys() - needs)
    write_lines = _report_json if args.json else _report_lines
    for line in write_lines(decisions, decision, result, missing, unused):
        sys.stdout.write(f"{line}\n")
    return 0


def _read_decisions(path: Path) -> Decisions:
    try:
        return read_decisions(_file_content(path))
    except DecisionFault as problem:
        raise DefinitionRefused(f"{path}: {problem}") from problem


def _file_content(path: Path) -> bytes:
    if not path.is_file():
        raise UploadRefused(f"there is no file {path}")
    return path.read_bytes()


def _facts_in(path: Path) -> dict[str, Value]:
    content = _file_content(path)
    if len(content) > _MOST_BYTES:
        raise UploadRefused(f"the facts in {path} are more than {_MOST_BYTES // 1_000_000} MB")
    facts = _parse_facts(path, content)
    if not isinstance(facts, dict | None):
        raise UploadRefused(f"the facts in {path} must be names with values, as in amount: 5")
    return facts or {}


def _parse_facts(path: Path, content: bytes) -> Value:
    """What the file says: JSON by its own rules where it is called so, YAML otherwise."""
    try:
        if path.suffix.lower() == ".json":
            return exact(json_value(content, _MOST_BYTES))
        return exact(value_of(content.decode("utf-8-sig")))
    except NotRead as problem:
        raise UploadRefused(f"the facts in {path} cannot be read: {problem}") from None
    except UNREADABLE as problem:
        raise UploadRefused(
            f"the facts in {path} cannot be read: {_what_is_unreadable(problem)}"
        ) from None


def _what_is_unreadable(problem: Exception) -> str:
    if getattr(problem, "problem_mark", None) is None:
        return "write them as JSON or YAML, in UTF-8"
    return f"they stop being JSON or YAML: {why(problem)}"


def _only_decision(decisions: Decisions, path: str) -> str:
    """The decision that no other requires; when there are several, one has to be named."""
    required: set[str] = set()
    for node in decisions.graph.decisions.values():
        required.update(node.decisions)
    last = [decision_id for decision_id in decisions.ids if decision_id not in required]
    if len(last) != 1:
        names = ", ".join(last[:20]) or "none"
        raise DefinitionRefused(
            f"the file decides {len(last)} things: {names}; name one, as in {path}#decision"
        )
    return last[0]


def _read_facts(decisions: Decisions, facts: Facts) -> dict[str, Value]:
    """The facts, with texts read as the dates and durations that the file says they are."""
    typed = {data.name: data.type_ref for data in decisions.graph.inputs.values()}
    for node in decisions.graph.decisions.values():
        if node.table is not None:
            typed |= {column.source: column.type_ref for column in node.table.inputs}
    return {name: _read_fact(name, value, typed.get(name) or "") for name, value in facts.items()}


def _read_fact(name: str, value: Value, type_ref: str) -> Value:
    if not isinstance(value, str) or not type_ref.endswith(_TIMES):
        return value
    moment = read_any(value)
    if moment is None:
        raise UploadRefused(
            f"{name} is '{value[:40]}', but the file takes it as a {type_ref}; "
            "write dates as YYYY-MM-DD, times as HH:MM:SS and durations as P5D or PT2H"
        )
    return moment


def _report_lines(
    decisions: Decisions,
    decision: str,
    result: Decision,
    missing: Sequence[str],
    unused: Sequence[str],
) -> Iterator[str]:
    node = decisions.graph.decisions[decision]
    yield f"{node.title} ({decision})"
    if isinstance(result.value, Mapping):
        yield from (f"  {name}: {text_of(value)}" for name, value in result.value.items())
    else:
        yield f"  {text_of(result.value)}"
    if node.table is not None and not result.rows:
        yield "  no row matched"
    yield from _row_lines(row for row in result.trail if row.decision == decision)
    yield from _row_lines(
        (row for row in result.trail if row.decision != decision), with_decision=True
    )
    if missing:
        yield f"Not given, so not known: {', '.join(missing)}"
    yield from (f"Not looked at: {name}{_hint(name, missing)}" for name in unused)


def _row_lines(rows: Iterable[MatchedRow], *, with_decision: bool = False) -> Iterator[str]:
    for row in rows:
        yield f"{row.decision} row {row.index}" if with_decision else f"row {row.index}"
        yield from (f"  {title}: {text}" for title, text in row.annotations.items())


def _hint(name: str, missing: Sequence[str]) -> str:
    near = get_close_matches(name, missing, 1, 0.7)
    return f" (is it {near[0]}?)" if near else ""


def _report_json(
    _decisions: Decisions,
    decision: str,
    result: Decision,
    missing: Sequence[str],
    unused: Sequence[str],
) -> Iterator[str]:
    report = {
        "decision": decision,
        "value": _json_value(result.value),
        "rows": [_row_json(row) for row in result.rows],
        "trail": [{"decision": row.decision, **_row_json(row)} for row in result.trail],
        "not given": missing,
        "not looked at": unused,
    }
    yield json.dumps(report, indent=2, ensure_ascii=False)


def _row_json(row: MatchedRow) -> dict[str, Value]:
    return {"row": row.index, "id": row.id, "annotations": row.annotations}


def _json_value(value: Value) -> Value:
    """The value as a case would keep it, or else as FEEL would write it."""
    try:
        return json.loads(to_json(value))
    except TypeError:
        return text_of(value)
