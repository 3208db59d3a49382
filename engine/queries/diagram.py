"""The diagrams of a case, with what is done and where it is now."""

from dataclasses import dataclass

from engine.cases.rows import CaseRow
from engine.context import QueryContext
from engine.definitions.registry import files_of
from engine.errors import NotFound
from engine.queries.briefs import open_tasks
from engine.queries.history import Log, log_of, passed


@dataclass(frozen=True, slots=True)
class DiagramBrief:
    """A process of the case: its elements that are done, and those where it waits."""

    process: str
    name: str
    done: tuple[str, ...]
    current: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Diagram:
    """A diagram as drawn, with the same marks."""

    xml: bytes
    name: str
    done: tuple[str, ...]
    current: tuple[str, ...]


def diagrams_of(context: QueryContext, row: CaseRow, log: Log) -> tuple[DiagramBrief, ...]:
    """The main process first, then the others that the case has reached."""
    model = context.process_of(row).model
    elements_passed = passed(log)
    waits = _elements_waiting(context, row)
    order = sorted(model.processes, key=lambda key: (key != row.process_key, key))
    briefs = []
    for key in order:
        elements = {node.id for node in model.nodes.values() if node.process == key}
        current = tuple(element for element in waits if element in elements)
        left_behind = elements.difference(waits)
        reached = (element for element in elements_passed if element in left_behind)
        brief = DiagramBrief(key, model.processes[key].name or key, tuple(reached), current)
        if key == row.process_key or brief.done or brief.current:
            briefs.append(brief)
    return tuple(briefs)


def diagram(context: QueryContext, reference: str, process: str) -> Diagram:
    """One diagram of a case, the very file its version holds."""
    row = context.case(reference)
    model = context.process_of(row).model
    briefs = diagrams_of(context, row, log_of(context, row))
    brief = next((other for other in briefs if other.process == process), None)
    if brief is None:
        raise NotFound("this case has no such diagram")
    xml = files_of(context.db, row.process_key, row.version)[model.processes[process].file]
    return Diagram(xml, brief.name, brief.done, brief.current)


def _elements_waiting(context: QueryContext, row: CaseRow) -> tuple[str, ...]:
    """The elements of open tasks, and the call activities that lead to them."""
    model = context.process_of(row).model
    waits: dict[str, None] = {}
    outward = [task_row.element for task_row in open_tasks(context, row.id)]
    while outward:
        waits |= dict.fromkeys(outward)
        inside = {model.at(element).process for element in outward}
        callers = (node.id for node in model.nodes.values() if node.called in inside)
        outward = [caller for caller in callers if caller not in waits]
    return tuple(waits)
