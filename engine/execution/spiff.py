"""SpiffWorkflow 3.2 as it is used here: no other file names it, or a hook of it by its underscore.

It hands names on, and changes tasks, workflows and elements in the hooks that are meant for that:
no history, no clock, no copied data, no predictions; a passed task leaves the tree. Nothing here
knows a case. docs/decisions/0009 says why, and what to do when SpiffWorkflow changes.
"""

from collections.abc import Sequence
from typing import Any

from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.parser.ProcessParser import ProcessParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.specs import defaults
from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.defaults import (
    BoundaryEvent,
    EndEvent,
    ExclusiveGateway,
    InclusiveGateway,
    IntermediateCatchEvent,
    IntermediateThrowEvent,
    UserTask,
)
from SpiffWorkflow.bpmn.specs.event_definitions import (
    ErrorEventDefinition,
    EscalationEventDefinition,
    MessageEventDefinition,
    NoneEventDefinition,
    TerminateEventDefinition,
)
from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.bpmn.specs.mixins import BpmnSpecMixin
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.util import BpmnEvent
from SpiffWorkflow.bpmn.util.subworkflow import BpmnBaseWorkflow, BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.exceptions import SpiffWorkflowException, WorkflowException
from SpiffWorkflow.specs.base import TaskSpec
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

__all__ = [
    "BoundaryEvent",
    "BpmnEvent",
    "BpmnParser",
    "BpmnProcessSpec",
    "BpmnSpecMixin",
    "BpmnWorkflow",
    "CatchingEvent",
    "EndEvent",
    "ErrorEventDefinition",
    "EscalationEventDefinition",
    "EventDefinition",
    "ExclusiveGateway",
    "InclusiveGateway",
    "IntermediateCatchEvent",
    "IntermediateThrowEvent",
    "MessageEventDefinition",
    "NoneEventDefinition",
    "ProcessParser",
    "PythonScriptEngine",
    "SpiffWorkflowException",
    "Task",
    "TaskSpec",
    "TaskState",
    "TerminateEventDefinition",
    "TimerEventDefinition",
    "UserTask",
    "WorkflowException",
    "full_tag",
]


class NumberedTask(Task):  # type: ignore[misc]
    """A task that has a number for its id, and neither history, clock nor log."""

    def __init__(
        self, workflow: "FlatTree", spec: TaskSpec, parent: "NumberedTask | None", number: int
    ) -> None:
        self.id = number
        self.workflow = workflow
        self.task_spec = spec
        self.internal_data: dict[str, Any] = {}
        self.triggered = False
        self.thread_id = 0
        self.last_state_change = 0.0
        self._state: int = TaskState.FUTURE
        self.below: list[int] = []
        self._children = self.below  # the same list, under SpiffWorkflow's name
        self._parent = parent.id if parent is not None else None
        workflow.tasks[number] = self
        if parent is not None:
            parent.below.append(number)

    @property
    def above(self) -> int:
        """The number of the task that holds this one; 0 when only the root does."""
        return self._parent or 0

    @property
    def gone(self) -> bool:
        """Whether it has been taken away, on its own or with what held it."""
        return self.id not in self.workflow.tasks

    def set_state(self, value: int) -> None:
        """Stands in that state from now on; SpiffWorkflow would work out a log line each time."""
        self._state = value

    _set_state = set_state

    def ready(self) -> None:
        """May be run from now on."""
        self._ready()

    def send(self, specs: Sequence[TaskSpec]) -> None:
        """Makes the tasks that go on from here, one for each of *specs*."""
        self._sync_children(specs, TaskState.FUTURE)

    def child(self, spec: TaskSpec, number: int) -> "NumberedTask":
        """The task that goes on from here to *spec*."""
        raise NotImplementedError

    def _add_child(self, task_spec: TaskSpec, state: int = TaskState.FUTURE) -> "NumberedTask":
        top = self.workflow.top_workflow
        top.unnumbered -= 1
        return self.child(task_spec, top.unnumbered)

    def take_number(self) -> None:
        """Takes its number when it comes to its element, so that numbers tell the order of that."""
        tasks, beside, old_number = self.workflow.tasks, self.parent.below, self.id
        self.id = self.workflow.top_workflow.next_number()
        tasks[self.id] = tasks.pop(old_number)
        beside[beside.index(old_number)] = self.id

    def lift(self) -> None:
        """Hangs on the root from now on."""
        self._parent = 0

    def cancel(self) -> None:
        """Takes it away, with all that it holds."""
        if not self.gone:
            self.workflow.remove(self)

    def _inherit_data(self) -> None:
        """Nothing: what a case knows is not in its tasks."""


