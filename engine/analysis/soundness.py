"""Whether a diagram can get stuck: every way through it is played, any choice being possible.

The diagram is a workflow net, and what is asked is the soundness of van der Aalst ("The Application
of Petri Nets to Workflow Management", 1998): a case can always come to its end, nothing is left
behind then, and every step can happen. A marking says at which places there are tokens; here it is
an int with a bit for each place, and all that can be reached are tried, breadth first.

    start → parallel fork → a, b → exclusive join → c

From the marking {a, b} `a` can be done, and c opens beside b; then b is done and c opens a second
time: that is the trouble `doubled`. Were the join a parallel one and the fork an exclusive one, the
token would wait at the join for ever: `stuck`.
"""

from collections import deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from engine.analysis.drawing import BOUNDARY, GATEWAYS, STEPS, Drawing
from engine.analysis.net import Chosen, Move, Net, build, first_moves, sent
from engine.bpmn.elements import Node

LIMIT = 50_000  # markings: eight branches of four steps, side by side, have more
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
    reached_by: dict[int, tuple[int, Move] | None] = field(default_factory=dict)
    predecessors: dict[int, list[int]] = field(default_factory=dict)
    waiting: deque[int] = field(default_factory=deque)
    passed: set[str] = field(default_factory=set)
    beside: dict[int, int] = field(default_factory=dict)  # place → all that were marked with it
    troubles: dict[tuple[str, tuple[str, ...]], Trouble] = field(default_factory=dict)
    doubled: bool = False
    moves: int = 0

    @property
    def is_spent(self) -> bool:
        """Whether as much has been tried as is allowed."""
        return len(self.reached_by) >= self.limit or self.moves >= MOVES_EACH * self.limit


def explore(
    drawing: Drawing, scope: str, limit: int = LIMIT, chosen: Chosen = lambda _node, _way: True
) -> Verdict:
    """Play *scope* from each of its start events, to at most *limit* markings.

    Once a step is reached twice the play is over: whatever comes after follows from that.
    """
    net = build(drawing, scope, chosen)
    game = Game(net, limit)
    for start in drawing.starts(scope):
        _fire(game, None, first_moves(net, start), 0)
    decided = _play_out(game)
    if decided and not game.troubles:
        _find_endless(game)
        _find_idle(game, drawing)
    return _verdict(game, decided=decided)


def onward(drawing: Drawing, scope: str, standing: Collection[str], limit: int = LIMIT) -> Verdict:
    """Play *scope* on from where a case stands: at elements, and at flows that lead to a join."""
    net = build(drawing, scope, lambda _node, _way: True)
    elements = {_element_at(net, place) for place in standing}
    reminders = [sent(event) for event in _reminders_sent(drawing, scope, elements)]
    marking = 0
    for place in (*standing, *reminders):
        marking |= net.bit(place)
    game = Game(net, limit, reached_by={marking: None}, waiting=deque([marking]))
    decided = _play_out(game)
    if decided and not game.troubles:
        _find_endless(game)
    return _verdict(game, decided=decided)


def _reminders_sent(drawing: Drawing, scope: str, elements: set[str]) -> Iterator[Node]:
    """The reminders whose own branch the case stands in: what follows one is played once."""
    for node in drawing.inside(scope):
        is_reminder = node.kind == BOUNDARY and not node.interrupting
        if is_reminder and not elements.isdisjoint(drawing.reached([node.id])):
            yield node


def _play_out(game: Game) -> bool:
    """Plays until nothing new comes; whether that was decided within what is allowed."""
    while game.waiting and not game.is_spent and not game.doubled:
        _play(game, game.waiting.popleft())
    return game.doubled or (not game.waiting and game.net.whole)


def _verdict(game: Game, *, decided: bool) -> Verdict:
    troubles = tuple(game.troubles.values())
    markings = len(game.reached_by)
    return Verdict(game.net.scope, markings, decided, troubles, _open_together(game))


def _play(game: Game, marking: int) -> None:
    """Makes every move that *marking* allows; a marking without one is stuck, unless it is over."""
    tokens = marking & ~game.net.markers
    if not tokens:
        return
    _note_beside(game, tokens)
    moves = list(_enabled_moves(game.net, marking))
    for move in moves:
        _fire(game, marking, move, _tokens_taken(game.net, marking, move))
    if not moves:
        _note_trouble(game, "stuck", tuple(_elements_of(game.net, tokens)), marking)


def _enabled_moves(net: Net, marking: int) -> Iterator[Move]:
    """The moves whose inputs are marked. Each is listed under the lowest bit that it needs."""
    for bit in _bits(marking):
        for move in net.moves.get(bit, ()):
            ready = marking & move.need == move.need and not marking & move.unless
            if ready and (move.gate is None or _is_open(net, marking, move)):
                yield move


def _is_open(net: Net, marking: int, move: Move) -> bool:
    """Whether an inclusive join goes on; its first marked input speaks for the others."""
    gate = net.gates[move.gate or ""]
    is_first_input = not marking & gate.inputs & (move.need - 1)
    return is_first_input and gate.opens(marking)


def _tokens_taken(net: Net, marking: int, move: Move) -> int:
    if move.terminates:
        return marking
    if move.gate is not None:  # an inclusive join takes whatever has come to it
        return marking & net.gates[move.gate].inputs
    return move.take


