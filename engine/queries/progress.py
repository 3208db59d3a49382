"""Where a case is, as an ordered list of its steps: the diagram for those who read lists."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from engine.bpmn.elements import NOTHING, Model, Node
from engine.bpmn.reading_order import walk
from engine.cases.reach import tasks_for
from engine.cases.rows import CaseRow, TaskRow
from engine.cases.tables import case, task
from engine.cases.values import from_json
from engine.clock import london_date
from engine.context import QueryContext
from engine.queries.briefs import name_of
from engine.store.reading import all_rows

PEOPLE = {"userTask", "manualTask"}
OVER = {"done", "cancelled"}


@dataclass(frozen=True, slots=True)
class StepLine:
    """A person's step: done, current, still to come, or missed by one of several."""

    title: str
    element: str
    state: str
    by: str | None
    at: datetime | None
    note: str
    task: str | None
    with_whom: str
    signing: bool = False  # whether it waits for its signed letter


def progress(
    context: QueryContext, row: CaseRow, decided: Mapping[str, str] = NOTHING
) -> tuple[StepLine, ...]:
    """The steps in the order of the work; once it has ended, those it went through.

    *decided* has what was decided in a task, by its uid, in a line.
    """
    model = context.process_of(row).model
    latest = _latest_by_step(context, row, model)
    own_tasks = _open_tasks_of_actor(context, row)
    not_taken: tuple[TaskRow | None, ...] = (None,) if row.status == "open" else ()
    lines = [
        _step_line(context, node, task_row, own_tasks, decided)
        for node in in_order(model, row.process_key)
        for task_row in latest.get(node.id, not_taken)
    ]
    return tuple(_without_detours(model, lines))


def in_order(model: Model, process: str) -> Iterator[Node]:
    """The steps of people in a process and those it calls, each once, nearest the start first."""
    return (node for node in walk(model, process) if node.kind in PEOPLE)


def _open_tasks_of_actor(context: QueryContext, row: CaseRow) -> set[str]:
    """The open tasks of a case that this person's roles ask for."""
    theirs = (
        select(task.c.uid)
        .join(case, case.c.id == task.c.case_id)
        .where(
            tasks_for(context.who, context.reference, context.today),
            case.c.id == row.id,
            task.c.status.in_(["open", "signing"]),
        )
    )
    return set(context.db.execute(theirs).scalars())


def _latest_by_step(context: QueryContext, row: CaseRow, model: Model) -> dict[str, list[TaskRow]]:
    """For each step the last time it was taken: by each one asked, where several are."""
    query = select(task).where(task.c.case_id == row.id).order_by(task.c.opened_at, task.c.uid)
    latest: dict[tuple[str, str | None], TaskRow] = {}
    for task_row in all_rows(context.db, query, TaskRow):
        several = model.at(task_row.element).several is not None
        if task_row.status == "cancelled" and not several:
            continue
        place = (task_row.element, task_row.item if several else None)
        so_far = latest.get(place)
        if so_far is None or so_far.status in OVER or task_row.status not in OVER:
            latest[place] = task_row
    steps: dict[str, list[TaskRow]] = {}
    for (element, _), task_row in latest.items():
        steps.setdefault(element, []).append(task_row)
    return steps


def _step_line(
    context: QueryContext,
    node: Node,
    row: TaskRow | None,
    own_tasks: set[str],
    decided: Mapping[str, str],
) -> StepLine:
    day = london_date(row.closed_at) if row and row.closed_at else context.today
    title = context.reference.role_title(node.role, day)
    if row is None:
        return StepLine(node.title, node.id, "waiting", None, None, "", None, title)
    name = _name(context, node, row)
    if row.status in OVER:
        by = name_of(context, row.closed_by)
        state = "done" if row.status == "done" else "missed"
        note = decided.get(row.uid, "")
        return StepLine(name, node.id, state, by, row.closed_at, note, None, title)
    own_task = row.uid if row.uid in own_tasks else None
    signing = row.status == "signing"
    return StepLine(name, node.id, "current", None, row.opened_at, "", own_task, title, signing)


def _name(context: QueryContext, node: Node, row: TaskRow) -> str:
    item = from_json(row.item) if row.item and node.several else None
    if item is None:
        return node.title
    return f"{node.title}: {context.item_name(str(item), row.closed_at)}"


def _without_detours(model: Model, lines: list[StepLine]) -> Iterator[StepLine]:
    """Leaves out steps that only a loop, another way or an event leads to, unless it has."""
    for line in lines:
        if line.state != "waiting" or not _is_detour(model, model.nodes[line.element]):
            yield line


def _is_detour(model: Model, node: Node) -> bool:
    around: Node | None = node
    while around is not None:
        if around.triggered or around.properties.get("detour") == "yes":
            return True
        around = model.nodes.get(around.scope)
    return False