class FlatTree(BpmnBaseWorkflow):  # type: ignore[misc]
    """A workflow whose tree holds what is open: `take_off` takes a task off it that has passed."""

    tasks: dict[int, NumberedTask]
    task_tree: NumberedTask

    def _task_completed_notify(self, task: NumberedTask) -> None:
        if task is not self.task_tree and not task.gone:
            self.take_off(task)

    def remove(self, task: NumberedTask) -> None:
        """Takes *task* away; what it held goes with it."""
        self._remove_task(task.id)

    def _task_removed_notify(self, task: NumberedTask) -> None:
        task.set_state(TaskState.CANCELLED)
        self.top_workflow.event_manager.remove_task(task)
        inside = self.top_workflow.subprocesses.pop(task.id, None)
        if inside is not None:
            inside.clear()

    def clear(self) -> None:
        """Takes every task away."""
        for task in self.task_tree.children:
            self.remove(task)

    def _mark_complete(self, task: NumberedTask) -> None:
        # A terminate end event has taken away what was open; what held it stands in a final state.
        for holder in self.task_tree.children:
            if holder is not task:
                self.remove(holder)


class SubWorkflow(FlatTree, BpmnSubWorkflow):  # type: ignore[misc]
    """What runs inside the task that owns it."""

    owner: NumberedTask

    def __init__(self, spec: BpmnProcessSpec, owner: NumberedTask) -> None:
        self.owner = owner
        super().__init__(spec, owner.id, owner.workflow.top_workflow, deserializing=True)

    def _calculate_depth(self) -> int:
        # SpiffWorkflow's own looks for the task in every workflow there is.
        return int(self.owner.workflow.depth) + 1


class Element(TaskSpec):  # type: ignore[misc]
    """What each of our elements has before SpiffWorkflow's own class: its hooks, in plain names."""

    @property
    def ways_in(self) -> list[str]:
        """The names of the elements before it."""
        return self._inputs  # type: ignore[no-any-return]

    @property
    def ways_on(self) -> list[str]:
        """The names of the elements after it."""
        return self._outputs  # type: ignore[no-any-return]

    @property
    def process(self) -> BpmnProcessSpec:
        """The process or sub-process that it stands in."""
        return self._wf_spec

    def test(self) -> None:
        """Nothing: the checks have read the diagram before it came here."""

    def _predict_hook(self, my_task: NumberedTask) -> None:
        """No predictions: they would be made anew at each load, or kept."""

    def arrive(self, task: NumberedTask) -> None:
        """A task has come, or looks again whether it may go on."""
        self._update(task)

    def _update_hook(self, my_task: NumberedTask) -> bool:
        if my_task.id < 0:
            my_task.take_number()
        return self.reached(my_task)

    def reached(self, task: Any) -> bool:
        """Whether it may be run at once."""
        return bool(super()._update_hook(task))

    def _on_ready_hook(self, my_task: NumberedTask) -> None:
        super()._on_ready_hook(my_task)
        self.queue(my_task)

    def queue(self, task: Any) -> None:
        """Puts a task that may be run in line."""
        raise NotImplementedError

    def _run_hook(self, my_task: NumberedTask) -> bool:
        return self.carry_out(my_task)

    def carry_out(self, task: Any) -> bool:
        """Does what the element does; whether it succeeded."""
        return bool(super()._run_hook(task))

    def _on_complete_hook(self, my_task: NumberedTask) -> None:
        self.passed(my_task)
        if my_task.gone:
            return  # what it threw has ended the activity it stood in
        my_task.workflow.let_go(my_task)
        super()._on_complete_hook(my_task)
        self.send_on(my_task)

    def passed(self, task: Any) -> None:
        """Notes that a task leaves the element."""
        raise NotImplementedError

    def send_on(self, task: Any) -> None:
        """Makes a task for each way that leads on from here."""
        task.send(self.outputs)


class SubWorkflowTask(defaults.SubWorkflowTask):  # type: ignore[misc]
    """An element that other elements run inside of."""

    def take_up(self, inside: SubWorkflow) -> None:
        """Waits again for *inside*, which was under way when it was saved."""
        inside.completed_event.connect(self._on_subworkflow_completed, inside.owner)

    def _on_subworkflow_completed(self, subworkflow: SubWorkflow, my_task: NumberedTask) -> None:
        del my_task.workflow.top_workflow.subprocesses[my_task.id]
        super()._on_subworkflow_completed(subworkflow, my_task)
        self.queue(my_task)


class ElementParser(TaskParser):  # type: ignore[misc]
    """Reads one element; `instances_of` and `guard_of` say what is made around an activity."""

    task: TaskSpec

    def handles_multiple_outgoing(self) -> bool:
        """Several flows from one element each take a task."""
        return True

    def _add_multiinstance_task(self, loop_characteristics: Any) -> None:
        original = self.spec.task_specs.pop(self.task.name)
        self.task = self.instances_of(original)
        self._copy_task_attrs(original)

    def _add_boundary_event(self, children: list[Any]) -> Any:
        guard = self.guard_of(self.task)
        guard.connect(self.task)
        for event in children:
            guard.connect(self.process_parser.parse_node(event))
        return guard
