"""A step kept separate from others names steps that are drawn."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.drawing import PEOPLE
from engine.analysis.naming import called
from engine.bpmn.panel import under
from engine.lint.finding import Fault


def faults(definition: Definition) -> Iterator[Fault]:
    """Names in `separate.from` that are no step for a person."""
    for node in definition.drawing.nodes:
        for step in node.separate_from:
            other = definition.drawing.node(step)
            if step == node.id:
                yield Fault(
                    node,
                    f"{called(node)} is not to be done by anyone who did it itself: name the other "
                    f"step {under('separate.from')}.",
                )
            elif other is None or other.kind not in PEOPLE:
                yield Fault(
                    node,
                    f"{called(node)} is not to be done by anyone who did '{step}', which is no "
                    f"step for a person: correct the id {under('separate.from')}.",
                )
