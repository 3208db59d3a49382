"""A default flow leaves its own gateway, and has no condition."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.drawing import BRANCHING
from engine.analysis.naming import called
from engine.lint.finding import Fault


def faults(definition: Definition) -> Iterator[Fault]:
    """Defaults that name another element's flow, stand on no choice, or have a condition."""
    for node in definition.drawing.nodes:
        if node.default_flow is None:
            continue
        flow = definition.model.flows.get(node.default_flow)
        if flow is None or flow.source != node.id:
            yield Fault(
                node,
                f"the default flow '{node.default_flow}' of {called(node)} does not leave it: "
                "choose one of its own flows as the default.",
            )
        elif node.kind not in BRANCHING:
            yield Fault(
                node,
                f"{called(node)} has a default flow but makes no choice: put an exclusive gateway "
                "after it, or clear the default.",
            )
        elif flow.condition is not None:
            yield Fault(
                flow,
                f"the default flow {flow.id} of {called(node)} has a condition, which would never "
                "be read: remove the condition, or make another flow the default.",
            )
