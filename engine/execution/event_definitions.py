"""What events wait for and throw: SpiffWorkflow's event definitions, with its matching.

Ours are three things that it does otherwise: when a timer is due, what travels with an event
(nothing, as facts are not in tokens), and which boundary event an error or escalation reaches.
"""

from engine.bpmn.elements import Node
from engine.errors import DiagramFailed
from engine.execution import spiff
from engine.execution.tokens import Token


class Timer(spiff.TimerEventDefinition):  # type: ignore[misc]
    """A timer that FEEL and the calendar wind, from the moment at which it begins to run."""

    def update_task(self, my_task: Token) -> None:
        """Winds it, unless it runs already."""
        if "due" not in my_task.internal_data:
            run = my_task.workflow.script_engine
            my_task.internal_data.update(run.wind(my_task.task_spec.node, my_task.data))


class CarriesNothing:
    """An event that brings nothing along: the facts of a case are not in its tokens."""

    def update_task_data(self, my_task: Token) -> None:
        """Nothing; SpiffWorkflow would look under the event's name among what it keeps itself."""


class Message(CarriesNothing, spiff.MessageEventDefinition):  # type: ignore[misc]
    """A message by its name."""

    throw = spiff.EventDefinition.throw  # that of messages copies the data of the token along


class Error(CarriesNothing, spiff.ErrorEventDefinition):  # type: ignore[misc]
    """An error, by its code: it fails the case when no boundary event around waits for it."""

    def throw(self, my_task: Token) -> None:
        """Wakes the nearest boundary event around that waits for it."""
        if not _wake_around(my_task, self):
            node = my_task.task_spec.node
            raise DiagramFailed(
                f"'{node.title}' ends in the error '{node.code or ''}', and no boundary event "
                "around it waits for that error; draw one"
            )


class Escalation(CarriesNothing, spiff.EscalationEventDefinition):  # type: ignore[misc]
    """An escalation, by its code: nothing comes of it when nothing around waits for it."""

    def throw(self, my_task: Token) -> None:
        """Wakes the nearest boundary event around that waits for it."""
        _wake_around(my_task, self)


def definition_of(node: Node) -> spiff.EventDefinition:
    """What an event waits for or throws; a message for the world outside is no event in here."""
    if node.timer is not None:
        return Timer(node.id, node.timer.source)
    if node.event == "message" and node.message:
        return Message(node.message)
    if node.event == "error":
        return Error(node.id, node.code)
    if node.event == "escalation":
        return Escalation(node.id, node.code)
    if node.event == "terminate":
        return spiff.TerminateEventDefinition()
    return spiff.NoneEventDefinition()


def _wake_around(my_task: Token, definition: spiff.EventDefinition) -> bool:
    """Wakes the nearest boundary event that waits for it; whether there was one.

    SpiffWorkflow would ask every catcher of the case, those of the sub-process beside it too.
    """
    event = spiff.BpmnEvent(definition)
    for token in my_task.workflow.beside_owners():
        spec = token.task_spec
        if isinstance(spec, spiff.BoundaryEvent) and spec.catches(token, event):
            spec.wake(token, event)
            return True
    return False
