"""Every step can be walked to from a start."""

from collections.abc import Iterator

from engine.lint.bundle import Bundle
from engine.lint.finding import Fault
from engine.lint.naming import called


def faults(bundle: Bundle) -> Iterator[Fault]:
    """Elements that flows lead to, but from nowhere a case can be."""
    drawing = bundle.drawing
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
