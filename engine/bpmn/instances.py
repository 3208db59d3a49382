"""Multi-instance activities: one token for each item, all at once or one after the other."""

from types import MappingProxyType
from typing import Any

from engine.bpmn import spiff
from engine.bpmn.steps import Step
from engine.bpmn.tokens import STARTED, Token


class MultiInstance(Step, spiff.BpmnSpecMixin):  # type: ignore[misc]
    """The activity as a whole; `task_spec` names the step that each instance takes."""

    task_spec: str

    def reached(self, token: Token) -> bool:
        run = token.workflow.top_workflow.script_engine
        items = run.items_for(token, self.node)
        if not items:
            return True
        token.set_state(STARTED)
        first = items[:1] if self.node.several and self.node.several.sequential else items
        token.internal_data.update(total=len(items), done=0, rest=items[len(first) :])
        for item in first:
            self._begin(token, item)
        return False

    def _begin(self, holder: Token, item: Any) -> None:
        several = self.node.several
        name = (several.item if several else None) or "item"
        outer = holder.data
        others = {key: value for key, value in outer.items() if key != name}
        holder.data = MappingProxyType({**others, name: item})  # the innermost item is last
        holder.workflow.hold(self.task_spec, holder)
        holder.data = outer

    def left(self, holder: Token, token: Token) -> None:
        """One instance is over: the next begins, or all are done."""
        held = holder.internal_data
        held["done"] += 1
        run = holder.workflow.top_workflow.script_engine
        if held["done"] < held["total"] and not run.enough(token, self.node, held):
            if held["rest"]:
                self._begin(holder, held["rest"].pop(0))
            return
        for key in tuple(holder.below):
            holder.workflow.remove(holder.workflow.tasks[key])
        holder.ready()
