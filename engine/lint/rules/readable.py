"""Every diagram can be read as BPMN."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.lint.finding import Fault, Place


def faults(definition: Definition) -> Iterator[Fault]:
    """The reason the diagrams could not be read at all."""
    refused = definition.refused
    if refused is not None:
        diagrams = [path for path in definition.files if path.endswith(".bpmn")]
        named = [path for path in diagrams if path in refused.sentence] or diagrams
        file = named[0] if len(named) == 1 else ""
        yield Fault(Place(file, refused.element or ""), refused.sentence)
