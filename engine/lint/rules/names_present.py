"""What a person reads about has a name."""

from collections.abc import Iterator

from engine.bpmn.elements import Node
from engine.lint.bundle import Bundle
from engine.lint.drawn import BRANCHING, CATCHING, END, START, STEPS, Drawing
from engine.lint.finding import Fault
from engine.lint.naming import called

READ = STEPS | CATCHING | {START, END, "boundaryEvent"}


def faults(bundle: Bundle) -> Iterator[Fault]:
    """Steps, events, choices and ways out of choices without words."""
    for node in bundle.drawing.nodes:
        if _read(bundle.drawing, node) and not node.name.strip():
            yield Fault(
                node,
                f"{called(node)} has no name: write what happens there, as people will read it.",
                "warning",
            )


def _read(drawing: Drawing, node: Node) -> bool:
    return node.kind in READ or (node.kind in BRANCHING and drawing.forks(node))
