"""A step that shows the answers to others names steps that ask something."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.naming import called
from engine.bpmn.elements import Node
from engine.bpmn.panel import under
from engine.lint.finding import Fault

SHOWS = "shows"


def faults(definition: Definition) -> Iterator[Fault]:
    """Names in `shows` that are no other step with a form."""
    for node in definition.drawing.nodes:
        for step in _steps_shown(node):
            other = definition.drawing.node(step)
            if step == node.id:
                yield Fault(
                    node,
                    f"{called(node)} is to show its own answers: name another step "
                    f"{under('shows')}.",
                )
            elif other is None or other.form is None:
                yield Fault(
                    node,
                    f"{called(node)} is to show the answers to '{step}', which is no step with a "
                    f"form: correct the id {under('shows')}.",
                )


def _steps_shown(node: Node) -> list[str]:
    steps = [step.strip() for step in node.properties.get(SHOWS, "").split(",")]
    return [step for step in steps if step]
