"""Every form that a step names is in the bundle."""

from collections.abc import Iterator
from difflib import get_close_matches

from engine.analysis.definition import Definition
from engine.analysis.naming import called
from engine.lint.finding import Fault


def faults(definition: Definition) -> Iterator[Fault]:
    """Steps whose form is not there."""
    for node in definition.drawing.nodes:
        if node.form is not None and node.form not in definition.contents.forms:
            near = get_close_matches(node.form, list(definition.contents.forms), 1)
            hint = f" (did you mean {near[0]}?)" if near else ""
            yield Fault(
                node,
                f"{called(node)} asks for the form '{node.form}', which is not in the bundle: "
                f"add forms/{node.form}.form, or choose another{hint}.",
            )
