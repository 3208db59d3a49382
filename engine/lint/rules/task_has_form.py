"""Every step for a person asks something: it names a form."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.naming import called
from engine.bpmn.panel import under
from engine.lint.finding import Fault

_NO_FORM = f"has no form: choose one {under('formRef')}, or remove the step."
_PLAIN = (
    "is a plain task, which asks nobody anything: select it and choose Make it a person's step in "
    "the panel (in the desktop Modeler: the wrench, then User task), then choose its form."
)


def faults(definition: Definition) -> Iterator[Fault]:
    """User tasks and plain tasks without a form; a manual task may do without."""
    for node in definition.drawing.kinds("userTask", "task"):
        if node.form is None:
            why = _PLAIN if node.kind == "task" else _NO_FORM
            yield Fault(node, f"{called(node)} {why}")
