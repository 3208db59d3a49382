"""The facts of a case held against its sealed log: every row was written by an entry. Pure."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.audit.body import Body
from engine.cases.rows import FactRow
from engine.cases.values import from_json, to_json

Place = tuple[str, str | None]  # the key of a fact, and the item where it is one of several


@dataclass(frozen=True, slots=True)
class Kept:
    """One value of a fact with who set it: as an entry of the log says, or as a row does."""

    digest: str
    set_at: datetime
    person: int | None
    task: str | None
    element: str | None  # the step, where a person answered it


def fact_faults(rows: Sequence[FactRow], bodies: Sequence[Body]) -> Iterator[str]:
    """A sentence for each fact that is not what the log says was kept."""
    old = not bodies or "follows" not in bodies[0]
    if old:  # logs that do not yet speak of the facts that follow from the force
        rows = [row for row in rows if row.task or row.element or row.set_by]
    kept_by_place = _values_in_log(bodies, _gathered(rows) if old else {}, spoken=not old)
    rows_by_place: defaultdict[Place, list[FactRow]] = defaultdict(list)
    for row in rows:
        rows_by_place[row.key, row.item].append(row)
    for place in dict.fromkeys([*kept_by_place, *rows_by_place]):
        yield from _place_faults(place, kept_by_place.get(place, []), rows_by_place.get(place, []))


def kept_by(body: Body) -> Iterator[tuple[Place, Kept]]:
    """Each value that an entry says was kept, with where: by its answers, the force or a table."""
    return _of_entry(body, {}, spoken=True)


def _place_faults(place: Place, log_values: list[Kept], rows: list[FactRow]) -> Iterator[str]:
    row_values = [_value_of(row) for row in rows]
    in_log, in_rows = Counter(log_values), Counter(row_values)
    missing, extra = (in_log - in_rows).total(), (in_rows - in_log).total()
    name = f"the fact '{place[0]}'" + (f" of {place[1]}" if place[1] else "")
    if missing and extra:
        yield f"{name} is not what the log says was given"
    elif missing:
        yield f"{name} is gone, though the log says it was given"
    elif extra:
        yield f"{name} was given by no step in the log"
    elif row_values != log_values or not _only_last_is_current(rows):
        yield f"{name} does not stand as it was last given"


def _only_last_is_current(rows: Sequence[FactRow]) -> bool:
    *older, last = (row.current for row in rows)
    return bool(last) and not any(older)


def _value_of(row: FactRow) -> Kept:
    element = row.element if row.task or row.set_by else None
    return Kept(_sha256(row.value), row.set_at, row.set_by, row.task, element)


def _values_in_log(
    bodies: Iterable[Body], gathered: Mapping[str, FactRow], *, spoken: bool
) -> dict[Place, list[Kept]]:
    """What the entries say was kept of each fact; a value that stood already was not kept anew."""
    kept_by_place: dict[Place, list[Kept]] = {}
    for body in bodies:
        for place, value in _of_entry(body, gathered, spoken=spoken):
            so_far = kept_by_place.setdefault(place, [])
            if not so_far or so_far[-1].digest != value.digest:
                so_far.append(value)
    return kept_by_place


def _of_entry(
    body: Body, gathered: Mapping[str, FactRow], *, spoken: bool
) -> Iterator[tuple[Place, Kept]]:
    instant = datetime.fromisoformat(body["at"])
    who = (instant, body["person"], body.get("task"), body.get("element"))
    for place, digest in _answered(body, gathered):
        yield place, Kept(digest, *who)
    for key, digest in body.get("follows", {}).items() if spoken else ():
        yield (key, None), Kept(digest, instant, None, None, None)
    for decided in body.get("decided", ()):
        for key, text in decided["facts"].items():
            yield (key, None), Kept(_sha256(text), instant, None, None, None)


def _answered(body: Body, gathered: Mapping[str, FactRow]) -> Iterator[tuple[Place, str]]:
    facts = body.get("facts", {})
    if "gathered" in body:
        key, item, digest = body["gathered"]
        yield (key, item), digest
    elif facts and (row := gathered.get(body.get("task") or "")):
        same = _members(row.value) == facts
        yield (row.key, row.item), _sha256(row.value) if same else ""
    else:
        for key, digest in facts.items():
            yield (key, None), digest


def _gathered(rows: Iterable[FactRow]) -> dict[str, FactRow]:
    """In logs that do not name the list that answers are gathered in: the rows by their task."""
    return {row.task: row for row in rows if row.task and row.item is not None}


def _members(text: str) -> dict[str, str]:
    try:
        return _digests(from_json(text))
    except (ValueError, TypeError, ArithmeticError, AttributeError, RecursionError):
        return {}


def _digests(answers: object) -> dict[str, str]:
    if not isinstance(answers, dict):
        return {}
    return {key: _sha256(to_json(value)) for key, value in answers.items()}


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
