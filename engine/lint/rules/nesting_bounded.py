"""Sub-processes and called diagrams stand in one another only so deep."""

from collections.abc import Iterator

from engine.lint.bundle import Bundle
from engine.lint.finding import Fault


def faults(bundle: Bundle) -> Iterator[Fault]:
    """Sub-processes and calls with which a process stands deeper than a case can run."""
    for oddity in bundle.model.oddities:
        if oddity.rule == "nesting":
            yield Fault(oddity, oddity.sentence)
