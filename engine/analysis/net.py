"""The token game of one process or sub-process, as bit masks: places and moves between them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from engine.analysis.drawing import BOUNDARY, CATCHING, Drawing
from engine.analysis.naming import tidy
from engine.analysis.net_joins import nearing
from engine.analysis.net_moves import arrive
from engine.bpmn.elements import Flow, Node

Chosen = Callable[[Node, tuple[Flow, ...]], bool]
MANY = 6  # an inclusive gateway with more ways is tried one way at a time, and all at once


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that can happen: the tokens it needs, takes and puts."""

    label: str
    need: int
    take: int
    put: int
    passed: frozenset[str]
    unless: int = 0
    terminates: bool = False
    doubled: str | None = None
    spins: str | None = None
    gate: str | None = None  # the inclusive join whose other inputs must be past hoping for


@dataclass(frozen=True, slots=True)
class Gate:
    """An inclusive join: its inputs, and for places elsewhere the inputs still to be reached."""

    inputs: int
    reach: tuple[tuple[int, int], ...]

    def opens(self, marking: int) -> bool:
        """Whether no token elsewhere could still reach an empty input."""
        marked = marking & self.inputs
        for place, reachable in self.reach:
            if marking & place and reachable & ~marked and not reachable & marked:
                return False
        return True


@dataclass(slots=True)
class Net:
    """The places and moves of one scope; a marking is an int with a bit for each place."""

    drawing: Drawing
    scope: str
    chosen: Chosen
    bits: dict[str, int] = field(default_factory=dict)
    moves: dict[int, list[Move]] = field(default_factory=dict)
    markers: int = 0  # places that only remember that a reminder has been sent
    whole: bool = True  # False when some choices were left untried
    gates: dict[str, Gate] = field(default_factory=dict)

    def bit(self, place: str) -> int:
        """The bit of *place*, made on first mention."""
        return self.bits.setdefault(place, 1 << len(self.bits))

    def places(self, marking: int) -> list[str]:
        """The ids of the places that hold a token, markers left out."""
        tokens = marking & ~self.markers
        return [place for place, bit in self.bits.items() if tokens & bit]


def build(drawing: Drawing, scope: str, chosen: Chosen) -> Net:
    """The net of *scope*; *chosen* tells which ways an inclusive gateway may take together."""
    net = Net(drawing, scope, chosen)
    for node in drawing.inside(scope):
        for move in _moves_of(net, node):
            lowest_bit = move.need & -move.need  # a move is tried once, at the first place it needs
            net.moves.setdefault(lowest_bit, []).append(move)
    return net


def first_moves(net: Net, start: Node) -> Move:
    """What happens when the case begins at *start*."""
    return _move(net, tidy(start.title), [], net.drawing.out(start.id), passed={start.id})


def _moves_of(net: Net, node: Node) -> Iterator[Move]:
    if node.kind == "parallelGateway":
        yield from _moves_of_parallel_join(net, node)
    elif node.kind == "inclusiveGateway":
        yield from _moves_of_inclusive(net, node)
    elif node.kind in {"exclusiveGateway", "complexGateway"}:
        yield from _moves_of_exclusive(net, node)
    elif node.kind == "eventBasedGateway":
        yield from _moves_of_event_based(net, node)
    elif node.kind not in {"startEvent", "endEvent", BOUNDARY, "intermediateThrowEvent"}:
        yield from _moves_of_activity(net, node)


def _moves_of_parallel_join(net: Net, node: Node) -> Iterator[Move]:
    """A join goes on when all its inputs are there; at a fork nothing waits."""
    if net.drawing.joins(node):
        inputs = [flow.id for flow in net.drawing.into(node.id)]
        yield _move(net, "", inputs, net.drawing.out(node.id), passed={node.id})


def _moves_of_exclusive(net: Net, node: Node) -> Iterator[Move]:
    for flow in net.drawing.out(node.id):
        label = _choice_in_words(net.drawing, node, [flow])
        yield _move(net, label, [node.id], [flow], passed={node.id})


