"""Two elements are joined by one flow, unless each says when it is taken."""

from collections.abc import Iterator

from engine.lint.bundle import Bundle
from engine.lint.finding import Fault
from engine.lint.naming import flow_called


def faults(bundle: Bundle) -> Iterator[Fault]:
    """Flows that repeat another."""
    seen: dict[tuple[str, str, str | None], str] = {}
    for flow in bundle.model.flows.values():
        same = (flow.source, flow.target, flow.condition)
        if same in seen:
            yield Fault(
                flow,
                f"{flow_called(flow, bundle.model)} repeats the flow {seen[same]}: remove one, or "
                "the work after it is done twice.",
            )
        seen.setdefault(same, flow.id)
