"""Whoever the law keeps apart stays apart."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.naming import called, listed, step_called
from engine.bpmn.panel import under
from engine.lint.finding import Fault
from engine.lint.protected import steps_drawn


def faults(definition: Definition) -> Iterator[Fault]:
    """Steps that the law keeps separate from others that are drawn, and that no longer say so."""
    for drawn in steps_drawn(definition):
        node, step = drawn.node, drawn.law
        others_drawn = [other for other in step.separate_from if definition.drawing.node(other)]
        missing = [other for other in others_drawn if other not in node.separate_from]
        if missing:
            others = listed([step_called(definition.model, other) for other in missing], "or")
            yield Fault(
                node,
                f"{called(node)} must be done by somebody else than {others} ({step.basis}): "
                f"write {', '.join(others_drawn)} {under('separate.from')}.",
            )
