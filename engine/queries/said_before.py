"""What was answered to earlier steps, for whoever decides next and must have it before them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

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
    steps = (_of_step(context, row, step, facts) for step in _steps_to_show(model, node))
    return tuple(step for step in steps if step is not None)


def _steps_to_show(model: Model, node: Node) -> Iterator[Node]:
    ids = (key.strip() for key in node.properties.get(SHOWS, "").split(","))
    return (model.nodes[key] for key in ids if key in model.nodes)


def _of_step(context: QueryContext, row: CaseRow, step: Node, facts: Facts) -> SaidBefore | None:
    form = context.definitions.form(context.db, row, step.form)
    task_rows = _last_tasks_of(context, row, step)
    if form is None or not task_rows or (step.several and not step.collect):
        return None
    texts_of_each = [
        _texts_by_question(form, _values(step, task_row, facts), facts) for task_row in task_rows
    ]
    questions = tuple(dict.fromkeys(chain.from_iterable(texts_of_each)))
    answers = []
    for task_row, texts in zip(task_rows, texts_of_each, strict=True):
        row_of_texts = tuple(texts.get(question, "") for question in questions)
        answers.append(_answer(context, step, task_row, row_of_texts if texts else ()))
    tasks = frozenset(task_row.uid for task_row in task_rows)
    return SaidBefore(step.title, questions, tuple(answers), step.several is not None, tasks)


def _last_tasks_of(context: QueryContext, row: CaseRow, step: Node) -> list[TaskRow]:
    """The last time each was asked, in the order in which they first were."""
    query = (
        select(task)
        .where(task.c.case_id == row.id, task.c.element == step.id)
        .order_by(task.c.opened_at, task.c.uid)
    )
    latest: dict[str | None, TaskRow] = {}
    for task_row in all_rows(context.db, query, TaskRow):
        latest[task_row.item] = task_row
    return list(latest.values())


def _values(step: Node, task_row: TaskRow, facts: Facts) -> Mapping[str, object]:
    """What one of those asked answered; empty when they have not."""
    if not step.collect:
        return facts if task_row.status in ANSWERED else {}
    gathered = facts.get(step.collect)
    if not isinstance(gathered, list):
        return {}
    variable = step.several.item if step.several else None
    item = _item(task_row)
    return next((answers for answers in gathered if _is_of(answers, variable, item)), {})


def _is_of(answers: object, variable: str | None, item: object) -> bool:
    return isinstance(answers, dict) and (variable is None or answers.get(variable) == item)


def _texts_by_question(form: Form, values: Mapping[str, object], facts: Facts) -> dict[str, str]:
    if not values:
        return {}
    return {line.label: line.value_text for line in answered(summary(form, values, facts))}


def _answer(context: QueryContext, step: Node, task_row: TaskRow, texts: tuple[str, ...]) -> Answer:
    item = _item(task_row)
    of = context.item_name(str(item), task_row.closed_at) if item is not None else step.title
    if texts:
        return Answer(of, name_of(context, task_row.closed_by), task_row.closed_at, texts)
    return Answer(of, None, None, (), is_late=task_row.status == "cancelled")


def _item(task_row: TaskRow) -> object:
    return from_json(task_row.item) if task_row.item else None
