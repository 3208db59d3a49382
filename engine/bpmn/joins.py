"""Parallel and inclusive gateways: which tokens a join waits for, and which it takes.

A token that arrives stays at the gateway until the join can go on; the join then takes one token
from each flow and leaves any others where they are. Nothing is read from the past, so a loop
that comes round again begins afresh.
"""

from collections import Counter
from typing import Any

from engine.bpmn import spiff
from engine.bpmn.steps import Choosing, Step
from engine.bpmn.tokens import WAITING, Token


class ParallelGateway(Step, spiff.BpmnSpecMixin):  # type: ignore[misc]
    """Goes on when a token has come by every flow."""

    def reached(self, token: Token) -> bool:
        if len(self.ways_in) < 2:
            return True
        token.set_state(WAITING)
        here = _waiting(token, self)
        taken: list[Token] = []
        inputs: Counter[str] = Counter(self.ways_in)
        for name, needed in inputs.items():
            came = [token for token in here if token.came_from == name][:needed]
            if len(came) < needed:
                return False
            taken += came
        _go_on(taken)
        return False


class InclusiveGateway(Choosing, spiff.InclusiveGateway):  # type: ignore[misc]
    """Goes on when a token has come and no other can still reach a flow without one.

    Every way whose condition holds takes a token, else the default does.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._reach: dict[str, frozenset[str]] | None = None

    def reached(self, token: Token) -> bool:
        if len(self.ways_in) < 2:
            return True
        token.set_state(WAITING)
        return False

    def join(self, token: Token) -> bool:
        """Goes on if nothing that is still under way has to be waited for."""
        here = _waiting(token, self)
        arrived: dict[str, Token] = {}
        for one in here:
            arrived.setdefault(one.came_from, one)
        for other in token.workflow.tokens:
            if other.task_spec is not self and self._awaited(other, arrived.keys()):
                return False
        _go_on(list(arrived.values()))
        return True

    def _awaited(self, other: Token, arrived: Any) -> bool:
        reached = self.reach.get(other.task_spec.name)
        if not reached:
            return False
        # A token that could also come by a flow that has one need not be waited for,
        # unless it stands right before the join.
        ahead = other.task_spec.name
        return not (reached & arrived) or (ahead in reached and ahead not in arrived)

    @property
    def reach(self) -> dict[str, frozenset[str]]:
        """For each element: the inputs of this join that a token there may still come by."""
        if self._reach is None:
            found: dict[str, set[str]] = {}
            for entry in self.ways_in:
                for name in self._before(entry):
                    found.setdefault(name, set()).add(entry)
            self._reach = {name: frozenset(entries) for name, entries in found.items()}
        return self._reach

    def _before(self, entry: str) -> set[str]:
        waiting, seen = [entry], set[str]()
        while waiting:
            name = waiting.pop()
            if name not in seen and name != self.name:
                seen.add(name)
                waiting += [spec.name for spec in self.process.task_specs[name].inputs]
        return seen


def _waiting(token: Token, spec: Step) -> list[Token]:
    return [t for t in token.workflow.tokens if t.task_spec is spec and t.state == WAITING]


def _go_on(taken: list[Token]) -> None:
    """One of the *taken* tokens goes on for all of them."""
    first, *others = sorted(taken, key=lambda token: token.id)
    for token in others:
        token.workflow.remove(token)
    first.ready()
