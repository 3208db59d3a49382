"""Every step can be walked to from a start."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.naming import called
from engine.lint.finding import Fault


def faults(definition: Definition) -> Iterator[Fault]:
    """Elements that flows lead to, but from nowhere a case can be."""
    drawing = definition.drawing
    for scope in drawing.scopes:
        starts = drawing.starts(scope)
        reached = drawing.reached(start.id for start in starts)
        for node in drawing.inside(scope):
            if starts and node.id not in reached and drawing.into(node.id):
                yield Fault(
                    node,
                    f"{called(node)} can never be reached from the start: lead a flow to it from "
                    "a step that can be, or remove it.",
                )
