"""Every decision can be read, covers every case once, and says on what it rests."""

from collections.abc import Iterator

from engine.dmn.errors import DecisionFault
from engine.lint.bundle import Bundle
from engine.lint.finding import Fault, Place


def faults(bundle: Bundle) -> Iterator[Fault]:
    """Decisions that cannot be read."""
    for name, decisions in bundle.decisions.items():
        if isinstance(decisions, DecisionFault):
            place = Place(f"decisions/{name}.dmn", decisions.element_id or name)
            yield Fault(place, f"the decision {name}: {decisions.sentence}")
