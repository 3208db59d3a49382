"""The facts of a case by the step that asks for them, with who set each and what stood before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import NamedTuple

from sqlalchemy import select

from engine.bpmn.elements import Node
from engine.bpmn.reading_order import walk
from engine.cases.rows import CaseRow, FactRow
from engine.cases.tables import fact, task
from engine.cases.values import from_json
from engine.context import QueryContext
from engine.feel.values import Facts
from engine.forms.fields import Form
from engine.forms.shown import NOTHING, answered, summary
from engine.queries.briefs import name_of
from engine.queries.damage import readable
from engine.store.reading import all_rows


class EarlierValue(NamedTuple):
    """What a fact was before, in words, with who said so and when."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact in words, with who set it and the values it had before."""

    label: str
    text: str
    by: str
    at: datetime | None
    step: str
    earlier: tuple[EarlierValue, ...]
    file: str | None = None


@dataclass(frozen=True, slots=True)
class FactGroup:
    """The facts that one step set."""

    title: str
    lines: tuple[FactLine, ...]
    task: str | None = None  # in which this person gave the answers, while they may change them


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that was handed in with an answer."""

    sha256: str
    name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class _Asking:
    """A step that asks something, with its form."""

    node: Node
    form: Form


@dataclass(frozen=True, slots=True)
class _AnswerLine:
    """One line before it is said who set it: the rows that held it, oldest first."""

    label: str
    text: str
    rows: tuple[FactRow, ...]


def fact_groups(context: QueryContext, row: CaseRow, facts: Facts) -> tuple[FactGroup, ...]:
    """The facts in the order of the work; steps that have set nothing yet are left out."""
    asking = _steps_that_ask(context, row)
    rows = _rows(context, row)
    setters = _setters(asking, rows)
    own_tasks = _tasks_done_by_actor(context, row) if row.status == "open" else {}
    groups = []
    for step in asking:
        keys = {key for key in step.form.keys if setters.get(key) == step.node.id}
        if step.node.collect:
            answers = _lines_of_each_person(context, step, rows, facts)
        else:
            answers = _lines_of_form(step.form, keys, rows, facts)
        if answers:
            lines = tuple(_fact_line(context, step, answer, facts) for answer in answers)
            own_task = None if step.node.collect else own_tasks.get(step.node.id)
            groups.append(FactGroup(step.node.title, lines, own_task))
    return tuple(groups)


def _tasks_done_by_actor(context: QueryContext, row: CaseRow) -> dict[str, str]:
    """The newest task of each step, where it was this person who finished it."""
    query = (
        select(task.c.element, task.c.uid, task.c.closed_by)
        .where(task.c.case_id == row.id, task.c.status == "done")
        .order_by(task.c.closed_at, task.c.uid)
    )
    newest = {element: (uid, by) for element, uid, by in context.db.execute(query)}
    return {element: uid for element, (uid, by) in newest.items() if by == context.who.id}


def kept_files(context: QueryContext, row: CaseRow) -> Iterator[KeptFile]:
    """Every file that a fact of the case names, now or before."""
    values = context.db.execute(select(fact.c.value).where(fact.c.case_id == row.id)).scalars()
    for text in values.all():
        yield from _files_in(readable(partial(from_json, text), None))


def _rows(context: QueryContext, row: CaseRow) -> dict[str, list[FactRow]]:
    """The rows of each fact, the oldest first; one that cannot be read is not among them."""
    by_key: dict[str, list[FactRow]] = {}
    query = select(fact).where(fact.c.case_id == row.id).order_by(fact.c.id)
    for fact_row in all_rows(context.db, query, FactRow):
        if readable(partial(_check_value, fact_row), False):  # noqa: FBT003
            by_key.setdefault(fact_row.key, []).append(fact_row)
    return by_key


def _check_value(row: FactRow) -> bool:
    from_json(row.value)
    return True


def _steps_that_ask(context: QueryContext, row: CaseRow) -> list[_Asking]:
    """The steps that ask something, in the order of the work, each with its form."""
    asking = []
    for node in walk(context.process_of(row).model, row.process_key):
        form = context.definitions.form_of(context.db, row, node)
        if form is not None:
            asking.append(_Asking(node, form))
    return asking


def _setters(asking: list[_Asking], rows: Mapping[str, list[FactRow]]) -> dict[str, str | None]:
    """For each fact that stands, the one step to show it under: the step that set it.

    Two steps may ask for the same thing, and only one of them was taken.
    """
    setters: dict[str, str | None] = {}
    for key, history in rows.items():
        askers = [step.node.id for step in asking if key in step.form.keys]
        last = history[-1]
        if last.value != "null":
            setters[key] = last.element if last.element in askers else next(iter(askers), None)
    return setters


def _lines_of_form(
    form: Form, keys: set[str], rows: Mapping[str, list[FactRow]], facts: Facts
) -> tuple[_AnswerLine, ...]:
    lines = answered(summary(form, {key: facts[key] for key in keys if key in facts}, facts))
    keyed = ((line, line.path.split(".")[0]) for line in lines)
    return tuple(
        _AnswerLine(line.label, line.value_text, tuple(rows[key]))
        for line, key in keyed
        if key in keys
    )


def _lines_of_each_person(
    context: QueryContext,
    step: _Asking,
    rows: Mapping[str, list[FactRow]],
    facts: Facts,
) -> tuple[_AnswerLine, ...]:
    """The answers of several people to one step, each with the person who gave it."""
    item = step.node.several.item if step.node.several else None
    answers = []
    for row in rows.get(step.node.collect or "", ()):
        answer = from_json(row.value)
        if row.current and isinstance(answer, dict):
            text = "\n".join(a.told for a in answered(summary(step.form, answer, facts)))
            of = context.item_name(str(answer.get(item, step.node.title)), row.set_at)
            answers.append(_AnswerLine(of, text, (row,)))
    return tuple(answers)


def _fact_line(context: QueryContext, step: _Asking, answer: _AnswerLine, facts: Facts) -> FactLine:
    *was, last = answer.rows
    value = from_json(last.value)
    return FactLine(
        label=answer.label,
        text=answer.text,
        by=name_of(context, last.set_by) or "the service",
        at=last.set_at,
        step=step.node.title,
        earlier=tuple(_earlier_value(context, step.form, row, facts) for row in was),
        file=value["file"] if isinstance(value, dict) and "file" in value else None,
    )


def _earlier_value(context: QueryContext, form: Form, row: FactRow, facts: Facts) -> EarlierValue:
    lines = summary(form, {row.key: from_json(row.value)}, {**facts, row.key: None})
    texts = [line.value_text for line in lines if line.path.split(".")[0] == row.key]
    text = "\n".join(texts) or NOTHING
    return EarlierValue(text, name_of(context, row.set_by) or "the service", row.set_at)


def _files_in(value: object) -> Iterator[KeptFile]:
    if isinstance(value, dict):
        if {"file", "name", "media_type"} <= value.keys():
            yield KeptFile(value["file"], value["name"], value["media_type"])
        for inner in value.values():
            yield from _files_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _files_in(inner)
