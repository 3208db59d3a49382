"""Every step for a person asks something: it names a form."""

from collections.abc import Iterator

from engine.lint.bundle import Bundle
from engine.lint.finding import Fault
from engine.lint.naming import called


def faults(bundle: Bundle) -> Iterator[Fault]:
    """User tasks without a form; a manual task may do without."""
    for node in bundle.drawing.kinds("userTask", "task"):
        if node.form is None:
            yield Fault(
                node,
                f"{called(node)} has no form: choose one in the panel under Form, "
                "or remove the step.",
            )
