"""The tokens of a case put on another version, each with its key, its item and its clock. Pure.

What waits beside a step (the events on its edge, or after an event-based gateway) or beside a whole
process (what begins its event sub-processes) follows the new version: an event no longer drawn is
no longer waited for, one drawn anew is waited for from now.
"""

from dataclasses import dataclass, field
from typing import Any

from engine.bpmn.coverage import PEOPLE
from engine.bpmn.elements import Node
from engine.cases.obstacles import may_go, specs_of
from engine.execution.events import Guard
from engine.execution.gateways import EventBasedGateway
from engine.execution.loaded import Loaded
from engine.execution.run import Run
from engine.execution.scopes import CaseWorkflow, Scope
from engine.execution.tokens import HOLDS, Token


@dataclass(slots=True)
class Rebinding:
    """A case on its way to another version; `changes` says what is not as it was."""

    was: CaseWorkflow
    new: Loaded
    run: Run
    changes: list[str] = field(default_factory=list)

    def case(self) -> CaseWorkflow:
        """The case on the new version; every token must have its place there."""
        case = CaseWorkflow(self.new.spec, self.new.scopes, self.run, self.was.last_key)
        case.last_end = self.was.last_end
        tokens = self._move(self.was, case)
        # what was under way beside a step may have gone with its event
        for key in (key for key in self.was.subprocesses if key in tokens):
            scope = self.was.subprocesses[key]
            inside = case.reopen(tokens[key], scope.spec.name)
            tokens |= self._move(scope, inside)
        return case

    def _move(self, was: Scope, scope: Scope) -> dict[int, Token]:
        tokens: dict[int, Token] = {0: scope.task_tree}
        for token in was.tokens:
            parent = tokens.get(token.above or 0)
            if parent is not None and (not may_go(token) or self._still_drawn(token, scope)):
                tokens[token.id] = self._place(token, scope, parent)
        for token in [token for token in scope.tokens if isinstance(token.task_spec, HOLDERS)]:
            self._wait_anew(was, token)
        if not any(token.task_spec.takes_over for token in was.tokens):
            self._wait_anew(was, scope.task_tree)
        return tokens

    def _place(self, token: Token, scope: Scope, parent: Token) -> Token:
        name, specs = token.task_spec.name, specs_of(scope, self.new)
        if isinstance(token.task_spec, Guard) and name not in specs:
            return parent  # nothing is drawn on its edge any more
        guard = f"{name}.BoundaryEventSplit"
        if guard in specs and parent.task_spec.name != guard:
            parent = scope.place(guard, parent, scope.top_workflow.next_number(), HOLDS)
        new_token = scope.place(name, parent, token.id, token.state)
        new_token.came_from = token.came_from
        if token.data is not token.parent.data:
            new_token.data = token.data
        new_token.internal_data = self._clock_of(token, new_token)
        self._tell_role(token.task_spec.node, new_token.task_spec.node)
        return new_token

    def _clock_of(self, token: Token, new_token: Token) -> dict[str, Any]:
        """A running clock keeps its instant; whether it repeats is for the new version to say."""
        clock = dict(token.internal_data)
        then, now = token.task_spec.node.timer, new_token.task_spec.node.timer
        if now is None or then is None or (then.kind == "cycle") == (now.kind == "cycle"):
            return clock
        if now.kind != "cycle":
            return {"due": clock["due"]}
        return self.run.wind(new_token.task_spec.node, new_token.data) | clock

    def _tell_role(self, then: Node, now: Node) -> None:
        if now.kind in PEOPLE and then.role != now.role:
            self._tell(f"'{now.title}' is now for another role")

    def _tell(self, change: str) -> None:
        if change not in self.changes:
            self.changes.append(change)

    def _still_drawn(self, token: Token, scope: Scope) -> bool:
        """Whether what only waits beside something else is still drawn there."""
        holder, name = token.parent.task_spec.name, token.task_spec.name
        stays = _is_same_event(token.task_spec.node, _nodes_beside(scope, holder).get(name))
        if not stays:
            title = token.task_spec.node.title
            self._tell(f"'{title}' is no longer waited for: the new version does not have it there")
        return stays

    def _wait_anew(self, was: Scope, holder: Token) -> None:
        name = holder.task_spec.name
        old_nodes = _nodes_beside(was, name)
        for event, node in _nodes_beside(holder.workflow, name).items():
            if not _is_same_event(node, old_nodes.get(event)):
                holder.workflow.hold(event, holder)
                self._tell(f"'{node.title}' is waited for from now on")


HOLDERS = (Guard, EventBasedGateway)


def _nodes_beside(scope: Scope, holder: str) -> dict[str, Node]:
    """What waits under that guard or event-based gateway, but for the step that is guarded.

    Under the start of the scope itself: what begins its event sub-processes.
    """
    spec = scope.spec.task_specs.get(holder)
    if spec is scope.spec.start:
        return {output.name: output.node for output in spec.outputs if output.listens}
    if not isinstance(spec, HOLDERS):
        return {}
    outputs = spec.outputs[1:] if isinstance(spec, Guard) else spec.outputs
    return {output.name: output.node for output in outputs}


def _is_same_event(node: Node, other: Node | None) -> bool:
    return other is not None and node.event == other.event
