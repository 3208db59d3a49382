"""The facts of a case as rows: read as a whole, kept one by one, earlier values never lost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, bindparam, func, insert, select, update

from engine.cases.rows import CurrentFact
from engine.cases.tables import fact, task
from engine.cases.unread import Keys, Unread
from engine.store.prepared import Prepared, PreparedChange

MOST_KEYS = 128  # beyond this, fetching every row costs no more

_CURRENT = (
    select(fact.c.id, fact.c.key, fact.c.item, fact.c.value)
    .where(fact.c.case_id == bindparam("case"), fact.c.current.is_(True))
    .order_by(fact.c.id)
)
_ALL = Prepared(_CURRENT, CurrentFact)
_NO_LONGER = PreparedChange(update(fact).where(fact.c.id == bindparam("row")).values(current=False))
_INSERT = PreparedChange(insert(fact))


@dataclass(frozen=True, slots=True)
class Setter:
    """Who or what sets facts: a person at a task, or a step of the diagram by itself."""

    at: datetime
    person: int | None
    task: str | None
    element: str | None


def facts_of(db: Connection, case: int, at_hand: Keys | None = None) -> Unread:
    """The facts of a case as they are: those *at_hand* at once, the others when looked at.

    Answers of several instances are gathered into lists.
    """
    few = at_hand if at_hand is not None and len(at_hand) <= MOST_KEYS else None
    return Unread(lambda keys: _current_facts(db, case, keys), few)


def last_act(db: Connection, case: int) -> datetime | None:
    """When the last task of a case was closed; None while none was."""
    latest: datetime | None = db.execute(
        select(func.max(task.c.closed_at)).where(task.c.case_id == case)
    ).scalar()
    return latest


def _current_facts(db: Connection, case: int, keys: Keys | None) -> list[CurrentFact]:
    if keys is None:
        return _ALL.all(db, {"case": case})
    if not keys:
        return []
    size = 1 << (len(keys) - 1).bit_length()  # few statements serve every number of keys
    padded = [*keys, *[min(keys)] * (size - len(keys))]
    parameters = {f"key_{n}": key for n, key in enumerate(padded)}
    return _statement_for(size).all(db, {"case": case, **parameters})


@cache
def _statement_for(size: int) -> Prepared[CurrentFact]:
    """The statement for that many keys."""
    parameters = [bindparam(f"key_{n}", type_=fact.c.key.type) for n in range(size)]
    return Prepared(_CURRENT.where(fact.c.key.in_(parameters)), CurrentFact)


def keep_facts(
    db: Connection,
    case: int,
    texts: Mapping[str, str],
    setter: Setter,
    *,
    over: Unread | None = None,
    item: str | None = None,
) -> None:
    """Keeps what differs from the current rows; they stay, no longer current.

    *texts* are the facts as `texts_of` has them; *over* are the case's facts, when whoever keeps
    has looked and nothing came between.
    """
    if not texts:
        return
    facts = facts_of(db, case, frozenset(texts)) if over is None else over
    rows = facts.rows(frozenset(texts))
    unchanged = _retire(db, _current_among(rows, texts, item), texts)
    common = {"case_id": case, "item": item, "current": True, **_said_by(setter)}
    new = [
        {"key": key, "value": text, **common} for key, text in texts.items() if key not in unchanged
    ]
    _INSERT.many(db, new)


def _current_among(
    facts: Iterable[CurrentFact], texts: Mapping[str, str], item: str | None
) -> list[CurrentFact]:
    return [current for current in facts if current.key in texts and current.item == item]


def _retire(db: Connection, current_facts: list[CurrentFact], texts: Mapping[str, str]) -> set[str]:
    """The keys whose rows already say the same; those that say otherwise are no longer current."""
    unchanged = {current.key for current in current_facts if current.value == texts[current.key]}
    stale = [{"row": current.id} for current in current_facts if current.key not in unchanged]
    _NO_LONGER.many(db, stale)
    return unchanged


def _said_by(setter: Setter) -> dict[str, object]:
    return {
        "set_at": setter.at,
        "set_by": setter.person,
        "task": setter.task,
        "element": setter.element,
    }
