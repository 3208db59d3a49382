"""A task beside the step of the diagram that it is an instance of. Pure."""

from dataclasses import dataclass

from engine.bpmn.elements import Node
from engine.cases.drafts import item_in
from engine.cases.rows import TaskRow


@dataclass(frozen=True, slots=True)
class TaskPlace:
    """A task and its step."""

    node: Node
    task: TaskRow

    @property
    def item(self) -> dict[str, object]:
        """The element variable of one of several instances, by its name; empty for a single one."""
        several = self.node.several
        if several is None or several.item is None or self.task.item is None:
            return {}
        return {several.item: item_in(self.task.item)}
