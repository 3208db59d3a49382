"""The elements of a diagram as SpiffWorkflow specs: what a token does when it reaches each.

SpiffWorkflow's life cycle stays (update, ready, run, complete); its predictions do not, and a
passed token is handed on by its scope.
"""

from typing import Any

from SpiffWorkflow.bpmn.specs.mixins import BpmnSpecMixin
from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import SubWorkflowTask

from engine.bpmn.elements import Node
from engine.bpmn.tokens import STARTED, Token


class Step(BpmnSpecMixin):  # type: ignore[misc]
    """An element that is passed as soon as it is reached."""

    node: Node
    manual: bool

    def __init__(self, wf_spec: Any, name: str, node: Node) -> None:
        super().__init__(wf_spec, name)
        self.bpmn_id, self.bpmn_name = node.id, node.name
        self.node = node

    def arrive(self, token: Token) -> None:
        """A token has come."""
        self._update(token)

    def join(self, token: Token) -> bool:
        """Whether a token that waits here for others could go on, now that all else has moved."""
        return False

    def _update_hook(self, my_task: Token) -> bool:
        return True

    def _run_hook(self, my_task: Token) -> bool:
        return True

    def _on_complete(self, my_task: Token) -> None:
        my_task.workflow.move_on(my_task, self.ways(my_task))

    def throw(self, my_task: Token) -> None:
        """Tells the rest of the case what there is to tell."""

    def ways(self, my_task: Token) -> list[str]:
        """The elements that a token goes on to from here."""
        return self._outputs  # type: ignore[no-any-return]


class PersonsStep(Step):
    """A step that waits for a person."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.manual = True


class Decision(Step):
    """A business rule task: a decision table is asked, and its answer kept as facts."""

    def _run_hook(self, my_task: Token) -> bool:
        my_task.workflow.top_workflow.script_engine.decide(my_task, self.node)
        return True


class Choosing(Step):
    """An exclusive gateway: the first way whose condition holds, else the default."""

    several = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.routes: list[tuple[Any, str]] = []
        self.default: str | None = None

    def ways(self, my_task: Token) -> list[str]:
        """The ways whose conditions hold: the first, or for an inclusive gateway every one."""
        if not self.routes and self.default is None:
            return []
        run = my_task.workflow.top_workflow.script_engine
        seen = run.facts_for(my_task)
        held = []
        for condition, name in self.routes:
            if run.holds(condition, seen, self.node):
                held.append(name)
                if not self.several:
                    break
        if not held and self.default is None:
            raise run.no_way(self.node, self.routes, seen)
        return held or [self.default or ""]


class Nested(SubWorkflowTask, Step):  # type: ignore[misc]
    """A sub-process or call activity: passed when no token is left inside."""

    def __init__(self, wf_spec: Any, name: str, node: Node, inside: str) -> None:
        Step.__init__(self, wf_spec, name, node)
        self.spec = inside
        self.transaction = False

    def _update_hook(self, my_task: Token) -> bool:
        my_task.state = STARTED
        my_task.workflow.top_workflow.open_scope(my_task, self.spec)
        return False
