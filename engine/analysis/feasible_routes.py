"""The routes a case can really take, as far as facts not yet set decide a choice.

A fact that no step has set is null. So a choice on such facts alone goes one way only, and a way
back that some condition opens later is not a way round the steps of the first time.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce

from engine.analysis.drawing import Drawing
from engine.analysis.routes import Routes, Way
from engine.bpmn.elements import Flow, Node
from engine.feel.compile import compile_expression
from engine.feel.errors import FeelError

MOST_GATES = 5
Sets = Callable[[Node], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Gate:
    """A choice on facts that may not be set yet: the way it then takes."""

    names: frozenset[str]
    way: str | None  # the id of the flow taken while none of them is set


def gate_of(drawing: Drawing, node: Node) -> Gate | None:
    """What an exclusive gateway decides while none of the facts it looks at is set."""
    out = drawing.out(node.id)
    try:
        conditions = [(flow, compile_expression(flow.condition)) for flow in out if flow.condition]
        taken = next((f.id for f, condition in conditions if condition({}) is True), None)
    except FeelError:
        return None
    names = frozenset[str]().union(*(condition.names for _, condition in conditions))
    return Gate(names, taken or node.default_flow) if names else None


def feasible(routes: Routes, gates: Mapping[str, Gate], sets: Sets) -> Routes:
    """The same routes, told apart by which of the facts in *gates* have been set."""
    told = dict(list(gates.items())[:MOST_GATES])
    names = sorted(frozenset[str]().union(*(gate.names for gate in told.values())))
    return _Telling(routes, told, {name: 1 << at for at, name in enumerate(names)}, sets).apart()


@dataclass(slots=True)
class _Telling:
    routes: Routes
    gates: Mapping[str, Gate]
    bits: Mapping[str, int]
    sets: Sets
    masks: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def apart(self) -> Routes:
        waiting = list(self.routes.starts)
        for start in waiting:
            self.masks[start].add(0)
        while waiting:
            for way in self.routes.out[waiting.pop()]:
                arriving = self._arriving(way.after)
                if not arriving <= self.masks[way.after]:
                    self.masks[way.after] |= arriving
                    waiting.append(way.after)
        return self._told()

    def _arriving(self, place: str) -> set[int]:
        """The masks with which *place* is reached; at a parallel join, those of its branches."""
        branches = self._branches(place)
        if self.routes.nodes[place].kind != "parallelGateway":
            return set().union(*branches.values())
        return reduce(_either, branches.values(), {0})

    def _branches(self, place: str) -> dict[Flow | None, set[int]]:
        by_flow: dict[Flow | None, set[int]] = defaultdict(set)
        for way in self.routes.into[place]:
            by_flow[way.flow] |= {after for _, after in self._along(way)}
        return by_flow

    def _along(self, way: Way) -> list[tuple[int, int]]:
        """The masks before and after one way, where it can be taken."""
        masks = [mask for mask in self.masks[way.before] if self._takes(way, mask)]
        return [(mask, mask | self._set_by(way)) for mask in masks]

    def _takes(self, way: Way, mask: int) -> bool:
        gate = self.gates.get(self.routes.nodes[way.before].id)
        if gate is None or way.flow is None or mask & self._mask(gate.names):
            return True
        return way.flow.id == gate.way

    def _set_by(self, way: Way) -> int:
        if way.early or way.before in self.routes.opening:
            return 0
        return self._mask(self.sets(self.routes.nodes[way.before]))

    def _mask(self, names: Iterable[str]) -> int:
        return sum(self.bits[name] for name in set(names) if name in self.bits)

    def _told(self) -> Routes:
        told = Routes(folded=self.routes.folded)
        for place, node in self.routes.nodes.items():
            for mask in sorted(self.masks[place]):
                name = _name(place, mask)
                told.opening |= {name} if place in self.routes.opening else set()
                told.closing |= {name} if place in self.routes.closing else set()
                told.stand(name, node)
        told.starts = [_name(start, 0) for start in self.routes.starts]
        for way in (way for ways in self.routes.out.values() for way in ways):
            self._tell(told, way)
        return told

    def _tell(self, told: Routes, way: Way) -> None:
        others = {0}
        if self.routes.nodes[way.after].kind == "parallelGateway":
            branches = self._branches(way.after)
            others = reduce(_either, (m for f, m in branches.items() if f != way.flow), {0})
        for before, after in self._along(way):
            for mask in sorted(_either({after}, others)):
                ends = _name(way.before, before), _name(way.after, mask)
                told.go(Way(*ends, way.flow, way.early))


def _either(some: set[int], others: set[int]) -> set[int]:
    return {one | other for one in some for other in others}


def _name(place: str, mask: int) -> str:
    return f"{place}#{mask}" if mask else place
