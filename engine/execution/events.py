"""Events: what is waited for, thrown, or put on the edge of an activity."""

from collections.abc import Mapping

from engine.bpmn.elements import Node
from engine.execution import spiff
from engine.execution.event_definitions import definition_of
from engine.execution.steps import Step
from engine.execution.tokens import HOLDS, Token


class Catching(Step):
    """What events that wait have in common; SpiffWorkflow keeps them until they happen."""

    def __init__(
        self, wf_spec: spiff.BpmnProcessSpec, name: str, *, node: Node, **more: object
    ) -> None:
        super().__init__(wf_spec, name, node=node, event_definition=definition_of(node), **more)

    def wake(self, token: Token, event: spiff.BpmnEvent | None = None) -> None:
        """What *token* has waited for has happened; a timer has no event."""
        self.catch(token, event)
        self.arrive(token)

    def queue(self, token: Token) -> None:
        """Goes before all that is queued, as it may end the activity that the others stand in."""
        token.workflow.top_workflow.woken.append(token)


class IntermediateCatchEvent(Catching, spiff.IntermediateCatchEvent):  # type: ignore[misc]
    """Waits for a timer or a message; a receive task does the same."""


class Recurring(Catching):
    """What events that may happen again have in common, as they do not interrupt."""

    def again(self, token: Token) -> Mapping[str, object] | None:
        """What the next one holds when this one may happen again, else None."""
        if self.node.timer is None:
            return {}
        run = token.workflow.top_workflow.script_engine
        return run.wind_on(token.internal_data)  # type: ignore[no-any-return]


class BoundaryEvent(Recurring, spiff.BoundaryEvent):  # type: ignore[misc]
    """An event on the edge of an activity."""

    def __init__(
        self, wf_spec: spiff.BpmnProcessSpec, name: str, *, node: Node, **more: object
    ) -> None:
        super().__init__(wf_spec, name, node=node, cancel_activity=node.interrupting, **more)


class Listener(Recurring, spiff.IntermediateCatchEvent):  # type: ignore[misc]
    """Waits from the start of a scope for the event that begins an event sub-process in it.

    It is drawn as the start event in there, which notes that it has been passed.
    """

    listens = True

    def passed(self, token: Token) -> None:
        """Ends all else in the scope, other listeners too, if it interrupts."""
        if self.node.interrupting:
            token.workflow.leave_only(token)

    def send_on(self, token: Token) -> None:
        """Begins the event sub-process; one that does not interrupt may happen again."""
        super().send_on(token)
        timer = None if self.node.interrupting else self.again(token)
        if timer is not None:
            token.workflow.hold(self.name, token.workflow.task_tree, timer)


class Guard(Step, spiff.BpmnSpecMixin):  # type: ignore[misc]
    """Holds an activity and the events on its edge together; drawn nowhere itself."""

    def reached(self, token: Token) -> bool:
        token.set_state(HOLDS)
        activity, *events = self.ways_on
        for name in (*events, activity):
            token.workflow.hold(name, token)
        return False

    def left(self, holder: Token, token: Token) -> None:
        """One of them is over: the activity or an interrupting event ends the others."""
        scope, spec = holder.workflow, token.task_spec
        if not isinstance(spec, BoundaryEvent) or spec.cancel_activity:
            scope.remove(holder)
            return
        timer = spec.again(token)
        if timer is not None:
            scope.hold(spec.name, holder, timer)


class Throwing(Step):
    """What events that tell the rest of the case something have in common."""

    def __init__(
        self, wf_spec: spiff.BpmnProcessSpec, name: str, *, node: Node, **more: object
    ) -> None:
        super().__init__(wf_spec, name, node=node, event_definition=definition_of(node), **more)

    def passed(self, token: Token) -> None:
        """Notes it, and passes what has been woken first: that may end the activity around."""
        super().passed(token)
        token.workflow.top_workflow.run_woken()


class IntermediateThrowEvent(Throwing, spiff.IntermediateThrowEvent):  # type: ignore[misc]
    """Tells something, then goes on; a send task does the same."""


class EndEvent(Throwing, spiff.EndEvent):  # type: ignore[misc]
    """The end of a token's way, or of everything in its scope."""

    def passed(self, token: Token) -> None:
        """Notes how the case ends when it is the case's own end."""
        scope = token.workflow.whose_end_it_is()
        if scope is scope.top_workflow:
            scope.last_end = self.node.id
        super().passed(token)
