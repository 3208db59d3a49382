"""Events: what is waited for, thrown, or put on the edge of an activity."""

from typing import Any

from SpiffWorkflow.bpmn.specs.mixins import BpmnSpecMixin

from engine.bpmn.steps import Step
from engine.bpmn.tokens import HOLDS, WAITING, Token
from engine.errors import DiagramFailed


class Catch(Step, BpmnSpecMixin):  # type: ignore[misc]
    """Waits for a timer or a message."""

    def reached(self, token: Token) -> bool:
        token.set_state(WAITING)
        if self.node.timer is not None and "due" not in token.internal_data:
            run = token.workflow.top_workflow.script_engine
            token.internal_data.update(run.wind(token, self.node))
        return False

    def catches(self, my_task: Token, event: str, name: str | None) -> bool:
        """Whether a token that waits here waits for this event."""
        if my_task.state != WAITING or self.node.event != event:
            return False
        if event == "message":
            return self.node.message == name
        return self.node.code is None or self.node.code == name


class Boundary(Catch):
    """An event on the edge of an activity."""

    def again(self, my_task: Token) -> dict[str, Any] | None:
        """What the next one holds when this one may happen again, else None."""
        if self.node.timer is None:
            return {}
        run = my_task.workflow.top_workflow.script_engine
        return run.wind_on(my_task.internal_data)  # type: ignore[no-any-return]


class Guard(Step, BpmnSpecMixin):  # type: ignore[misc]
    """Holds an activity and the events on its edge together; drawn nowhere itself."""

    def reached(self, token: Token) -> bool:
        token.set_state(HOLDS)
        activity, *events = self._outputs
        for name in (*events, activity):
            token.workflow.hold(name, token)
        return False

    def left(self, holder: Token, token: Token) -> None:
        """One of them is over: the activity or an interrupting event ends the others."""
        scope, spec = holder.workflow, token.task_spec
        if not isinstance(spec, Boundary) or spec.node.interrupting:
            scope.remove(holder)
            return
        held = spec.again(token)
        if held is not None:
            scope.hold(spec.name, holder, held)


class FirstEvent(Step, BpmnSpecMixin):  # type: ignore[misc]
    """An event-based gateway: the first of its events to happen takes the way on."""

    def reached(self, token: Token) -> bool:
        token.set_state(HOLDS)
        token.workflow.top_workflow.script_engine.seen(self.node)
        for name in self._outputs:
            token.workflow.hold(name, token)
        return False

    def left(self, holder: Token, token: Token) -> None:
        """One event has happened: the others are no longer waited for."""
        holder.workflow.remove(holder)


class Throw(Step, BpmnSpecMixin):  # type: ignore[misc]
    """An event that tells the rest of the case something, then goes on."""

    def throw(self, my_task: Token) -> None:
        """Wakes what waits for it: a message in the case, an error or escalation around."""
        node, top = self.node, my_task.workflow.top_workflow
        if node.event == "message" and node.message and not node.topic:
            send_message(top, node.message)
        elif node.event == "escalation":
            _tell_around(my_task, node)
        elif node.event == "error" and not _tell_around(my_task, node):
            raise DiagramFailed(
                f"'{node.title}' ends in the error '{node.code or ''}', and no boundary event "
                "around it waits for that error; draw one"
            )


class End(Throw):
    """The end of a token's way, or of everything in its scope."""

    def throw(self, my_task: Token) -> None:
        """Notes how the case ends, and ends what else is in the scope if it terminates it."""
        scope = my_task.workflow
        if scope is scope.top_workflow:
            scope.last_end = self.node.id
        if self.node.event == "terminate":
            for key in tuple(scope.task_tree.below):
                if key not in (my_task.id, my_task.above):
                    scope.remove(scope.tasks[key])
        super().throw(my_task)


def send_message(top: Any, name: str) -> int:
    """Wakes everything in the case that waits for the message; says how many that were."""
    waiting = [
        token
        for scope in top.scopes
        for token in scope.tokens
        if isinstance(token.task_spec, Catch) and token.task_spec.catches(token, "message", name)
    ]
    woken = 0
    for token in sorted(waiting, key=lambda t: t.id):
        if token.state == WAITING:  # not ended by one woken before it
            token.run()
            woken += 1
    return woken


def _tell_around(my_task: Token, node: Any) -> bool:
    """Tells the nearest boundary event around this scope; whether there was one."""
    owner = my_task.workflow.owner
    while owner is not None:
        guard = owner.parent if isinstance(owner.parent.task_spec, Guard) else owner.parent.parent
        for key in tuple(guard.below) if guard is not None else ():
            token = owner.workflow.tasks[key]
            spec = token.task_spec
            if isinstance(spec, Boundary) and spec.catches(token, node.event, node.code):
                token.run()
                return True
        owner = owner.workflow.owner
    return False
