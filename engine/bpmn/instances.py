"""Multi-instance activities: one token for each item, all at once or one after the other."""

from types import MappingProxyType
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins import BpmnSpecMixin

from engine.bpmn.steps import Step
from engine.bpmn.tokens import STARTED, Token


class Instances(Step, BpmnSpecMixin):  # type: ignore[misc]
    """The activity as a whole; `task_spec` names the step that each instance takes."""

    task_spec: str

    def _update_hook(self, my_task: Token) -> bool:
        run = my_task.workflow.top_workflow.script_engine
        items = run.items_for(my_task, self.node)
        if not items:
            return True
        my_task.state = STARTED
        first = items[:1] if self.node.several and self.node.several.sequential else items
        my_task.internal_data.update(total=len(items), done=0, rest=items[len(first) :])
        for item in first:
            self._begin(my_task, item)
        return False

    def _begin(self, my_task: Token, item: Any) -> None:
        several = self.node.several
        name = (several.item if several else None) or "item"
        outer = my_task.data
        others = {key: value for key, value in outer.items() if key != name}
        my_task.data = MappingProxyType({**others, name: item})  # the innermost item is last
        my_task.workflow.send(self.task_spec, my_task)
        my_task.data = outer

    def left(self, my_task: Token, token: Token) -> None:
        """One instance is over: the next begins, or all are done."""
        held = my_task.internal_data
        held["done"] += 1
        run = my_task.workflow.top_workflow.script_engine
        if held["done"] < held["total"] and not run.enough(token, self.node, held):
            if held["rest"]:
                self._begin(my_task, held["rest"].pop(0))
            return
        for key in tuple(my_task.below):
            my_task.workflow.remove(my_task.workflow.tasks[key])
        my_task.ready()
