"""The facts of a case by the step that asks for them, with who set each and what stood before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import select

from engine.bpmn.elements import Node
from engine.bpmn.reading_order import walk
from engine.cases.tables import fact
from engine.cases.values import from_json
from engine.context import AnyRow, QueryContext
from engine.forms.fields import Form
from engine.forms.shown import NOTHING, answered, summary
from engine.queries.briefs import name_of
from engine.queries.damage import readable


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact in words, with who set it and the values it had before."""

    label: str
    text: str
    by: str
    at: datetime | None
    step: str
    earlier: tuple[tuple[str, str, datetime], ...]
    file: str | None = None


@dataclass(frozen=True, slots=True)
class FactGroup:
    """The facts that one step set."""

    title: str
    lines: tuple[FactLine, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """One line before it is said who set it: the rows that held it, oldest first."""

    label: str
    text: str
    rows: tuple[AnyRow, ...]


def fact_groups(
    context: QueryContext, row: AnyRow, facts: Mapping[str, Any]
) -> tuple[FactGroup, ...]:
    """The facts in the order of the work; steps that have set nothing yet are left out."""
    asking = _asking(context, row)
    rows = _rows(context, row)
    setters = _setters(asking, rows)
    found = []
    for node, form in asking:
        mine = {key for key in form.keys if setters.get(key) == node.id}
        told = _gathered(context, node, form, rows, facts) if node.collect else None
        told = _lines(form, mine, rows, facts) if told is None else told
        if told:
            lines = tuple(_line(context, (node, form), one, facts) for one in told)
            found.append(FactGroup(node.title, lines))
    return tuple(found)


def kept_files(context: QueryContext, row: AnyRow) -> list[dict[str, Any]]:
    """Every file that a fact of the case names, now or before."""
    found: list[dict[str, Any]] = []
    for one in context.db.execute(select(fact.c.value).where(fact.c.case_id == row.id)):
        _collect(readable(partial(from_json, one.value), None), found)
    return found


def _rows(context: QueryContext, row: AnyRow) -> dict[str, list[AnyRow]]:
    """The rows of each fact, the oldest first; one that cannot be read is not among them."""
    found: dict[str, list[AnyRow]] = {}
    query = select(fact).where(fact.c.case_id == row.id).order_by(fact.c.id)
    for one in context.db.execute(query):
        if readable(partial(_reads, one), False):  # noqa: FBT003
            found.setdefault(one.key, []).append(one)
    return found


def _reads(row: AnyRow) -> bool:
    from_json(row.value)
    return True


def _asking(context: QueryContext, row: AnyRow) -> list[tuple[Node, Form]]:
    """The steps that ask something, in the order of the work, each with its form."""
    found = []
    for node in walk(context.process_of(row).model, row.key):
        form = context.definitions.form(context.db, row, node.form)
        if form is not None:
            found.append((node, form))
    return found


def _setters(
    asking: list[tuple[Node, Form]], rows: Mapping[str, list[AnyRow]]
) -> dict[str, str | None]:
    """For each fact that stands, the one step to show it under: the step that set it.

    Two steps may ask for the same thing, and only one of them was taken.
    """
    found = {}
    for key, history in rows.items():
        askers = [node.id for node, form in asking if key in form.keys]
        last = history[-1]
        if last.value != "null":
            found[key] = last.element if last.element in askers else next(iter(askers), None)
    return found


def _lines(
    form: Form, mine: set[str], rows: Mapping[str, list[AnyRow]], facts: Mapping[str, Any]
) -> tuple[_Told, ...]:
    lines = answered(summary(form, {key: facts[key] for key in mine if key in facts}, facts))
    keyed = ((line, line.path.split(".")[0]) for line in lines)
    return tuple(
        _Told(line.label, line.value_text, tuple(rows[key])) for line, key in keyed if key in mine
    )


def _gathered(
    context: QueryContext,
    node: Node,
    form: Form,
    rows: Mapping[str, list[AnyRow]],
    facts: Mapping[str, Any],
) -> tuple[_Told, ...]:
    """The answers of several people to one step, each with the person who gave it."""
    item = node.several.item if node.several else None
    found = []
    for row in rows.get(node.collect or "", ()):
        one = from_json(row.value)
        if row.current and isinstance(one, dict):
            text = "\n".join(a.told for a in answered(summary(form, one, facts)))
            found.append(_Told(context.item_name(str(one.get(item, node.title))), text, (row,)))
    return tuple(found)


def _line(
    context: QueryContext, at: tuple[Node, Form], told: _Told, facts: Mapping[str, Any]
) -> FactLine:
    node, form = at
    *was, last = told.rows
    value = from_json(last.value)
    return FactLine(
        label=told.label,
        text=told.text,
        by=name_of(context, last.set_by) or "the service",
        at=last.set_at,
        step=node.title,
        earlier=tuple(_earlier(context, form, one, facts) for one in was),
        file=value["file"] if isinstance(value, dict) and "file" in value else None,
    )


def _earlier(
    context: QueryContext, form: Form, row: AnyRow, facts: Mapping[str, Any]
) -> tuple[str, str, datetime]:
    lines = summary(form, {row.key: from_json(row.value)}, {**facts, row.key: None})
    told = [line.value_text for line in lines if line.path.split(".")[0] == row.key]
    text = "\n".join(told) or NOTHING
    return text, name_of(context, row.set_by) or "the service", row.set_at


def _collect(value: Any, found: list[dict[str, Any]]) -> None:
    if isinstance(value, dict):
        if {"file", "name", "media_type"} <= value.keys():
            found.append(value)
        for inner in value.values():
            _collect(inner, found)
    elif isinstance(value, list):
        for inner in value:
            _collect(inner, found)