def _moves_of_activity(net: Net, node: Node) -> Iterator[Move]:
    out = net.drawing.out(node.id)
    verb = "happens" if node.kind in CATCHING else "is done"
    yield _move(net, f"{tidy(node.title)} {verb}", [node.id], out, passed={node.id})
    for event in net.drawing.hosted(node.id):
        out = net.drawing.out(event.id)
        title, host = tidy(event.title), tidy(node.title)
        if event.interrupting:
            label = f"{title} interrupts {host}"
            yield _move(net, label, [node.id], out, passed={event.id, node.id})
        else:
            move = _move(net, f"{title} happens during {host}", [node.id], out)
            yield _played_once(net, move, event)


def _played_once(net: Net, move: Move, event: Node) -> Move:
    """A boundary event that does not interrupt: explored once, so that the game stays finite."""
    marker = net.bit(sent(event))
    net.markers |= marker
    return Move(
        move.label,
        need=move.need,
        take=0,
        put=move.put | marker,
        passed=move.passed | {event.id, event.attached_to or ""},
        unless=marker,
        terminates=move.terminates,
        doubled=move.doubled,
        spins=move.spins,
    )


def sent(event: Node) -> str:
    """The place that remembers that a reminder has been sent."""
    return f"{event.id} sent"


def _moves_of_event_based(net: Net, node: Node) -> Iterator[Move]:
    for flow in net.drawing.out(node.id):
        event = net.drawing.node(flow.target)
        if event is not None:
            label = f"{tidy(event.title)} happens first"
            out = net.drawing.out(event.id)
            yield _move(net, label, [node.id], out, passed={node.id, event.id})


def _moves_of_inclusive(net: Net, node: Node) -> Iterator[Move]:
    """A move for each input of a join, and for each set of flows that a fork may take."""
    choices = list(_flows_taken_together(net, node)) or [()]
    net.whole &= len(net.drawing.out(node.id)) <= MANY
    inputs, gate = [node.id], None
    if net.drawing.joins(node):
        inputs, gate = [flow.id for flow in net.drawing.into(node.id)], node.id
        net.gates[node.id] = _inclusive_join(net, node)
    for place in inputs:
        for flows in choices:
            label = ""
            if net.drawing.forks(node):
                label = _choice_in_words(net.drawing, node, flows)
            yield _move(net, label, [place], flows, passed={node.id}, gate=gate)


def _inclusive_join(net: Net, node: Node) -> Gate:
    inputs = _mask(net, [flow.id for flow in net.drawing.into(node.id)])
    elsewhere = nearing(net.drawing, node)
    reach = [(net.bit(place), _mask(net, flows)) for place, flows in elsewhere.items()]
    return Gate(inputs, tuple(reach))


def _flows_taken_together(net: Net, node: Node) -> Iterator[tuple[Flow, ...]]:
    """The flows taken together: the default only by itself."""
    free: list[Flow] = []
    for flow in net.drawing.out(node.id):
        if flow.id == node.default_flow:
            yield (flow,)
        else:
            free.append(flow)
    sizes = range(1, len(free) + 1) if len(free) <= MANY else (1, len(free))
    for size in sizes:
        for flows in combinations(free, size):
            if net.chosen(node, flows):
                yield flows


def _choice_in_words(drawing: Drawing, node: Node, flows: Iterable[Flow]) -> str:
    """`Which way?: By road and By sea`."""
    answers = [tidy(flow.name) or tidy(_title_of_target(drawing, flow)) for flow in flows]
    return f"{tidy(node.title)}: {' and '.join(answers)}"


def _title_of_target(drawing: Drawing, flow: Flow) -> str:
    target = drawing.node(flow.target)
    return target.title if target else flow.target


def _move(
    net: Net,
    label: str,
    need: list[str],
    out: Iterable[Flow],
    *,
    passed: Iterable[str] = (),
    gate: str | None = None,
) -> Move:
    arrival = arrive(net.drawing, out)
    needed = _mask(net, need)
    return Move(
        label,
        need=needed,
        take=needed,
        put=_mask(net, arrival.rests),
        passed=frozenset(arrival.passed) | frozenset(passed),
        terminates=arrival.terminates,
        doubled=arrival.doubled,
        spins=arrival.spins,
        gate=gate,
    )


def _mask(net: Net, places: Iterable[str]) -> int:
    mask = 0
    for place in places:
        mask |= net.bit(place)
    return mask
