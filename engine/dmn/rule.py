"""A rule of a decision table: one of its rows (DMN, chapter 8)."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.dmn.run import Boxed
from engine.feel.compile import UnaryTests


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A rule: its tests, what it gives, and what its annotations say."""

    index: int
    id: str
    given: tuple[str, ...]
    tests: tuple[UnaryTests, ...]
    entries: tuple[Boxed, ...]
    annotations: Mapping[str, str]
