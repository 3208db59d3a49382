"""A definition that can run: what was read of it, and what SpiffWorkflow and FEEL made of that."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine import calendar
from engine.bpmn.elements import Model
from engine.dmn.read import Decisions
from engine.errors import DiagramFailed
from engine.feel.compile import Expression
from engine.feel.errors import FeelError


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """A definition that can run. Nothing in it changes: any number of cases share it."""

    model: Model
    key: str
    spec: Any
    scopes: Mapping[str, Any]
    expressions: Mapping[str, Expression]
    decisions: Mapping[str, Decisions]

    def due_by(self, element: str, facts: Mapping[str, Any], now: datetime) -> datetime | None:
        """When a person's step that opens *now* is due; None when nothing is said about it."""
        node = self.model.nodes[element]
        if node.due is None:
            return None
        said: Any = node.due
        if said in self.expressions:
            try:
                said = self.expressions[said](facts)
            except FeelError as problem:
                raise DiagramFailed(
                    f"'{node.title}' cannot work out when it is due: {problem}"
                ) from problem
        return calendar.due_by(said, now)
