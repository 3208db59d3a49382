"""The facts of a case as rows: read as a whole, kept one by one, earlier values never lost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from engine.cases.tables import fact
from engine.cases.unread import Unread
from engine.cases.values import to_json
from engine.store.prepared import Prepared

BLANK = "null"  # asked and left blank, so that no earlier answer lives on

_CURRENT = Prepared(
    select(fact.c.id, fact.c.key, fact.c.item, fact.c.value)
    .where(fact.c.case_id == bindparam("case"), fact.c.current.is_(True))
    .order_by(fact.c.id)
)
_NO_LONGER = Prepared(update(fact).where(fact.c.id == bindparam("row")).values(current=False))
_INSERT = Prepared(insert(fact))

FactRow = tuple[int, str, str | None, str]  # id, key, item, JSON text


@dataclass(frozen=True, slots=True)
class Setter:
    """Who or what sets facts: a person at a task, or a step of the diagram by itself."""

    at: datetime
    person: int | None
    task: str | None
    element: str | None


class Facts(Unread):
    """The facts of a case, each read when it is looked at; `rows` are the rows they stand in."""

    __slots__ = ("rows",)

    def __init__(self, rows: Sequence[FactRow] = ()) -> None:
        self.rows = rows
        texts: dict[str, str | list[str]] = {
            key: text for _, key, item, text in rows if item is None and text != BLANK
        }
        several: dict[str, list[str]] = {}
        for _, key, item, text in rows:
            if item is not None and text != BLANK:
                several.setdefault(key, []).append(text)
        super().__init__(texts | several)


def facts_of(db: Connection, case: int) -> Facts:
    """The facts of a case as they are; answers of several instances gathered into lists."""
    return Facts(_CURRENT.tuples(db, {"case": case}))


def keep_facts(
    db: Connection,
    case: int,
    facts: Mapping[str, Any],
    setter: Setter,
    *,
    over: Sequence[FactRow] | None = None,
    item: str | None = None,
) -> None:
    """Keeps what differs from the current rows; they stay, no longer current.

    *over* are the case's current rows, when whoever keeps has looked and nothing came between.
    """
    if not facts:
        return
    texts = {key: to_json(value) for key, value in facts.items()}
    rows = _CURRENT.tuples(db, {"case": case}) if over is None else over
    unchanged = _retire(db, _standing(rows, texts, item), texts)
    told = {"case_id": case, "item": item, "current": True, **_said_by(setter)}
    new = [
        {"key": key, "value": text, **told} for key, text in texts.items() if key not in unchanged
    ]
    _INSERT.many(db, new)


def _standing(
    rows: Iterable[FactRow], texts: Mapping[str, str], item: str | None
) -> list[tuple[int, str, str]]:
    return [(row, key, text) for row, key, of, text in rows if key in texts and of == item]


def _retire(
    db: Connection, standing: list[tuple[int, str, str]], texts: Mapping[str, str]
) -> set[str]:
    """The keys whose rows already say the same; those that say otherwise are no longer current."""
    unchanged = {key for _, key, text in standing if text == texts[key]}
    stale = [{"row": row} for row, key, _ in standing if key not in unchanged]
    _NO_LONGER.many(db, stale)
    return unchanged


def _said_by(setter: Setter) -> dict[str, Any]:
    return {
        "set_at": setter.at,
        "set_by": setter.person,
        "task": setter.task,
        "element": setter.element,
    }
