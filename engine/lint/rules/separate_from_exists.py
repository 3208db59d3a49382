"""A step kept separate from others names steps that are drawn."""

from collections.abc import Iterator

from engine.lint.bundle import Bundle
from engine.lint.drawn import PEOPLE
from engine.lint.finding import Fault
from engine.lint.naming import called


def faults(bundle: Bundle) -> Iterator[Fault]:
    """Names in `separate.from` that are no step for a person."""
    for node in bundle.drawing.nodes:
        for step in node.separate_from:
            other = bundle.drawing.node(step)
            if step == node.id:
                yield Fault(
                    node,
                    f"{called(node)} is to be kept separate from itself: name the other step "
                    "under separate.from.",
                )
            elif other is None or other.kind not in PEOPLE:
                yield Fault(
                    node,
                    f"{called(node)} is to be kept separate from '{step}', which is no step for a "
                    "person: correct the id under separate.from.",
                )
