"""Activities with something inside: sub-processes, called processes and multi-instance."""

from types import MappingProxyType

from engine.execution import spiff
from engine.execution.steps import Step
from engine.execution.tokens import STARTED, Token
from engine.feel.values import Value


class SubProcess(Step, spiff.SubWorkflowTask):
    """Passed when no token is left inside."""

    def copy_data(self, my_task: Token, subworkflow: spiff.SubWorkflow) -> None:
        """Nothing: the facts of a case are not in its tokens."""

    def update_data(self, my_task: Token, subworkflow: spiff.SubWorkflow) -> None:
        """Nothing: the facts of a case are not in its tokens."""


class CallActivity(SubProcess):
    """A process that stands elsewhere in the bundle; it is gone through as a sub-process is."""


class MultiInstance(Step, spiff.BpmnSpecMixin):  # type: ignore[misc]
    """The activity as a whole; `task_spec` names the step that each instance takes."""

    task_spec: str
    automatic = False

    def reached(self, token: Token) -> bool:
        run = token.workflow.top_workflow.script_engine
        items = run.items_for(self.node, token.data)
        if not items:
            return True
        token.set_state(STARTED)
        first = items[:1] if self.node.several and self.node.several.sequential else items
        token.internal_data.update(total=len(items), done=0, rest=items[len(first) :])
        for item in first:
            self._begin(token, item)
        return False

    def _begin(self, holder: Token, item: Value) -> None:
        several = self.node.several
        name = (several.item if several else None) or "item"
        outer = holder.data
        others = {key: value for key, value in outer.items() if key != name}
        holder.data = MappingProxyType({**others, name: item})  # the innermost item is last
        holder.workflow.hold(self.task_spec, holder)
        holder.data = outer

    def left(self, holder: Token, token: Token) -> None:
        """One instance is over: the next begins, or all are done."""
        instances = holder.internal_data
        instances["done"] += 1
        run = holder.workflow.top_workflow.script_engine
        if instances["done"] < instances["total"] and not run.enough(
            self.node, token.data, instances
        ):
            if instances["rest"]:
                self._begin(holder, instances["rest"].pop(0))
            return
        for key in tuple(holder.below):
            holder.workflow.remove(holder.workflow.tasks[key])
        holder.ready()
