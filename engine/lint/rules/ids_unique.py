"""Every id is used once in a bundle."""

from collections.abc import Iterator

from engine.lint.bundle import Bundle
from engine.lint.finding import Fault


def faults(bundle: Bundle) -> Iterator[Fault]:
    """Elements without an id, or with the id of another."""
    for oddity in bundle.model.oddities:
        if oddity.rule == "duplicate-id":
            yield Fault(oddity, oddity.sentence)
