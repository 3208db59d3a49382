"""The elements of a diagram: what a token does when it reaches each.

Each class names ours first and SpiffWorkflow's own class of that element after it, so that what we
leave alone is done by SpiffWorkflow.
"""

from typing import Any

from engine.bpmn import spiff
from engine.bpmn.elements import Node
from engine.bpmn.tokens import Token


class Step(spiff.Element):
    """What every element of ours has before SpiffWorkflow's own class of it."""

    node: Node
    manual: bool

    def __init__(self, wf_spec: Any, name: str, *, node: Node, **more: Any) -> None:
        super().__init__(wf_spec, name, bpmn_name=node.name, **more)
        self.bpmn_id = node.id
        self.node = node

    def join(self, token: Token) -> bool:
        """Whether a token that waits here for others could go on, now that all else has moved."""
        return False

    def queue(self, token: Token) -> None:
        """Puts a token that may pass in line, unless a person has to act."""
        if not self.manual:
            token.workflow.top_workflow.agenda.append(token)

    def passed(self, token: Token) -> None:
        """Notes that *token* leaves, and does what an automatic step asks for."""
        token.workflow.script_engine.passed(token)


class PassedAtOnce(Step, spiff.BpmnSpecMixin):  # type: ignore[misc]
    """An element that is passed as soon as it is reached: a start event, a service task."""


class UserTask(Step, spiff.UserTask):  # type: ignore[misc]
    """A step that waits for a person."""


class BusinessRuleTask(Step, spiff.BpmnSpecMixin):  # type: ignore[misc]
    """A decision table is asked, and its answer kept as facts."""

    def carry_out(self, token: Token) -> bool:
        """Keeps what the table decides."""
        token.workflow.script_engine.decide(token, self.node)
        return super().carry_out(token)


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
            asked = [condition.args[0] for condition, _ in self.cond_task_specs if condition]
            raise run.no_way(self.node, asked, run.facts_for(token)) from problem

    def send_on(self, token: Token) -> None:
        """Nothing: SpiffWorkflow has made the tokens with its choice."""


class ExclusiveGateway(Choosing, spiff.ExclusiveGateway):  # type: ignore[misc]
    """The first way whose condition holds, else the default."""


class SubProcess(Step, spiff.SubWorkflowTask):
    """Passed when no token is left inside."""


class CallActivity(SubProcess):
    """A process that stands elsewhere in the bundle; it is gone through as a sub-process is."""
