"""The values that a fact can have wherever a case stands, as far as gateways decide by it.

A place that can be met while a step that sets the fact is open elsewhere may see any value.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

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


class Stand(NamedTuple):
    """A place where a case can stand, and a value that the fact can have there."""

    place: str
    value: Value


@dataclass(frozen=True, slots=True)
class _Step:
    """How a stand was come to: from where, and on which way."""

    before: Stand
    way: Way


@dataclass(frozen=True, slots=True)
class _Departure:
    """A place that a case is to be sent on from, with values it has not yet left it with."""

    place: str
    values: Values


@dataclass(frozen=True, slots=True)
class Ways:
    """A drawing, the routes through it, and what can be open together in each of its scopes."""

    drawing: Drawing
    routes: Routes
    verdicts: Mapping[str, Verdict]


class PossibleValues:
    """Every value that *fact* can have at each place; it is one of *answers*, or not yet set.

    `start → ask → gateway → refuse (answer = "no"), approve (default)`: the fact is null until
    `ask` is done, may be yes, no or null at the gateway, is no at `refuse`, and yes or null at
    `approve`, since the default is taken when the condition does not hold.
    """

    def __init__(
        self, ways: Ways, facts: Facts, fact: str, answers: tuple[str | bool, ...]
    ) -> None:
        self._ways = ways
        self._facts = facts
        self._fact = fact
        self._every_value: tuple[Value, ...] = (*answers, None)
        self._setters = facts.setters_of(fact)
        self._passing_by_flow: dict[str, Values] = {}
        self._reached_by: dict[Stand, _Step | None] = {}
        waiting = deque[_Departure]()
        for start in ways.routes.starts:
            self._reached_by[Stand(start, None)] = None
            waiting.append(_Departure(start, frozenset({None})))
        while waiting:
            self._send_on(waiting.popleft(), waiting)

    def at(self, node: Node) -> Values:
        """The values that the fact can have when *node* is reached."""
        values: set[Value] = set()
        for place in self._ways.routes.places_met[node.id]:
            for value in self._every_value:
                if Stand(place, value) in self._reached_by:
                    values.add(value)
        return frozenset(values)

    def trace(self, node: Node, value: Value) -> tuple[str, ...]:
        """A way on which the fact has that value at *node*, as a person reads it."""
        words = [title_of(node)]
        stands = [Stand(place, value) for place in self._ways.routes.places_met[node.id]]
        reached = [stand for stand in stands if stand in self._reached_by]
        step = self._reached_by[reached[0]] if reached else None
        while step is not None:
            words += words_of(self._ways.routes, step.way)
            step = self._reached_by[step.before]
        return tuple(words[::-1])

    def _send_on(self, departure: _Departure, waiting: deque[_Departure]) -> None:
        """Sends a case on along every way from a place, and notes which values are new there."""
        for way in self._ways.routes.out[departure.place]:
            unsettled = self._is_unsettled(way)
            values = self._every_value if unsettled else self._values_on(way, departure.values)
            fresh = [value for value in values if Stand(way.after, value) not in self._reached_by]
            for value in fresh:
                before = next(iter(departure.values)) if unsettled else value
                step = _Step(Stand(departure.place, before), way)
                self._reached_by[Stand(way.after, value)] = step
            if fresh:
                waiting.append(_Departure(way.after, frozenset(fresh)))

    def _is_unsettled(self, way: Way) -> bool:
        """Whether any value may be held after *way*: it was set here, inside, or meanwhile."""
        routes = self._ways.routes
        is_opening = way.before in routes.opening
        if way.early:
            set_here = is_opening
        else:
            set_here = not is_opening and routes.nodes[way.before].id in self._setters
        return set_here or routes.nodes[way.after].id in self._met_meanwhile

    def _values_on(self, way: Way, values: Values) -> Values:
        """Those of *values* with which a case may take *way*."""
        node = self._ways.routes.nodes[way.before]
        if way.flow is None or node.kind not in BRANCHING:
            return values
        return values & self._values_passing(way.flow)

    @cached_property
    def _met_meanwhile(self) -> frozenset[str]:
        """The elements that can be reached while a step that sets the fact is open."""
        drawing = self._ways.drawing
        beside = set[str]()
        for setter in self._setters:
            for node in drawing.around(drawing.model.nodes[setter]):
                beside |= self._open_beside(node)
        if not beside:
            return frozenset()
        met: set[str] = set()
        for node in drawing.nodes:
            if any(outer.id in beside for outer in drawing.around(node)):
                met.add(node.id)
        return frozenset(met)

    def _open_beside(self, node: Node) -> frozenset[str]:
        """What can be open beside *node* in its own diagram; all of it when that is not known."""
        drawing, verdict = self._ways.drawing, self._ways.verdicts[node.scope]
        if not verdict.decided:
            return frozenset(other.id for other in drawing.inside(node.scope))
        begun_meanwhile = frozenset(handler.id for handler in drawing.triggered(node.scope))
        return verdict.together.get(node.id, frozenset()) | begun_meanwhile

    def _values_passing(self, flow: Flow) -> Values:
        """The values with which a case may take *flow*."""
        if flow.id not in self._passing_by_flow:
            self._passing_by_flow[flow.id] = self._work_out_passing(flow)
        return self._passing_by_flow[flow.id]

    def _work_out_passing(self, flow: Flow) -> Values:
        supposed = self._supposed_on(flow)
        if not any(self._fact in names(condition) for condition, _ in supposed):
            return frozenset(self._every_value)
        return frozenset(value for value in self._every_value if self._allows(supposed, value))

    def _allows(self, supposed: list[Supposition], value: Value) -> bool:
        return satisfiable(supposed, {**self._facts.choices_of_forms, self._fact: (value,)})

    def _supposed_on(self, flow: Flow) -> list[Supposition]:
        """What the conditions must say for *flow* to be taken; the first that holds is."""
        gateway = self._ways.drawing.model.nodes[flow.source]
        conditions: list[str] = []
        for other in self._ways.drawing.out(gateway.id):
            if other is flow and flow.condition:
                earlier = conditions if gateway.kind == "exclusiveGateway" else []
                return [*_all_false(earlier), (flow.condition, True)]
            if other.condition:
                conditions.append(other.condition)
        return _all_false(conditions)


def _all_false(conditions: list[str]) -> list[Supposition]:
    return [(condition, False) for condition in conditions]
