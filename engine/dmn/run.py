"""One decision being taken: the facts, the budget, and the rows that matched on the way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from engine.feel.limits import Budget
from engine.feel.values import Value

Names = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class MatchedRow:
    """A row that matched: its number from 1, its id, and what its annotations say."""

    index: int
    id: str
    annotations: dict[str, str]
    decision: str = ""


@dataclass(slots=True)
class Run:
    """What all the logic of one decision shares."""

    budget: Budget
    rows: list[MatchedRow] = field(default_factory=list)


Logic = Callable[[Names, Run], Value]


@dataclass(frozen=True, slots=True, eq=False)
class Boxed:
    """A piece of decision logic, and the names it does not explain itself."""

    evaluate: Logic
    names: frozenset[str] = frozenset()
