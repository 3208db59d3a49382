"""A definition that can run: what was read of it, and what SpiffWorkflow and FEEL made of that."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine import calendar
from engine.bpmn.elements import Model
from engine.dmn.read import Decisions
from engine.errors import DiagramFailed
from engine.execution import spiff
from engine.execution.service_levels import in_time
from engine.feel.compile import Expression
from engine.feel.errors import FeelError
from engine.feel.values import Facts, Value


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """A definition that can run. Nothing in it changes: any number of cases share it."""

    model: Model
    key: str
    spec: spiff.BpmnProcessSpec
    scopes: Mapping[str, spiff.BpmnProcessSpec]
    expressions: Mapping[str, Expression]
    decisions: Mapping[str, Decisions]

    def due_by(self, element: str, facts: Facts, now: datetime) -> datetime | None:
        """When a person's step that opens *now* is due; None when nothing is said about it."""
        node = self.model.nodes[element]
        if node.due is None:
            return None
        due: Value = node.due
        if node.due in self.expressions:
            try:
                due = self.expressions[node.due](facts)
            except FeelError as problem:
                raise DiagramFailed(
                    f"'{node.title}' cannot work out when it is due: {problem}"
                ) from problem
        return calendar.due_by(in_time(due, element, facts, now), now)
