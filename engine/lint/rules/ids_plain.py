"""Every id is one that XML, a page's address and a person can read."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.naming import called, quoted
from engine.bpmn.elements import Flow, Lane, Node, Process
from engine.bpmn.ncname import is_ncname
from engine.lint.finding import Fault

LONGEST = 100
Drawn = Process | Lane | Node | Flow


def faults(definition: Definition) -> Iterator[Fault]:
    """Ids of processes, lanes, elements and flows that are no names in XML, or too long."""
    oddities = definition.model.oddities
    told_elsewhere = {oddity.element for oddity in oddities if oddity.rule == "duplicate-id"}
    for thing, kind in _drawn_things(definition):
        if thing.id in told_elsewhere:
            continue
        if not is_ncname(thing.id) or len(thing.id) > LONGEST:
            yield Fault(
                thing,
                f"the id {quoted(thing.id)} of {kind} cannot be used: write letters, digits, '_', "
                f"'-' and '.', a letter or '_' first, and no more than {LONGEST} of them.",
            )
    yield from _message_faults(definition)


def _message_faults(definition: Definition) -> Iterator[Fault]:
    """Names of messages that the address of the page where a case is told cannot hold."""
    for node in definition.drawing.nodes:
        message = node.message
        if message and ("/" in message or len(message) > LONGEST or not message.strip(".")):
            yield Fault(
                node,
                f"the message {quoted(message)} of {called(node)} could not be told: give it a "
                f"name without '/', of no more than {LONGEST} characters.",
            )


def _drawn_things(definition: Definition) -> Iterator[tuple[Drawn, str]]:
    """Everything that bears an id, and what a sentence calls its kind."""
    for process in definition.model.processes.values():
        yield process, "a process"
        for lane in process.lanes:
            yield lane, "a lane"
    for node in definition.drawing.nodes:
        yield node, "an element"
    for flow in definition.model.flows.values():
        yield flow, "a flow"
