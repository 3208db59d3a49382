"""The values that a fact can have wherever a case stands, as far as gateways decide by it.

A place that can be met while a step that sets the fact is open elsewhere may see any value.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.analysis.drawing import BRANCHING, Drawing
from engine.analysis.facts import Facts
from engine.analysis.missing_facts import title_of, words_of
from engine.analysis.routes import Routes, Way
from engine.analysis.satisfiability import Supposition, satisfiable
from engine.analysis.soundness import Verdict
from engine.analysis.supplied_facts import names
from engine.bpmn.elements import Flow, Node

Value = str | bool | None
Values = frozenset[Value]
Stand = tuple[str, Value]  # a place, and the value of the fact there


@dataclass(frozen=True, slots=True)
class Ways:
    """A drawing, the routes through it, and what can be open together in each of its scopes."""

    drawing: Drawing
    routes: Routes
    verdicts: Mapping[str, Verdict]


class PossibleValues:
    """Every value that *fact* can have at each place; it is one of *answers*, or not yet set."""

    def __init__(
        self, ways: Ways, facts: Facts, fact: str, answers: tuple[str | bool, ...]
    ) -> None:
        self._ways = ways
        self._facts = facts
        self._fact = fact
        self._all: tuple[Value, ...] = (*answers, None)
        self._setters = {id_ for id_, supplied in facts.supplied.items() if fact in supplied}
        self._kept: dict[str, Values] = {}
        self._came: dict[Stand, tuple[Stand, Way] | None] = {}
        waiting = deque[tuple[str, Values]]()
        for start in ways.routes.starts:
            self._came[start, None] = None
            waiting.append((start, frozenset({None})))
        while waiting:
            self._leave(*waiting.popleft(), waiting)

    def at(self, node: Node) -> Values:
        """The values that the fact can have when *node* is reached."""
        places = self._ways.routes.at[node.id]
        return frozenset(v for place in places for v in self._all if (place, v) in self._came)

    def trace(self, node: Node, value: Value) -> tuple[str, ...]:
        """A way on which the fact has that value at *node*, as a person reads it."""
        routes = self._ways.routes
        stand = next(((p, value) for p in routes.at[node.id] if (p, value) in self._came), None)
        words = [title_of(node)]
        while stand is not None and (step := self._came[stand]) is not None:
            stand, way = step
            words += words_of(routes, way)
        return tuple(words[::-1])

    def _leave(self, place: str, values: Values, waiting: deque[tuple[str, Values]]) -> None:
        """Sends a case on from *place*, with the values that it has not yet left it with."""
        node = self._ways.routes.nodes[place]
        for way in self._ways.routes.out[place]:
            unsettled = self._unsettled(way, node)
            arriving = frozenset(self._all) if unsettled else values
            if not unsettled and way.flow is not None and node.kind in BRANCHING:
                arriving = values & self._passing(way.flow)
            fresh = [value for value in arriving if (way.after, value) not in self._came]
            for value in fresh:
                before = next(iter(values)) if unsettled else value
                self._came[way.after, value] = ((place, before), way)
            if fresh:
                waiting.append((way.after, frozenset(fresh)))

    def _unsettled(self, way: Way, node: Node) -> bool:
        """Whether any value may be held after *way*: it was set here, inside, or meanwhile."""
        opening = way.before in self._ways.routes.opening
        set_here = opening if way.early else not opening and node.id in self._setters
        return set_here or self._ways.routes.nodes[way.after].id in self._meanwhile

    @cached_property
    def _meanwhile(self) -> frozenset[str]:
        """The elements that can be reached while a step that sets the fact is open."""
        drawing = self._ways.drawing
        beside = set[str]()
        for setter in self._setters:
            for node in drawing.around(self._ways.drawing.model.nodes[setter]):
                beside |= self._beside(node)
        if not beside:
            return frozenset()
        return frozenset(
            node.id
            for node in drawing.nodes
            if any(one.id in beside for one in drawing.around(node))
        )

    def _beside(self, node: Node) -> frozenset[str]:
        """What can be open beside *node* in its own diagram; all of it when that is not known."""
        verdict = self._ways.verdicts[node.scope]
        if not verdict.decided:
            return frozenset(one.id for one in self._ways.drawing.inside(node.scope))
        return verdict.together.get(node.id, frozenset())

    def _passing(self, flow: Flow) -> Values:
        """The values with which a case may take *flow*."""
        if flow.id not in self._kept:
            supposed = self._supposed(flow)
            passing = frozenset(self._all)
            if any(self._fact in names(condition) for condition, _ in supposed):
                passing = frozenset(v for v in self._all if self._allows(supposed, v))
            self._kept[flow.id] = passing
        return self._kept[flow.id]

    def _allows(self, supposed: list[Supposition], value: Value) -> bool:
        return satisfiable(supposed, {**self._facts.choices_of_forms, self._fact: (value,)})

    def _supposed(self, flow: Flow) -> list[Supposition]:
        """What the conditions must say for *flow* to be taken; the first that holds is."""
        gateway = self._ways.drawing.model.nodes[flow.source]
        conditions = [f for f in self._ways.drawing.out(gateway.id) if f.condition]
        if flow not in conditions:
            return [(other.condition or "", False) for other in conditions]
        first = conditions[: conditions.index(flow)] if gateway.kind == "exclusiveGateway" else []
        earlier = [(other.condition or "", False) for other in first]
        return [*earlier, (flow.condition or "", True)]
