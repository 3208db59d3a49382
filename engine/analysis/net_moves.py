"""Where a token rests when sent along a flow: gateways without a choice are passed at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from engine.analysis.drawing import END, START, Drawing
from engine.bpmn.elements import Flow, Node


@dataclass(slots=True)
class Arrival:
    """The places where tokens rest (node ids, or flow ids before a join) and what they passed."""

    rests: list[str] = field(default_factory=list)
    passed: set[str] = field(default_factory=set)
    doubled: str | None = None  # a node that was given two tokens on the way
    spins: str | None = None  # a node in a circle that holds no step
    terminates: bool = False


def arrive(drawing: Drawing, flows: Iterable[Flow]) -> Arrival:
    """Send one token along each of *flows* and see where they rest."""
    arrival = Arrival()
    # Each flow with those behind its token: to meet one of these again is to go in a circle.
    waiting: list[tuple[Flow, frozenset[str]]] = [(flow, frozenset()) for flow in flows]
    met: set[str] = set()
    while waiting:
        flow, behind = waiting.pop()
        target = drawing.node(flow.target)
        if target is None:
            continue
        if flow.id in met:
            _note_second_token(arrival, flow, target, behind)
            continue
        met.add(flow.id)
        if _comes_to_rest(drawing, arrival, flow, target):
            continue
        arrival.passed.add(target.id)
        waiting += [(following, behind | {flow.id}) for following in drawing.out(target.id)]
    return arrival


def _note_second_token(arrival: Arrival, flow: Flow, target: Node, behind: frozenset[str]) -> None:
    if flow.id in behind:
        arrival.spins = target.id
    elif target.kind != END:
        arrival.doubled = target.id


def _comes_to_rest(drawing: Drawing, arrival: Arrival, flow: Flow, target: Node) -> bool:
    """Whether the token on *flow* goes no further: it has ended, or waits at a place."""
    if target.kind == END:
        arrival.passed.add(target.id)
        arrival.terminates |= target.event in {"terminate", "error"}  # an error ends its scope
        return True
    place = _resting_place(drawing, flow, target)
    if place in arrival.rests:
        arrival.doubled = target.id
    elif place:
        arrival.rests.append(place)
    return place is not None


def _resting_place(drawing: Drawing, flow: Flow, target: Node) -> str | None:
    """The id of the place where a token on *flow* rests, or None when it passes on."""
    if target.kind in {"parallelGateway", "inclusiveGateway"} and drawing.joins(target):
        return flow.id
    if target.kind in {"exclusiveGateway", "inclusiveGateway"}:
        return target.id if drawing.forks(target) else None
    if target.kind in {"parallelGateway", "intermediateThrowEvent", START}:
        return None
    return target.id
