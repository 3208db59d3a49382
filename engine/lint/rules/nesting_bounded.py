"""Sub-processes and called diagrams stand in one another only so deep."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.lint.finding import Fault


def faults(definition: Definition) -> Iterator[Fault]:
    """Sub-processes and calls with which a process stands deeper than a case can run."""
    for oddity in definition.model.oddities:
        if oddity.rule == "nesting":
            yield Fault(oddity, oddity.sentence)
