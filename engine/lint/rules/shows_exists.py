"""A step that shows the answers to others names steps that ask something."""

from collections.abc import Iterator

from engine.lint.bundle import Bundle
from engine.lint.finding import Fault
from engine.lint.naming import called

SHOWS = "shows"


def faults(bundle: Bundle) -> Iterator[Fault]:
    """Names in `shows` that are no other step with a form."""
    for node in bundle.drawing.nodes:
        for step in filter(
            None, (one.strip() for one in node.properties.get(SHOWS, "").split(","))
        ):
            other = bundle.drawing.node(step)
            if step == node.id:
                yield Fault(
                    node,
                    f"{called(node)} is to show its own answers: name another step under shows.",
                )
            elif other is None or other.form is None:
                yield Fault(
                    node,
                    f"{called(node)} is to show the answers to '{step}', which is no step with a "
                    "form: correct the id under shows.",
                )
