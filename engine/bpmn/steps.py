"""The elements of a diagram as SpiffWorkflow specs: what a token does when it reaches each.

SpiffWorkflow's life cycle stays (update, ready, run, complete); its predictions do not, and a
passed token is handed on by its scope. Each class names ours first and SpiffWorkflow's own class
of that element after it, so that what we leave alone is done by SpiffWorkflow.
"""

from typing import Any

from SpiffWorkflow.bpmn.specs import defaults
from SpiffWorkflow.bpmn.specs.mixins import BpmnSpecMixin
from SpiffWorkflow.exceptions import WorkflowException
from SpiffWorkflow.specs.base import TaskSpec

from engine.bpmn.elements import Node
from engine.bpmn.tokens import STARTED, Token


class Step(TaskSpec):  # type: ignore[misc]
    """What every element of ours has before SpiffWorkflow's own class of it."""

    node: Node
    manual: bool

    def __init__(self, wf_spec: Any, name: str, *, node: Node, **more: Any) -> None:
        super().__init__(wf_spec, name, bpmn_name=node.name, **more)
        self.bpmn_id = node.id
        self.node = node

    def arrive(self, token: Token) -> None:
        """A token has come."""
        self._update(token)

    def join(self, token: Token) -> bool:
        """Whether a token that waits here for others could go on, now that all else has moved."""
        return False

    def _on_complete(self, my_task: Token) -> None:
        my_task.workflow.move_on(my_task, self.ways(my_task))

    def throw(self, my_task: Token) -> None:
        """Tells the rest of the case what there is to tell."""

    def ways(self, my_task: Token) -> list[str]:
        """The elements that a token goes on to from here."""
        return self._outputs  # type: ignore[no-any-return]


class PassedAtOnce(Step, BpmnSpecMixin):  # type: ignore[misc]
    """An element that is passed as soon as it is reached: a start event, a service task."""


class UserTask(Step, defaults.UserTask):  # type: ignore[misc]
    """A step that waits for a person."""


class BusinessRuleTask(Step, BpmnSpecMixin):  # type: ignore[misc]
    """A decision table is asked, and its answer kept as facts."""

    def _run_hook(self, my_task: Token) -> bool:
        my_task.workflow.script_engine.decide(my_task, self.node)
        return bool(super()._run_hook(my_task))


class Choosing(Step):
    """What gateways with conditions have in common: SpiffWorkflow chooses, FEEL answers it."""

    cond_task_specs: list[tuple[Any, str]]

    def _run_hook(self, my_task: Token) -> bool:
        if not self.cond_task_specs:
            return True  # it is drawn without a way on, and the token ends here
        try:
            return bool(super()._run_hook(my_task))
        except WorkflowException as problem:
            run = my_task.workflow.script_engine
            asked = [condition.args[0] for condition, _ in self.cond_task_specs if condition]
            raise run.no_way(self.node, asked, run.facts_for(my_task)) from problem

    def ways(self, my_task: Token) -> list[str]:
        """The ways that SpiffWorkflow has chosen."""
        return my_task.chosen


class ExclusiveGateway(Choosing, defaults.ExclusiveGateway):  # type: ignore[misc]
    """The first way whose condition holds, else the default."""


class Nested(Step, defaults.SubWorkflowTask):  # type: ignore[misc]
    """A sub-process or call activity: passed when no token is left inside."""

    def _update_hook(self, my_task: Token) -> bool:
        my_task.state = STARTED
        my_task.workflow.top_workflow.open_scope(my_task, self.spec)
        return False
