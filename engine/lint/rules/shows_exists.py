"""A step that shows the answers to others names steps that ask something."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.naming import called
from engine.bpmn.panel import under
from engine.lint.finding import Fault

SHOWS = "shows"


def faults(definition: Definition) -> Iterator[Fault]:
    """Names in `shows` that are no other step with a form."""
    for node in definition.drawing.nodes:
        for step in filter(
            None, (one.strip() for one in node.properties.get(SHOWS, "").split(","))
        ):
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
