"""Every built-in function by its name."""

from collections.abc import Mapping

from engine.feel.library import (
    contexts,
    conversions,
    intervals,
    lists,
    moments,
    numbers,
    picking,
    statistics,
    texts,
)
from engine.feel.library.builtin import Shelf, function
from engine.feel.values import Function

_SHELVES: tuple[Shelf, ...] = (
    contexts.SHELF,
    conversions.SHELF,
    intervals.SHELF,
    lists.SHELF,
    moments.SHELF,
    numbers.SHELF,
    picking.SHELF,
    statistics.SHELF,
    texts.SHELF,
)

FUNCTIONS: Mapping[str, Function] = {
    name: function(name, signatures)
    for shelf in _SHELVES
    for name, signatures in shelf.signatures.items()
}
SPACED = tuple(name for name in FUNCTIONS if " " in name)
