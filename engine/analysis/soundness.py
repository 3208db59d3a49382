"""Whether a diagram can get stuck: every way through it is played, any choice being possible."""

from collections import deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from engine.analysis.drawing import BOUNDARY, GATEWAYS, STEPS, Drawing
from engine.analysis.net import Chosen, Move, Net, build, first_moves, sent
from engine.bpmn.elements import Node

LIMIT = 50_000  # markings
MOVES_EACH = 4  # moves tried, on average, for each marking allowed


@dataclass(frozen=True, slots=True)
class Trouble:
    """A case that is stuck, doubled, endless, circling or idle, and how it gets there."""

    kind: str
    nodes: tuple[str, ...]
    trace: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What playing one scope showed."""

    scope: str
    states: int
    decided: bool
    troubles: tuple[Trouble, ...]
    together: Mapping[str, frozenset[str]]  # element → those that can be open beside it


@dataclass(slots=True)
class Game:
    """The markings met so far, each with the one before it and the move between them."""

    net: Net
    limit: int
    came: dict[int, tuple[int, Move] | None] = field(default_factory=dict)
    before: dict[int, list[int]] = field(default_factory=dict)
    waiting: deque[int] = field(default_factory=deque)
    passed: set[str] = field(default_factory=set)
    beside: dict[int, int] = field(default_factory=dict)
    troubles: dict[tuple[str, tuple[str, ...]], Trouble] = field(default_factory=dict)
    doubled: bool = False
    moves: int = 0

    @property
    def spent(self) -> bool:
        """Whether as much has been tried as is allowed."""
        return len(self.came) >= self.limit or self.moves >= MOVES_EACH * self.limit


def explore(
    drawing: Drawing, scope: str, limit: int = LIMIT, chosen: Chosen = lambda _node, _way: True
) -> Verdict:
    """Play *scope* from each of its start events, to at most *limit* markings.

    Once a step is reached twice the play is over: whatever comes after follows from that.
    """
    net = build(drawing, scope, chosen)
    game = Game(net, limit)
    for start in drawing.starts(scope):
        _go(game, None, first_moves(net, start), 0)
    decided = _play_out(game)
    if decided and not game.troubles:
        _endless(game)
        _idle(game, drawing)
    return _verdict(game, decided=decided)


def onward(drawing: Drawing, scope: str, standing: Collection[str], limit: int = LIMIT) -> Verdict:
    """Play *scope* on from where a case stands: at elements, and at flows that lead to a join."""
    net = build(drawing, scope, lambda _node, _way: True)
    here = {_node(net, place) for place in standing}
    places = [*standing, *(sent(event) for event in _on_their_way(drawing, scope, here))]
    marking = sum({net.bit(place) for place in places})
    game = Game(net, limit, came={marking: None}, waiting=deque([marking]))
    decided = _play_out(game)
    if decided and not game.troubles:
        _endless(game)
    return _verdict(game, decided=decided)


def _on_their_way(drawing: Drawing, scope: str, here: set[str]) -> Iterator[Node]:
    """The reminders that have been sent: what follows one is played once."""
    for node in drawing.inside(scope):
        if node.kind == BOUNDARY and not node.interrupting and drawing.reached([node.id]) & here:
            yield node


def _play_out(game: Game) -> bool:
    """Plays until nothing new comes; whether that was decided within what is allowed."""
    while game.waiting and not game.spent and not game.doubled:
        _play(game, game.waiting.popleft())
    return game.doubled or (not game.waiting and game.net.whole)


def _verdict(game: Game, *, decided: bool) -> Verdict:
    troubles = tuple(game.troubles.values())
    return Verdict(game.net.scope, len(game.came), decided, troubles, _together(game))


def _play(game: Game, marking: int) -> None:
    live = marking & ~game.net.markers
    if not live:
        return
    _remember(game, live)
    moved = False
    for move in list(_enabled(game.net, marking)):
        moved = True
        _go(game, marking, move, _taken(game.net, marking, move))
    if not moved:
        _trouble(game, "stuck", tuple(_standing(game.net, live)), marking)


def _enabled(net: Net, marking: int) -> Iterator[Move]:
    for bit in _bits(marking):
        for move in net.moves.get(bit, ()):
            ready = marking & move.need == move.need and not marking & move.unless
            if ready and (move.gate is None or _opens(net, marking, move)):
                yield move


def _opens(net: Net, marking: int, move: Move) -> bool:
    """Whether an inclusive join goes on; its first marked input speaks for the others."""
    gate = net.gates[move.gate or ""]
    first = not marking & gate.inputs & (move.need - 1)
    return first and gate.opens(marking)


def _taken(net: Net, marking: int, move: Move) -> int:
    if move.terminates:
        return marking
    return move.take if move.gate is None else marking & net.gates[move.gate].inputs


def _go(game: Game, marking: int | None, move: Move, taken: int) -> None:
    game.passed |= move.passed
    game.moves += 1
    left = (marking or 0) & ~taken
    doubled = move.doubled or _clash(game.net, left & move.put)
    after = 0 if move.terminates else left | move.put
    _keep(game, marking, move, after, plays_on=not doubled and not move.spins)
    if move.terminates:
        return
    if doubled and not game.doubled:
        game.doubled = True
        _trouble(game, "doubled", (doubled,), marking, move)
    if move.spins:
        _trouble(game, "circling", (move.spins,), marking, move)


def _keep(game: Game, marking: int | None, move: Move, after: int, *, plays_on: bool) -> None:
    """Keeps how the marking *after* was met, and whether it is still to be played."""
    if after not in game.came:
        game.came[after] = None if marking is None else (marking, move)
        if plays_on:
            game.waiting.append(after)
    if marking is not None:
        game.before.setdefault(after, []).append(marking)


def _clash(net: Net, both: int) -> str | None:
    both &= ~net.markers
    return _node(net, net.places(both)[0]) if both else None


def _trouble(
    game: Game, kind: str, nodes: tuple[str, ...], marking: int | None, last: Move | None = None
) -> None:
    if (kind, nodes) not in game.troubles:
        trace = _trace(game, marking)
        if last is not None and last.label:
            trace.append(last.label)
        game.troubles[kind, nodes] = Trouble(kind, nodes, tuple(trace))


def _trace(game: Game, marking: int | None) -> list[str]:
    labels: list[str] = []
    while marking is not None and (step := game.came[marking]):
        marking, move = step
        if move.label:
            labels.append(move.label)
    return labels[::-1]


def _endless(game: Game) -> None:
    """A marking from which no end can be reached any more."""
    finals = [m for m in game.came if not m & ~game.net.markers]
    waiting, can = list(finals), set(finals)
    while waiting:
        for marking in game.before.get(waiting.pop(), ()):
            if marking not in can:
                can.add(marking)
                waiting.append(marking)
    for marking in game.came:
        if marking not in can:
            nodes = tuple(_standing(game.net, marking & ~game.net.markers))
            _trouble(game, "endless", nodes, marking)
            return


def _idle(game: Game, drawing: Drawing) -> None:
    """Steps that are drawn on a way, but that no token ever reaches."""
    walked = drawing.reached(start.id for start in drawing.starts(game.net.scope))
    for node in drawing.inside(game.net.scope):
        if node.kind in STEPS | GATEWAYS and node.id in walked and node.id not in game.passed:
            game.troubles["idle", (node.id,)] = Trouble("idle", (node.id,))


def _standing(net: Net, marking: int) -> list[str]:
    return list(dict.fromkeys(_node(net, place) for place in net.places(marking)))


def _node(net: Net, place: str) -> str:
    """The element at which a place stands: the join, for a flow before one."""
    flow = net.drawing.model.flows.get(place)
    return flow.target if flow else place


def _remember(game: Game, live: int) -> None:
    if live & (live - 1):
        for bit in _bits(live):
            game.beside[bit] = game.beside.get(bit, 0) | live


def _together(game: Game) -> dict[str, frozenset[str]]:
    drawn = game.net.drawing.model.nodes
    names = {bit: place for place, bit in game.net.bits.items() if place in drawn}
    return {
        names[bit]: frozenset(names[b] for b in _bits(beside & ~bit) if b in names)
        for bit, beside in game.beside.items()
        if bit in names
    }


def _bits(marking: int) -> Iterator[int]:
    while marking:
        low = marking & -marking
        yield low
        marking ^= low
