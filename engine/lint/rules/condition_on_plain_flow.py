"""Conditions stand only where a gateway reads them."""

from collections.abc import Iterator

from engine.bpmn.elements import Flow, Node
from engine.lint.bundle import Bundle
from engine.lint.drawn import BRANCHING
from engine.lint.finding import Fault
from engine.lint.naming import called, flow_called


def faults(bundle: Bundle) -> Iterator[Fault]:
    """Conditions on flows that leave no choice."""
    for flow in bundle.model.flows.values():
        source = bundle.drawing.node(flow.source)
        if flow.condition is not None and source is not None:
            yield from _misplaced(bundle, flow, source)


def _misplaced(bundle: Bundle, flow: Flow, source: Node) -> Iterator[Fault]:
    name = flow_called(flow, bundle.model)
    if source.kind not in BRANCHING:
        yield Fault(
            flow,
            f"{name} has a condition, but {called(source)} is not a choice: put an exclusive "
            "gateway after it and the condition on the flow that leaves the gateway.",
        )
    elif not bundle.drawing.forks(source):
        yield Fault(
            flow,
            f"{name} has a condition, but it is the only way on from {called(source)}: remove the "
            "condition, or draw the other way.",
        )
