"""Every id is one that XML, a page's address and a person can read."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.naming import called, quoted
from engine.bpmn.ncname import is_ncname
from engine.lint.finding import Fault, Thing

LONGEST = 100


def faults(definition: Definition) -> Iterator[Fault]:
    """Ids of processes, lanes, elements and flows that are no names in XML, or too long."""
    unnamed = {odd.element for odd in definition.model.oddities if odd.rule == "duplicate-id"}
    for thing, what, id_ in _ids(definition):
        if id_ not in unnamed and (not is_ncname(id_) or len(id_) > LONGEST):
            yield Fault(
                thing,
                f"the id {quoted(id_)} of {what} cannot be used: write letters, digits, '_', '-' "
                f"and '.', a letter or '_' first, and no more than {LONGEST} of them.",
            )
    yield from _messages(definition)


def _messages(definition: Definition) -> Iterator[Fault]:
    """Names of messages that the address of the page where a case is told cannot hold."""
    waiting = (node for node in definition.drawing.nodes if node.message)
    for node in waiting:
        message = node.message or ""
        if "/" in message or len(message) > LONGEST or not message.strip("."):
            yield Fault(
                node,
                f"the message {quoted(message)} of {called(node)} could not be told: give it a "
                f"name without '/', of no more than {LONGEST} characters.",
            )


def _ids(definition: Definition) -> Iterator[tuple[Thing, str, str]]:
    for process in definition.model.processes.values():
        yield process, "a process", process.id
        yield from ((lane, "a lane", lane.id) for lane in process.lanes)
    yield from ((node, "an element", node.id) for node in definition.drawing.nodes)
    yield from ((flow, "a flow", flow.id) for flow in definition.model.flows.values())
