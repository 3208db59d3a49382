"""What was answered to earlier steps, for whoever decides next and must have it before them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from engine.bpmn.elements import Model, Node
from engine.cases.rows import CaseRow, TaskRow
from engine.cases.tables import task
from engine.cases.values import from_json
from engine.context import QueryContext
from engine.feel.values import Facts
from engine.forms.fields import Form
from engine.forms.shown import answered, summary
from engine.queries.briefs import name_of
from engine.store.reading import all_rows

SHOWS = "shows"
ANSWERED = frozenset({"done", "signing"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What one of those asked has said: an answer to each question, or why there is none."""

    of: str
    by: str | None
    at: datetime | None
    said: tuple[str, ...]
    is_late: bool = False  # there is no answer, and there will be none


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """The answers to one step; `several` when more than one was asked."""

    title: str
    questions: tuple[str, ...]
    answers: tuple[Answer, ...]
    several: bool
    tasks: frozenset[str]  # the uids of those that asked


def said_before(
    context: QueryContext, row: CaseRow, node: Node, facts: Facts
) -> tuple[SaidBefore, ...]:
    """The answers to the steps that *node* names under `shows`, where anybody was asked."""
    model = context.process_of(row).model
    steps = (_of_step(context, row, step, facts) for step in _shown(model, node))
    return tuple(one for one in steps if one is not None)


def _shown(model: Model, node: Node) -> Iterator[Node]:
    named = (one.strip() for one in node.properties.get(SHOWS, "").split(","))
    return (model.nodes[one] for one in named if one in model.nodes)


def _of_step(context: QueryContext, row: CaseRow, step: Node, facts: Facts) -> SaidBefore | None:
    form = context.definitions.form(context.db, row, step.form)
    asked = _asked(context, row, step)
    if form is None or not asked or (step.several and not step.collect):
        return None
    lines = [_told(form, _values(step, one, facts), facts) for one in asked]
    questions = tuple(dict.fromkeys(label for one in lines for label in one))
    answers = tuple(
        _answer(
            context, step, one, tuple(said.get(label, "") for label in questions) if said else ()
        )
        for one, said in zip(asked, lines, strict=True)
    )
    tasks = frozenset(one.uid for one in asked)
    return SaidBefore(step.title, questions, answers, step.several is not None, tasks)


def _asked(context: QueryContext, row: CaseRow, step: Node) -> list[TaskRow]:
    """The last time each was asked, in the order in which they first were."""
    query = (
        select(task)
        .where(task.c.case_id == row.id, task.c.element == step.id)
        .order_by(task.c.opened_at, task.c.uid)
    )
    latest: dict[str | None, TaskRow] = {}
    for one in all_rows(context.db, query, TaskRow):
        latest[one.item] = one
    return list(latest.values())


def _values(step: Node, asked: TaskRow, facts: Facts) -> Mapping[str, object]:
    """What one of those asked answered; empty when they have not."""
    if not step.collect:
        return facts if asked.status in ANSWERED else {}
    gathered = facts.get(step.collect)
    variable, item = step.several.item if step.several else None, _item(asked)
    mine = (
        one
        for one in (gathered if isinstance(gathered, list) else ())
        if _is_of(one, variable, item)
    )
    return next(mine, {})


def _is_of(one: object, variable: str | None, item: object) -> bool:
    return isinstance(one, dict) and (variable is None or one.get(variable) == item)


def _told(form: Form, values: Mapping[str, object], facts: Facts) -> dict[str, str]:
    if not values:
        return {}
    return {line.label: line.value_text for line in answered(summary(form, values, facts))}


def _answer(context: QueryContext, step: Node, asked: TaskRow, said: tuple[str, ...]) -> Answer:
    item = _item(asked)
    of = context.item_name(str(item), asked.closed_at) if item is not None else step.title
    if said:
        return Answer(of, name_of(context, asked.closed_by), asked.closed_at, said)
    return Answer(of, None, None, (), is_late=asked.status == "cancelled")


def _item(asked: TaskRow) -> object:
    return from_json(asked.item) if asked.item else None
