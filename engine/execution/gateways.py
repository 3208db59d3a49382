"""Gateways: which way a token takes, which tokens a join waits for, and which it takes.

A token that arrives at a join stays there until the join can go on, which then takes one token from
each flow and leaves any others where they are. Nothing is read from the past, so a loop that comes
round again begins afresh.
"""

from collections import Counter
from collections.abc import Set as AbstractSet
from typing import Any

from engine.bpmn.elements import Node
from engine.execution import spiff
from engine.execution.steps import Step
from engine.execution.tokens import HOLDS, WAITING, Token


class Choosing(Step):
    """What gateways with conditions have in common: SpiffWorkflow chooses, FEEL answers it."""

    cond_task_specs: list[tuple[Any, str]]

    def carry_out(self, token: Token) -> bool:
        """Chooses the ways on; DiagramFailed, with the facts looked at, when there is none."""
        if not self.cond_task_specs:
            return True  # it is drawn without a way on, and the token ends here
        try:
            return super().carry_out(token)
        except spiff.WorkflowException as problem:
            run = token.workflow.script_engine
            conditions = [condition.args[0] for condition, _ in self.cond_task_specs if condition]
            raise run.no_way(self.node, conditions, run.facts_for(token.data)) from problem

    def send_on(self, token: Token) -> None:
        """Nothing: SpiffWorkflow has made the tokens with its choice."""


class ExclusiveGateway(Choosing, spiff.ExclusiveGateway):  # type: ignore[misc]
    """The first way whose condition holds, else the default."""


class ParallelGateway(Step, spiff.BpmnSpecMixin):  # type: ignore[misc]
    """Goes on when a token has come by every flow."""

    def reached(self, token: Token) -> bool:
        if len(self.ways_in) < 2:
            return True
        token.set_state(WAITING)
        arrivals = _tokens_waiting(token, self)
        group: list[Token] = []
        inputs: Counter[str] = Counter(self.ways_in)
        for name, count in inputs.items():
            came = [token for token in arrivals if token.came_from == name][:count]
            if len(came) < count:
                return False
            group += came
        _go_on(group)
        return False


class InclusiveGateway(Choosing, spiff.InclusiveGateway):  # type: ignore[misc]
    """Goes on when a token has come and no other can still reach a flow without one.

    Every way whose condition holds takes a token, else the default does.
    """

    def __init__(self, wf_spec: spiff.BpmnProcessSpec, name: str, *, node: Node) -> None:
        super().__init__(wf_spec, name, node=node)
        self._reach: dict[str, frozenset[str]] | None = None

    def reached(self, token: Token) -> bool:
        if len(self.ways_in) < 2:
            return True
        token.set_state(WAITING)
        return False

    def join(self, token: Token) -> bool:
        """Goes on if nothing that is still under way has to be waited for."""
        arrivals = _tokens_waiting(token, self)
        arrived: dict[str, Token] = {}
        for arrival in arrivals:
            arrived.setdefault(arrival.came_from, arrival)
        for other in token.workflow.tokens:
            if other.task_spec is not self and self._must_await(other, arrived.keys()):
                return False
        _go_on(list(arrived.values()))
        return True

    def _must_await(self, other: Token, arrived: AbstractSet[str]) -> bool:
        reached = self.reach.get(other.task_spec.name)
        if not reached:
            return False
        # A token that could also come by a flow that has one need not be waited for,
        # unless it stands right before the join.
        name = other.task_spec.name
        return not (reached & arrived) or (name in reached and name not in arrived)

    @property
    def reach(self) -> dict[str, frozenset[str]]:
        """For each element: the inputs of this join that a token there may still come by."""
        if self._reach is None:
            inputs: dict[str, set[str]] = {}
            for entry in self.ways_in:
                for name in self._names_before(entry):
                    inputs.setdefault(name, set()).add(entry)
            self._reach = {name: frozenset(entries) for name, entries in inputs.items()}
        return self._reach

    def _names_before(self, entry: str) -> set[str]:
        stack, names = [entry], set[str]()
        while stack:
            name = stack.pop()
            if name not in names and name != self.name:
                names.add(name)
                stack += [spec.name for spec in self.process.task_specs[name].inputs]
        return names


class EventBasedGateway(Step, spiff.BpmnSpecMixin):  # type: ignore[misc]
    """The first of its events to happen takes the way on."""

    def reached(self, token: Token) -> bool:
        token.set_state(HOLDS)
        token.workflow.script_engine.seen(self.node)
        for name in self.ways_on:
            token.workflow.hold(name, token)
        return False

    def left(self, holder: Token, token: Token) -> None:
        """One event has happened: the others are no longer waited for."""
        holder.workflow.remove(holder)


def _tokens_waiting(token: Token, spec: Step) -> list[Token]:
    return [t for t in token.workflow.tokens if t.task_spec is spec and t.state == WAITING]


def _go_on(tokens: list[Token]) -> None:
    """One of the *tokens* goes on for all of them."""
    first, *others = sorted(tokens, key=lambda token: token.id)
    for token in others:
        token.workflow.remove(token)
    first.ready()
