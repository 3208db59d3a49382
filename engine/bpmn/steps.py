"""The elements of a diagram as SpiffWorkflow specs: what a token does when it reaches each.

SpiffWorkflow's life cycle stays (update, ready, run, complete); its predictions do not. Each class
names ours first and SpiffWorkflow's own class of that element after it, so that what we leave alone
is done by SpiffWorkflow.
"""

from typing import Any

from SpiffWorkflow.bpmn.specs import defaults
from SpiffWorkflow.bpmn.specs.mixins import BpmnSpecMixin
from SpiffWorkflow.exceptions import WorkflowException
from SpiffWorkflow.specs.base import TaskSpec

from engine.bpmn.elements import Node
from engine.bpmn.scopes import SubScope
from engine.bpmn.tokens import Token


class Step(TaskSpec):  # type: ignore[misc]
    """What every element of ours has before SpiffWorkflow's own class of it."""

    node: Node
    manual: bool

    def __init__(self, wf_spec: Any, name: str, *, node: Node, **more: Any) -> None:
        super().__init__(wf_spec, name, bpmn_name=node.name, **more)
        self.bpmn_id = node.id
        self.node = node

    def arrive(self, token: Token) -> None:
        """A token has come, or looks again whether it may go on."""
        self._update(token)

    def _update_hook(self, my_task: Token) -> bool:
        if my_task.id < 0:
            my_task.number()
        return self.reached(my_task)

    def reached(self, token: Token) -> bool:
        """Whether *token* may pass at once."""
        return bool(super()._update_hook(token))

    def join(self, token: Token) -> bool:
        """Whether a token that waits here for others could go on, now that all else has moved."""
        return False

    def test(self) -> None:
        """Nothing: the checks have read the diagram before it came here."""

    def _predict_hook(self, my_task: Token) -> None:
        """No predictions: a case weighs what it has open."""

    def _on_ready_hook(self, my_task: Token) -> None:
        super()._on_ready_hook(my_task)
        self.queue(my_task)

    def queue(self, token: Token) -> None:
        """Puts a token that may pass in line, unless a person has to act."""
        if not self.manual:
            token.workflow.top_workflow.agenda.append(token)

    def _on_complete_hook(self, my_task: Token) -> None:
        self.passed(my_task)
        if my_task.gone:
            return  # what it threw has ended the activity it stood in
        my_task.workflow.let_go(my_task)
        super()._on_complete_hook(my_task)
        self.send_on(my_task)

    def passed(self, token: Token) -> None:
        """Notes that *token* leaves, and does what an automatic step asks for."""
        token.workflow.script_engine.passed(token)

    def send_on(self, my_task: Token) -> None:
        """Makes a token for each way that leads on from here."""
        my_task.send(self.outputs)


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

    def send_on(self, my_task: Token) -> None:
        """Nothing: SpiffWorkflow has made the tokens with its choice."""


class ExclusiveGateway(Choosing, defaults.ExclusiveGateway):  # type: ignore[misc]
    """The first way whose condition holds, else the default."""


class Nested(Step, defaults.SubWorkflowTask):  # type: ignore[misc]
    """A sub-process or call activity: passed when no token is left inside."""

    def copy_data(self, my_task: Token, subworkflow: SubScope) -> None:
        """Nothing: the facts of a case are not in its tokens."""

    def update_data(self, my_task: Token, subworkflow: SubScope) -> None:
        """Nothing: the facts of a case are not in its tokens."""

    def takes_up(self, inside: SubScope, token: Token) -> None:
        """Waits for *inside* again, which was under way when the case was saved."""
        inside.completed_event.connect(self._on_subworkflow_completed, token)

    def _on_subworkflow_completed(self, subworkflow: SubScope, my_task: Token) -> None:
        del my_task.workflow.top_workflow.subprocesses[my_task.id]
        super()._on_subworkflow_completed(subworkflow, my_task)
        self.queue(my_task)
