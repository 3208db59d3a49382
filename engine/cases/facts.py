"""The facts of a case as rows: read as a whole, kept one by one, earlier values never lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from engine.cases.tables import fact
from engine.cases.values import from_json, to_json
from engine.errors import RESTORE, DiagramFailed

# built once: writing a statement anew costs more than running it
_HERE = (fact.c.case_id == bindparam("case"), fact.c.current.is_(True))
_CURRENT = select(fact.c.key, fact.c.item, fact.c.value).where(*_HERE).order_by(fact.c.id)
_SAME = select(fact.c.id, fact.c.key, fact.c.value).where(
    *_HERE, fact.c.key.in_(bindparam("keys", expanding=True)), fact.c.item.is_(None)
)
_SAME_ITEM = select(fact.c.id, fact.c.key, fact.c.value).where(
    *_HERE, fact.c.key.in_(bindparam("keys", expanding=True)), fact.c.item == bindparam("item")
)


_NO_LONGER = (
    update(fact).where(fact.c.id.in_(bindparam("ids", expanding=True))).values(current=False)
)
_INSERT = insert(fact)


@dataclass(frozen=True, slots=True)
class Setter:
    """Who or what sets facts: a person at a task, or a step of the diagram by itself."""

    at: datetime
    person: int | None
    task: str | None
    element: str | None
    known: frozenset[str] | None = None  # the keys that have rows, when the setter has looked


class Facts(dict[str, Any]):
    """The facts of a case; `rows` names every key that has a row, blank answers among them."""

    rows: frozenset[str] = frozenset()


def facts_of(db: Connection, case: int) -> Facts:
    """The facts of a case as they are; answers of several instances gathered into lists."""
    rows = db.execute(_CURRENT, {"case": case}).all()
    found = Facts()
    found.rows = frozenset(key for key, _, _ in rows)
    for key, item, value in rows:
        if value == "null":  # asked and left blank, so that no earlier answer lives on
            continue
        if item is None:
            found[key] = _whole(key, value)
        else:
            found.setdefault(key, []).append(_whole(key, value))
    return found


def _whole(key: str, value: str) -> Any:
    try:
        return from_json(value)
    except (ValueError, TypeError, ArithmeticError, AttributeError) as problem:
        raise DiagramFailed(f"the fact '{key}' of this case is damaged: {RESTORE}") from problem


def keep_facts(
    db: Connection, case: int, facts: Mapping[str, Any], setter: Setter, item: str | None = None
) -> None:
    """Keeps what differs from the current facts; the earlier rows stay, no longer current."""
    texts = {key: to_json(value) for key, value in facts.items()}
    known = setter.known
    may_stand = [key for key in texts if known is None or key in known]
    unchanged = _retire(db, {"case": case, "keys": may_stand, "item": item}, texts)
    told = {"case_id": case, "item": item, "current": True, **_said_by(setter)}
    made = [{"key": key, "value": text, **told} for key, text in texts.items()]
    new = [row for row in made if row["key"] not in unchanged]
    if new:
        db.execute(_INSERT, new)


def _retire(db: Connection, where: Mapping[str, Any], texts: Mapping[str, str]) -> set[str]:
    """The keys whose rows already say the same; those that say otherwise are no longer current."""
    if not where["keys"]:
        return set()
    rows = db.execute(_SAME if where["item"] is None else _SAME_ITEM, where).all()
    unchanged = {row.key for row in rows if row.value == texts[row.key]}
    stale = [row.id for row in rows if row.key not in unchanged]
    if stale:
        db.execute(_NO_LONGER, {"ids": stale})
    return unchanged


def _said_by(setter: Setter) -> dict[str, Any]:
    return {
        "set_at": setter.at,
        "set_by": setter.person,
        "task": setter.task,
        "element": setter.element,
    }