def _fire(game: Game, marking: int | None, move: Move, taken: int) -> None:
    """Makes one move from *marking*, which is None before the case begins."""
    game.passed |= move.passed
    game.moves += 1
    staying = (marking or 0) & ~taken
    doubled = move.doubled or _element_marked_twice(game.net, staying & move.put)
    after = 0 if move.terminates else staying | move.put
    _note_marking(game, marking, move, after, plays_on=not doubled and not move.spins)
    if move.terminates:
        return
    if doubled and not game.doubled:
        game.doubled = True
        _note_trouble(game, "doubled", (doubled,), marking, move)
    if move.spins:
        _note_trouble(game, "circling", (move.spins,), marking, move)


def _note_marking(
    game: Game, marking: int | None, move: Move, after: int, *, plays_on: bool
) -> None:
    """Notes how the marking *after* was met, and whether it is still to be played."""
    if after not in game.reached_by:
        game.reached_by[after] = None if marking is None else (marking, move)
        if plays_on:
            game.waiting.append(after)
    if marking is not None:
        game.predecessors.setdefault(after, []).append(marking)


def _element_marked_twice(net: Net, both: int) -> str | None:
    """The first element that already had a token and is given another; markers do not count."""
    places = net.places(both & ~net.markers) if both & ~net.markers else []
    return _element_at(net, places[0]) if places else None


def _note_trouble(
    game: Game, kind: str, nodes: tuple[str, ...], marking: int | None, last: Move | None = None
) -> None:
    if (kind, nodes) not in game.troubles:
        trace = _trace(game, marking)
        if last is not None and last.label:
            trace.append(last.label)
        game.troubles[kind, nodes] = Trouble(kind, nodes, tuple(trace))


def _trace(game: Game, marking: int | None) -> list[str]:
    """What happened on the way to *marking*, in the order in which it did."""
    labels: list[str] = []
    while marking is not None and (step := game.reached_by[marking]):
        marking, move = step
        if move.label:
            labels.append(move.label)
    return labels[::-1]


def _find_endless(game: Game) -> None:
    """A marking from which no end can be reached: found by going back from every end."""
    ends = [marking for marking in game.reached_by if not marking & ~game.net.markers]
    waiting, can_end = list(ends), set(ends)
    while waiting:
        for marking in game.predecessors.get(waiting.pop(), ()):
            if marking not in can_end:
                can_end.add(marking)
                waiting.append(marking)
    for marking in game.reached_by:
        if marking not in can_end:
            nodes = tuple(_elements_of(game.net, marking & ~game.net.markers))
            _note_trouble(game, "endless", nodes, marking)
            return


def _find_idle(game: Game, drawing: Drawing) -> None:
    """Steps that are drawn on a way, but that no token ever reaches."""
    drawn_on_a_way = drawing.reached(start.id for start in drawing.starts(game.net.scope))
    for node in drawing.inside(game.net.scope):
        if node.kind not in STEPS | GATEWAYS:
            continue
        if node.id in drawn_on_a_way and node.id not in game.passed:
            game.troubles["idle", (node.id,)] = Trouble("idle", (node.id,))


def _elements_of(net: Net, marking: int) -> list[str]:
    return list(dict.fromkeys(_element_at(net, place) for place in net.places(marking)))


def _element_at(net: Net, place: str) -> str:
    """The element at which a place stands: the join, for a flow before one."""
    flow = net.drawing.model.flows.get(place)
    return flow.target if flow else place


def _note_beside(game: Game, tokens: int) -> None:
    if tokens & (tokens - 1):  # more than one bit
        for bit in _bits(tokens):
            game.beside[bit] = game.beside.get(bit, 0) | tokens


def _open_together(game: Game) -> dict[str, frozenset[str]]:
    """Element → those that were marked beside it; places that are flows before a join left out."""
    drawn = game.net.drawing.model.nodes
    names = {bit: place for place, bit in game.net.bits.items() if place in drawn}
    together: dict[str, frozenset[str]] = {}
    for bit, beside in game.beside.items():
        if bit in names:
            others = [names[other] for other in _bits(beside & ~bit) if other in names]
            together[names[bit]] = frozenset(others)
    return _with_event_sub_processes(game.net, together)


def _with_event_sub_processes(
    net: Net, together: dict[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    """With those that do not interrupt: each runs beside all else, and beside a second of itself.

    They are scopes of their own, and one that interrupts has nothing beside it: so the game needs
    neither, and a case must be able to end without them.
    """
    drawn = [node for node in net.drawing.inside(net.scope) if node.kind in STEPS | GATEWAYS]
    beside = {node.id for node in net.drawing.triggered(net.scope) if not node.interrupting}
    if not beside:
        return together
    running = frozenset(node.id for node in drawn if not node.triggered) | beside
    with_those = {node: together.get(node, frozenset()) | beside for node in running - beside}
    return {**with_those, **dict.fromkeys(beside, running)}


def _bits(marking: int) -> Iterator[int]:
    """The bits that are set, the lowest first."""
    while marking:
        lowest = marking & -marking
        yield lowest
        marking ^= lowest
