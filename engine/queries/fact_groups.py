"""The facts of a case by the step that asks for them, with who set each and what stood before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from engine.bpmn.elements import Node
from engine.cases.tables import fact
from engine.cases.values import from_json
from engine.forms.fields import Form
from engine.forms.shown import summary
from engine.queries.briefs import name_of
from engine.queries.look import AnyRow, Look
from engine.queries.progress import walk


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


def fact_groups(look: Look, row: AnyRow, facts: Mapping[str, Any]) -> tuple[FactGroup, ...]:
    """The facts in the order of the work; steps that have set nothing yet are left out."""
    rows = _rows(look, row)
    found = []
    for node in walk(look.loaded(row).model, row.key, set()):
        form = look.definitions.form(look.db, row, node.form)
        if form is None:
            continue
        lines = _gathered(look, node, form, facts) if node.collect else _lines(form, rows, facts)
        told = tuple(_line(look, (node, form), line, rows, facts) for line in lines)
        if told:
            found.append(FactGroup(node.title, told))
    return tuple(found)


def kept_files(look: Look, row: AnyRow) -> list[dict[str, Any]]:
    """Every file that a fact of the case names, now or before."""
    found: list[dict[str, Any]] = []
    for one in look.db.execute(select(fact.c.value).where(fact.c.case_id == row.id)):
        _collect(from_json(one.value), found)
    return found


def _rows(look: Look, row: AnyRow) -> dict[str, list[AnyRow]]:
    found: dict[str, list[AnyRow]] = {}
    query = select(fact).where(fact.c.case_id == row.id).order_by(fact.c.id)
    for one in look.db.execute(query):
        found.setdefault(one.key, []).append(one)
    return found


def _lines(
    form: Form, rows: Mapping[str, list[AnyRow]], facts: Mapping[str, Any]
) -> list[tuple[str, str, str]]:
    known = {key for key in form.keys if key in rows and rows[key][-1].value != "null"}
    lines = summary(form, {key: facts[key] for key in known if key in facts}, facts)
    return [
        (line.label, line.value_text, line.path.split(".")[0])
        for line in lines
        if line.path.split(".")[0] in known
    ]


def _gathered(
    look: Look, node: Node, form: Form, facts: Mapping[str, Any]
) -> list[tuple[str, str, str]]:
    item = node.several.item if node.several else None
    found = []
    for one in facts.get(node.collect or "", ()):
        told = "\n".join(f"{a.label}: {a.value_text}" for a in summary(form, one, facts))
        name = look.item_name(str(one.get(item, node.title)))
        found.append((name, told, node.collect or ""))
    return found


def _line(
    look: Look,
    at: tuple[Node, Form],
    line: tuple[str, str, str],
    rows: Mapping[str, list[AnyRow]],
    facts: Mapping[str, Any],
) -> FactLine:
    label, text, key = line
    node, form = at
    was = () if node.collect else rows.get(key, [])[:-1]
    history = rows.get(key, [])
    last = history[-1] if history else None
    value = from_json(last.value) if last else None
    return FactLine(
        label=label,
        text=text,
        by=(name_of(look, last.set_by) or "the service") if last else "",
        at=last.set_at if last else None,
        step=node.title,
        earlier=tuple(_earlier(look, form, one, facts) for one in was),
        file=value["file"] if isinstance(value, dict) and "file" in value else None,
    )


def _earlier(
    look: Look, form: Form, row: AnyRow, facts: Mapping[str, Any]
) -> tuple[str, str, datetime]:
    lines = summary(form, {row.key: from_json(row.value)}, {**facts, row.key: None})
    told = [line.value_text for line in lines if line.path.split(".")[0] == row.key]
    text = "\n".join(told) or "Not provided"
    return text, name_of(look, row.set_by) or "the service", row.set_at


def _collect(value: Any, found: list[dict[str, Any]]) -> None:
    if isinstance(value, dict):
        if {"file", "name", "media_type"} <= value.keys():
            found.append(value)
        for inner in value.values():
            _collect(inner, found)
    elif isinstance(value, list):
        for inner in value:
            _collect(inner, found)
