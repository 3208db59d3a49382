"""The letters that automatic steps write after a step, before the next person acts. Pure."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from engine.bpmn.elements import LetterRule, Model, Node

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
        """What tells it from others."""
        return self.node.id, self.certain, self.calls


def letters_ahead(model: Model, step: Node) -> tuple[Ahead, ...]:
    """The letters that follow once *step* is done, each once, in the order of the way there.

    Where calls unfold beyond all measure those that come late on the way are left out.
    """
    places = deque(_after(model, _Place(step, step.several is None)))
    passed: set[tuple[str, bool, tuple[str, ...]]] = set()
    found: dict[str, bool] = {}
    rules: dict[str, LetterRule] = {}
    while places and len(passed) < _MOST:
        place = places.popleft()
        if place.key in passed or place.node.kind in _WAITS:
            continue
        passed.add(place.key)
        for rule in place.node.letters:
            rules.setdefault(rule.code, rule)
            found[rule.code] = found.get(rule.code, False) or (place.certain and not rule.when)
        places += _after(model, place)
    return tuple(Ahead(rules[code], certain) for code, certain in found.items())


def _after(model: Model, place: _Place) -> Iterator[_Place]:
    """Where the case may stand next."""
    node = place.node
    inside = node.called or (node.id if node.kind == "subProcess" else None)
    starts = [one for one in model.nodes.values() if one.scope == inside and _begins(one)]
    if starts and len(place.calls) < _DEEPEST:
        certain = place.certain and node.several is None
        yield from (_Place(one, certain, (*place.calls, node.id)) for one in starts)
        return
    if node.kind == "endEvent":
        yield from () if node.event == "error" else _out_of(model, place)
        return
    flows = model.outgoing(node.id)
    choice = node.kind.endswith("Gateway") and (len(flows) > 1 or _joins(model, node))
    for flow in flows:
        certain = place.certain and not choice and flow.condition is None
        yield _Place(model.at(flow.target), certain, place.calls)


def _out_of(model: Model, place: _Place) -> Iterator[_Place]:
    """Where the case stands when what it is in is over."""
    around = place.calls[-1:] or tuple(
        node.id for node in model.nodes.values() if place.node.scope in {node.called, node.id}
    )
    certain = place.certain and bool(place.calls)
    for call in around:
        for flow in model.outgoing(call):
            yield _Place(model.at(flow.target), certain, place.calls[:-1])


def _begins(node: Node) -> bool:
    return node.kind == "startEvent" and node.event is None


def _joins(model: Model, node: Node) -> bool:
    return node.kind in _JOINS and len(model.incoming(node.id)) > 1
