"""The elements of a diagram: what a token does when it reaches each.

Each class names ours first and SpiffWorkflow's own class of that element after it, so that what we
leave alone is done by SpiffWorkflow.
"""

from engine.bpmn.elements import Node
from engine.execution import spiff
from engine.execution.tokens import Token


class Step(spiff.Element):
    """What every element of ours has before SpiffWorkflow's own class of it."""

    node: Node
    manual: bool
    automatic = True
    one_of_several = False
    listens = False  # whether it only waits beside all else in its scope

    def __init__(
        self, wf_spec: spiff.BpmnProcessSpec, name: str, *, node: Node, **more: object
    ) -> None:
        super().__init__(wf_spec, name, bpmn_name=node.name, **more)
        self.bpmn_id = node.id
        self.node = node
        self.takes_over = node.triggered and node.interrupting  # it has ended all else around it

    def join(self, token: Token) -> bool:
        """Whether a token that waits here for others could go on, now that all else has moved."""
        return False

    def queue(self, token: Token) -> None:
        """Puts a token that may pass in line, unless a person has to act."""
        if not self.manual:
            token.workflow.top_workflow.agenda.append(token)

    def passed(self, token: Token) -> None:
        """Notes that *token* leaves, and does what an automatic step asks for."""
        run = token.workflow.script_engine
        if not self.one_of_several:
            run.seen(self.node)
        if self.automatic:
            run.act(self.node, token.data)


class PassedAtOnce(Step, spiff.BpmnSpecMixin):  # type: ignore[misc]
    """An element that is passed as soon as it is reached: a start event, a service task."""


class UserTask(Step, spiff.UserTask):  # type: ignore[misc]
    """A step that waits for a person."""

    automatic = False


class BusinessRuleTask(Step, spiff.BpmnSpecMixin):  # type: ignore[misc]
    """A decision table is asked, and its answer kept as facts."""

    def carry_out(self, token: Token) -> bool:
        """Keeps what the table decides."""
        token.workflow.script_engine.decide(self.node, token.data)
        return super().carry_out(token)
