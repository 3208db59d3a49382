"""What a person reads about has a name."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.drawing import BRANCHING, CATCHING, END, START, STEPS, Drawing
from engine.analysis.naming import called
from engine.bpmn.elements import Node
from engine.lint.finding import Fault

READ = STEPS | CATCHING | {START, END, "boundaryEvent"}


def faults(definition: Definition) -> Iterator[Fault]:
    """Steps, events, choices and ways out of choices without words."""
    for node in definition.drawing.nodes:
        if _is_read(definition.drawing, node) and not node.name.strip():
            yield Fault(
                node,
                f"{called(node)} has no name: write what happens there, as people will read it.",
                "warning",
            )


def _is_read(drawing: Drawing, node: Node) -> bool:
    return node.kind in READ or (node.kind in BRANCHING and drawing.forks(node))
