"""The letters that automatic steps write after a step, before the next person acts. Pure."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from engine.bpmn.elements import Flow, LetterRule, Model, Node
from engine.bpmn.nesting import inner_scope

_WAITS = {"userTask", "manualTask", "receiveTask", "intermediateCatchEvent", "eventBasedGateway"}
_JOINS = {"parallelGateway", "inclusiveGateway", "complexGateway"}
_DEEPEST = 10  # calls within calls
_MOST = 2_000  # places, as calls unfold: a page must not wait for whoever drew too many


@dataclass(frozen=True, slots=True)
class Ahead:
    """A letter that follows by itself; `certain` when nothing on the way there is a choice."""

    rule: LetterRule
    certain: bool


@dataclass(frozen=True, slots=True)
class _Place:
    node: Node
    certain: bool
    calls: tuple[str, ...] = ()  # the steps whose insides it stands in, the innermost last

    @property
    def key(self) -> tuple[str, bool, tuple[str, ...]]:
        """What tells it from others: a node holds mappings, and cannot be hashed itself."""
        return self.node.id, self.certain, self.calls


def letters_ahead(model: Model, step: Node) -> tuple[Ahead, ...]:
    """The letters that follow once *step* is done, each once, in the order of the way there.

    Where calls unfold beyond all measure those that come late on the way are left out.
    """
    letters: dict[str, Ahead] = {}
    for place in _places_ahead(model, step):
        for rule in place.node.letters:
            earlier = letters.get(rule.code, Ahead(rule, certain=False))
            certain = place.certain and not rule.when
            letters[rule.code] = Ahead(earlier.rule, earlier.certain or certain)
    return tuple(letters.values())


def _places_ahead(model: Model, step: Node) -> Iterator[_Place]:
    """Every place that a case passes after *step* before it waits again, the nearest first."""
    places = deque(_next_places(model, _Place(step, step.several is None)))
    passed: set[tuple[str, bool, tuple[str, ...]]] = set()
    while places and len(passed) < _MOST:
        place = places.popleft()
        if place.key in passed or place.node.kind in _WAITS:
            continue
        passed.add(place.key)
        yield place
        places += _next_places(model, place)


def _next_places(model: Model, place: _Place) -> Iterator[_Place]:
    """Where the case may stand next."""
    node = place.node
    starts = _starts_inside(model, node)
    if starts and len(place.calls) < _DEEPEST:
        certain = place.certain and node.several is None  # there may be none of several
        for start in starts:
            yield _Place(start, certain, (*place.calls, node.id))
    elif node.kind == "endEvent":
        if node.event != "error":
            yield from _places_after_scope(model, place)
    else:
        for flow in model.outgoing(node.id):
            certain = place.certain and not _is_choice(model, node, flow)
            yield _Place(model.at(flow.target), certain, place.calls)


def _starts_inside(model: Model, node: Node) -> list[Node]:
    """The plain start events of what a sub-process or a call opens."""
    scope = inner_scope(node)
    if scope is None:
        return []
    return [inner for inner in model.nodes.values() if inner.scope == scope and _is_start(inner)]


def _is_start(node: Node) -> bool:
    return node.kind == "startEvent" and node.event is None


def _is_choice(model: Model, node: Node, flow: Flow) -> bool:
    """Whether a case may not take *flow*, or may have to wait at *node* for another branch."""
    if flow.condition is not None:
        return True
    if not node.kind.endswith("Gateway"):
        return False
    forks = len(model.outgoing(node.id)) > 1
    joins = node.kind in _JOINS and len(model.incoming(node.id)) > 1
    return forks or joins


def _places_after_scope(model: Model, place: _Place) -> Iterator[_Place]:
    """Where the case stands when the process or sub-process that it is in is over."""
    certain = place.certain and bool(place.calls)
    for holder in place.calls[-1:] or _holders(model, place.node.scope):
        around = model.at(holder)
        if around.triggered:
            if around.interrupting:  # it has taken over what it stands in
                yield from _places_after_scope(model, _Place(around, certain=False))
            continue
        for flow in model.outgoing(holder):
            yield _Place(model.at(flow.target), certain, place.calls[:-1])


def _holders(model: Model, scope: str) -> list[str]:
    """The steps that may have opened *scope*: which of them did is not known."""
    return [node.id for node in model.nodes.values() if scope in {node.called, node.id}]
