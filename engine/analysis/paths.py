"""The ways that a case can take through a definition, and what it holds or lacks on them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial

from engine.analysis.drawing import Drawing
from engine.analysis.facts import Facts
from engine.analysis.feasible_routes import UnsetChoice, feasible_routes, unset_choice
from engine.analysis.missing_facts import MissingFact
from engine.analysis.possible_values import PossibleValues, Ways
from engine.analysis.routes import Routes, routes
from engine.analysis.satisfiability import Supposition, satisfiable
from engine.analysis.soundness import LIMIT, Verdict, explore
from engine.bpmn.elements import Flow, Node

Asked = tuple[str, tuple[Supposition, ...]]
Answered = tuple[str, tuple[str | bool, ...]]
FOR_CERTAIN: tuple[Supposition, ...] = (("true", True),)


@dataclass(frozen=True)
class Paths:
    """The ways through the diagrams, walked once for each question and remembered."""

    drawing: Drawing
    facts: Facts
    _missing: dict[Asked, MissingFact] = field(default_factory=dict, init=False)
    _values: dict[Answered, PossibleValues] = field(default_factory=dict, init=False)

    @cached_property
    def routes(self) -> Routes:
        """Every way through the definition that facts not yet set leave open."""
        choices: dict[str, UnsetChoice] = {}
        for node in self.drawing.kinds("exclusiveGateway"):
            choice = unset_choice(self.drawing, node)
            if choice is not None and self._may_be_unset(node, choice):
                choices[node.id] = choice
        if not choices:
            return self.every_route
        return feasible_routes(self.every_route, choices, self._facts_set_by)

    def _facts_set_by(self, node: Node) -> Iterable[str]:
        return self.facts.supplied[node.id]

    @cached_property
    def every_route(self) -> Routes:
        """Every way that is drawn, whatever the facts."""
        return routes(self.drawing, self.drawing.model.key)

    def _may_be_unset(self, node: Node, choice: UnsetChoice) -> bool:
        """Whether a case can come to the choice before any of the facts it looks at is set."""
        if choice.names & self.facts.derived or not choice.names <= self.facts.ever_supplied:
            return False
        for name in choice.names:
            lacking = MissingFact(self.every_route, partial(self.facts.supplies, name, ()))
            if lacking.at(node) is None:
                return False
        return True

    @cached_property
    def verdicts(self) -> Mapping[str, Verdict]:
        """What playing each process and sub-process showed, within one allowance of markings."""
        verdicts: dict[str, Verdict] = {}
        allowance = LIMIT
        for scope in self.drawing.scopes:
            verdict = explore(self.drawing, scope, allowance, self._may_choose)
            allowance = max(allowance - verdict.states, 1)
            verdicts[scope] = verdict
        return verdicts

    def _may_choose(self, node: Node, way: tuple[Flow, ...]) -> bool:
        """Whether an inclusive gateway may take these ways and no other, by its conditions."""
        conditional = [flow for flow in self.drawing.out(node.id) if flow.condition]
        suppositions = [(flow.condition or "", flow in way) for flow in conditional]
        return satisfiable(suppositions, self.facts.choices)

    def never_met(self, name: str) -> MissingFact:
        """Where a case can be without having passed a step that may set *name*."""
        return self._lacking(name, ())

    def not_held(self, name: str, supposing: tuple[Supposition, ...]) -> MissingFact:
        """Where a case may not hold *name*, supposing what the conditions there say."""
        return self._lacking(name, (*FOR_CERTAIN, *supposing))

    def missing_from(
        self, routes: Routes, name: str, supposing: tuple[Supposition, ...] | None
    ) -> MissingFact:
        """Where on those ways *name* may not be held, or (supposing nothing) was not met."""
        certain = () if supposing is None else (*FOR_CERTAIN, *supposing)
        return MissingFact(routes, partial(self.facts.supplies, name, certain))

    def _lacking(self, name: str, supposing: tuple[Supposition, ...]) -> MissingFact:
        key = (name, supposing)
        if key not in self._missing:
            supplies = partial(self.facts.supplies, name, supposing)
            self._missing[key] = MissingFact(self.routes, supplies)
        return self._missing[key]

    def values_of(self, fact: str, answers: tuple[str | bool, ...]) -> PossibleValues:
        """The values that *fact* can have at each place of a case."""
        key = (fact, answers)
        if key not in self._values:
            ways = Ways(self.drawing, self.routes, self.verdicts)
            self._values[key] = PossibleValues(ways, self.facts, fact, answers)
        return self._values[key]

    def can_precede(self, name: str, node: Node, *, late: bool) -> bool:
        """Whether some step that may set *name* can come before *node*, or is it."""
        setters = self.facts.setters_of(name) | self.facts.unread
        return not setters.isdisjoint(self.routes.before(node, itself=late))
