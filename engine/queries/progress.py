"""Where a case is, as an ordered list of its steps: the diagram for those who read lists."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from engine.bpmn.elements import Model, Node
from engine.cases.tables import case, task
from engine.queries.briefs import name_of, task_query
from engine.queries.look import AnyRow, Look

PEOPLE = {"userTask", "manualTask"}


@dataclass(frozen=True, slots=True)
class StepLine:
    """A person's step: done, current, or still to come."""

    title: str
    element: str
    state: str
    by: str | None
    at: datetime | None
    note: str
    task: str | None
    with_whom: str


def progress(look: Look, row: AnyRow) -> tuple[StepLine, ...]:
    """The steps in the order of the work; once it has ended, those it went through."""
    model = look.loaded(row).model
    latest = _latest(look, row)
    mine = {
        one.uid
        for one in look.db.execute(task_query(look).where(case.c.id == row.id))
        if one.status in {"open", "signing"}
    }
    lines = [
        _line(look, node, latest.get(node.id), mine)
        for node in in_order(model, row.key)
        if node.id in latest or row.status == "open"
    ]
    return tuple(_without_detours(model, lines))


def in_order(model: Model, process: str) -> Iterator[Node]:
    """The steps of people in a process and those it calls, each once, nearest the start first."""
    return (node for node in walk(model, process, set()) if node.kind in PEOPLE)


def walk(model: Model, process: str, seen: set[str]) -> Iterator[Node]:
    """Everything drawn in a process and those it calls, each once, nearest the start first."""
    starts = [n for n in model.nodes.values() if n.scope == process and n.kind == "startEvent"]
    queue = [node for node in starts if node.id not in seen]
    seen.update(node.id for node in starts)
    while queue:
        node = queue.pop(0)
        yield node
        if node.called in model.processes:
            yield from walk(model, str(node.called), seen)
        after = [flow.target for flow in model.outgoing(node.id)]
        after += [n.id for n in model.nodes.values() if n.attached_to == node.id]
        for target in after:
            if target not in seen and target in model.nodes:
                seen.add(target)
                queue.append(model.nodes[target])


def _latest(look: Look, row: AnyRow) -> dict[str, AnyRow]:
    rows = look.db.execute(
        select(task)
        .where(task.c.case_id == row.id, task.c.status != "cancelled")
        .order_by(task.c.opened_at, task.c.uid)
    )
    found: dict[str, AnyRow] = {}
    for one in rows:
        earlier = found.get(one.element)
        if earlier is None or earlier.status == "done" or one.status != "done":
            found[one.element] = one
    return found


def _line(look: Look, node: Node, row: AnyRow | None, mine: set[str]) -> StepLine:
    title = look.reference.role_title(node.role)
    if row is None:
        return StepLine(node.title, node.id, "waiting", None, None, "", None, title)
    if row.status == "done":
        by = name_of(look, row.closed_by)
        return StepLine(node.title, node.id, "done", by, row.closed_at, "", None, title)
    note = "Waiting for the signed letter" if row.status == "signing" else ""
    own = row.uid if row.uid in mine else None
    return StepLine(node.title, node.id, "current", None, row.opened_at, note, own, title)


def _without_detours(model: Model, lines: list[StepLine]) -> Iterator[StepLine]:
    """Leaves out steps that only a loop or another way leads to, unless the case went there."""
    for line in lines:
        if line.state != "waiting" or model.nodes[line.element].properties.get("detour") != "yes":
            yield line
