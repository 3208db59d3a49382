"""Conditions stand only where a gateway reads them."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.drawing import BRANCHING
from engine.analysis.naming import called, flow_called
from engine.bpmn.elements import Flow, Node
from engine.lint.finding import Fault


def faults(definition: Definition) -> Iterator[Fault]:
    """Conditions on flows that leave no choice."""
    for flow in definition.model.flows.values():
        source = definition.drawing.node(flow.source)
        if flow.condition is not None and source is not None:
            yield from _misplaced_condition(definition, flow, source)


def _misplaced_condition(definition: Definition, flow: Flow, source: Node) -> Iterator[Fault]:
    name = flow_called(flow, definition.model)
    if source.kind not in BRANCHING:
        yield Fault(
            flow,
            f"{name} has a condition, but {called(source)} is not a choice: put an exclusive "
            "gateway after it and the condition on the flow that leaves the gateway.",
        )
    elif not definition.drawing.forks(source):
        yield Fault(
            flow,
            f"{name} has a condition, but it is the only way on from {called(source)}: remove the "
            "condition, or draw the other way.",
        )
