"""Two elements are joined by one flow, unless each says when it is taken."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.naming import flow_called
from engine.lint.finding import Fault


def faults(definition: Definition) -> Iterator[Fault]:
    """Flows that repeat another."""
    seen: dict[tuple[str, str, str | None], str] = {}
    for flow in definition.model.flows.values():
        same = (flow.source, flow.target, flow.condition)
        if same in seen:
            yield Fault(
                flow,
                f"{flow_called(flow, definition.model)} repeats the flow {seen[same]}: remove one, "
                "or the work after it is done twice.",
            )
        seen.setdefault(same, flow.id)
