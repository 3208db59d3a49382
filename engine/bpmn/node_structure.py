"""Whether a task, gateway or event stands as BPMN and the engine ask: a sentence for each flaw."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from engine.bpmn.coverage import PEOPLE, SCOPES, TASKS
from engine.bpmn.elements import Flow, Model, Node

LONGEST_NAME = 500
LONGEST_ID = 100  # as long as a database keeps
# SpiffWorkflow makes steps of these names for itself, beside those that are drawn.
RESERVED = frozenset({"Start", "End", "Root"})
RESERVED_ENDINGS = (".BoundaryEventSplit", ".BoundaryEventJoin", ".EndJoin", " [child]")
_HOSTS = TASKS | SCOPES  # on the edge of which an event may stand


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong, as the end of a sentence that names the element, and by which rule."""

    sentence: str
    rule: str = "structure"


def flaws_of_node(node: Node, model: Model, circular: Collection[str]) -> Iterator[Flaw]:
    """What keeps *node* from running; *circular* are the processes that call themselves."""
    yield from _flaws_of_names(node)
    if node.kind in PEOPLE and not node.role:
        yield Flaw("has no role: put it in a lane that has a role", "no-role")
    yield from _flaws_of_ends(node, model)
    yield from _flaws_of_repetition(node)
    if node.kind == "callActivity":
        yield from _flaws_of_call(node, model, circular)
    elif node.kind in _FLAWS_BY_KIND:
        yield from _FLAWS_BY_KIND[node.kind](node, model)


def _flaws_of_names(node: Node) -> Iterator[Flaw]:
    if len(node.name) > LONGEST_NAME or len(node.id) > LONGEST_ID:
        limits = f"longer than {LONGEST_NAME} characters or an id longer than {LONGEST_ID}"
        yield Flaw(f"has a name {limits}; shorten it", "too-large")
    facts = [*node.sets, node.collect or "", node.result or ""]
    if any(len(fact) > LONGEST_ID for fact in facts):
        limit = f"longer than {LONGEST_ID}"
        yield Flaw(f"keeps a fact whose name is {limit}; shorten it", "too-large")
    if node.id in RESERVED or node.id.endswith(RESERVED_ENDINGS):
        yield Flaw("has an id that the engine keeps for itself; give it another id")


def _flaws_of_ends(node: Node, model: Model) -> Iterator[Flaw]:
    if node.kind == "endEvent" and model.outgoing(node.id):
        yield Flaw("is an end event with a flow going out; end the flow before it")
    if node.kind in ("startEvent", "boundaryEvent") and model.incoming(node.id):
        yield Flaw("is reached by a flow, but nothing may lead to it; use a catch event")
    if node.triggered and (model.incoming(node.id) or model.outgoing(node.id)):
        yield Flaw("is an event sub-process, which no flow leads to or leaves; remove the flow")


def _flaws_of_repetition(node: Node) -> Iterator[Flaw]:
    if node.several and not (node.several.collection or node.several.count):
        yield Flaw("is multi-instance without a collection or a number; give it one")
    if node.several and node.triggered:
        yield Flaw("is an event sub-process, which begins once for each event; undo multi-instance")
    if node.timer and node.timer.kind == "cycle" and not may_repeat(node):
        yield Flaw(f"repeats, but only {REPEATS} can repeat; use a duration", "timer")


REPEATS = "a boundary event or the start of an event sub-process"


def may_repeat(node: Node) -> bool:
    """Whether a timer there may go off again and again."""
    return node.kind in ("boundaryEvent", "startEvent")


def _flaws_of_choice(node: Node, model: Model) -> Iterator[Flaw]:
    """Ways out of a choice of which nothing says when they are taken."""
    flows = model.outgoing(node.id)
    if len(flows) < 2:
        return
    for flow in flows:
        if not flow.condition and flow.id != node.default_flow:
            target = _title_of_target(flow, model)
            sentence = f"has a way to '{target}' without a condition"
            yield Flaw(f"{sentence}; give it one or make it the default", "condition")


def _title_of_target(flow: Flow, model: Model) -> str:
    target = model.nodes.get(flow.target)
    return target.title if target else flow.target


def _flaws_of_event_based(node: Node, model: Model) -> Iterator[Flaw]:
    """Which way is taken is decided by the event that comes first (BPMN 2.0.2, 10.6)."""
    targets = [model.nodes.get(flow.target) for flow in model.outgoing(node.id)]
    if not targets or not all(map(_waits_for_event, targets)):
        yield Flaw("must lead only to message or timer catch events, or receive tasks")


def _waits_for_event(node: Node | None) -> bool:
    return node is not None and node.kind in ("intermediateCatchEvent", "receiveTask")


def _flaws_of_boundary(node: Node, model: Model) -> Iterator[Flaw]:
    host = model.nodes.get(node.attached_to or "")
    if host is None or host.scope != node.scope or host.kind not in _HOSTS:
        yield Flaw("is not on the edge of a task or sub-process; attach it to one")
    elif node.event in ("error", "escalation") and host.kind not in SCOPES:
        yield Flaw(f"waits for an {node.event}, but '{host.title}' cannot throw one")
    if node.event == "error" and not node.interrupting:
        yield Flaw("is an error event, which always interrupts; untick non-interrupting")


def _flaws_of_call(node: Node, model: Model, circular: Collection[str]) -> Iterator[Flaw]:
    if not node.called:
        yield Flaw("does not say which process it calls; choose one", "reference")
        return
    process = model.processes.get(node.called)
    if process is None:
        sentence = f"calls the process '{node.called}', which is not in this bundle; add it"
        yield Flaw(sentence, "reference")
    elif not process.executable:
        sentence = f"calls '{node.called}', which is not marked as executable; mark it"
        yield Flaw(sentence, "reference")
    elif node.process in circular and node.called in circular:
        sentence = f"calls '{node.called}', which leads back to itself; break the circle"
        yield Flaw(sentence, "call-circle")


_FLAWS_BY_KIND: Mapping[str, Callable[[Node, Model], Iterator[Flaw]]] = {
    "exclusiveGateway": _flaws_of_choice,
    "inclusiveGateway": _flaws_of_choice,
    "eventBasedGateway": _flaws_of_event_based,
    "boundaryEvent": _flaws_of_boundary,
}
