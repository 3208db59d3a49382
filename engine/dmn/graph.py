"""The requirement graph of a decision file: what each decision needs before it can be taken."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from engine.dmn.errors import DecisionFault
from engine.dmn.run import Boxed
from engine.dmn.table import Table

MAX_CHAIN = 60


@dataclass(frozen=True, slots=True, eq=False)
class InputData:
    """Something a decision is told."""

    id: str
    name: str
    type_ref: str | None


@dataclass(frozen=True, slots=True, eq=False)
class DecisionNode:
    """A decision, its logic, and the ids of what it requires."""

    id: str
    name: str
    title: str
    type_ref: str | None
    logic: Boxed
    table: Table | None
    decisions: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    knowledge: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """The name by which other logic knows its result."""
        return self.name or self.title


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """A business knowledge model: a function that decisions can call."""

    id: str
    name: str
    type_ref: str | None
    parameters: tuple[tuple[str, str | None], ...]
    logic: Boxed
    knowledge: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Service:
    """A decision service: some decisions, called as one function."""

    id: str
    name: str
    type_ref: str | None
    outputs: tuple[str, ...]
    given: tuple[str, ...]
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """Everything one decision file defines."""

    decisions: Mapping[str, DecisionNode]
    inputs: Mapping[str, InputData]
    knowledge: Mapping[str, Knowledge]
    services: Mapping[str, Service]
    faults: tuple[DecisionFault, ...] = field(default=())


def order(nodes: Mapping[str, DecisionNode]) -> Iterator[DecisionFault]:
    """The faults of a graph whose decisions wait for each other, or wait too long."""
    heights: dict[str, int] = {}
    for start in nodes:
        if start not in heights:
            yield from _heights(start, lambda name: _required(nodes, name), heights)


def _required(nodes: Mapping[str, DecisionNode], name: str) -> Sequence[str]:
    return nodes[name].decisions if name in nodes else ()


def _heights(
    start: str, required: Callable[[str], Sequence[str]], heights: dict[str, int]
) -> Iterator[DecisionFault]:
    """Measures the longest chain under *start* without recursion, so that no chain is too long."""
    path = {start: iter(required(start))}
    while path:
        current = next(reversed(path))
        following = next(path[current], None)
        if following is None:
            del path[current]
            heights[current] = 1 + max(
                (heights.get(requirement, 0) for requirement in required(current)), default=0
            )
            if heights[current] == MAX_CHAIN + 1:
                yield DecisionFault(f"it needs a chain of more than {MAX_CHAIN} decisions", current)
        elif following in path:
            yield DecisionFault("it needs its own result; take one requirement out", following)
        elif following not in heights:
            path[following] = iter(required(following))
