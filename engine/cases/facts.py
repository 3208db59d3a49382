"""The facts of a case as rows: read as a whole, kept one by one, earlier values never lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from engine.cases.tables import fact
from engine.cases.values import from_json, to_json

# built once: writing a statement anew costs more than running it
_HERE = (fact.c.case_id == bindparam("case"), fact.c.current.is_(True))
_CURRENT = select(fact.c.key, fact.c.item, fact.c.value).where(*_HERE).order_by(fact.c.id)
_SAME = select(fact.c.id, fact.c.key, fact.c.value).where(
    *_HERE, fact.c.key.in_(bindparam("keys", expanding=True)), fact.c.item.is_(None)
)
_SAME_ITEM = select(fact.c.id, fact.c.key, fact.c.value).where(
    *_HERE, fact.c.key.in_(bindparam("keys", expanding=True)), fact.c.item == bindparam("item")
)


@dataclass(frozen=True, slots=True)
class Setter:
    """Who or what sets facts: a person at a task, or a step of the diagram by itself."""

    at: datetime
    person: int | None
    task: str | None
    element: str | None


def facts_of(db: Connection, case: int) -> dict[str, Any]:
    """The facts of a case as they are; answers of several instances gathered into lists."""
    rows = db.execute(_CURRENT, {"case": case})
    found: dict[str, Any] = {}
    for key, item, value in rows:
        if value == "null":  # asked and left blank, so that no earlier answer lives on
            continue
        if item is None:
            found[key] = from_json(value)
        else:
            found.setdefault(key, []).append(from_json(value))
    return found


def keep_facts(
    db: Connection, case: int, facts: Mapping[str, Any], setter: Setter, item: str | None = None
) -> None:
    """Keeps what differs from the current facts; the earlier rows stay, no longer current."""
    if not facts:
        return
    texts = {key: to_json(value) for key, value in facts.items()}
    rows = db.execute(
        _SAME if item is None else _SAME_ITEM, {"case": case, "keys": list(texts), "item": item}
    ).all()
    unchanged = {row.key for row in rows if row.value == texts[row.key]}
    stale = [row.id for row in rows if row.key not in unchanged]
    if stale:
        db.execute(update(fact).where(fact.c.id.in_(stale)).values(current=False))
    told = {"case_id": case, "item": item, "current": True, **_said_by(setter)}
    new = texts.keys() - unchanged
    made = [{"key": key, "value": texts[key], **told} for key in texts if key in new]
    if made:
        db.execute(insert(fact), made)


def _said_by(setter: Setter) -> dict[str, Any]:
    return {
        "set_at": setter.at,
        "set_by": setter.person,
        "task": setter.task,
        "element": setter.element,
    }
