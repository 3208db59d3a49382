"""How much of a definition its stories reach: steps, ways, rows of tables, variants of letters."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import TypeVar

from engine.bpmn.elements import Model, Node
from engine.bpmn.read import read
from engine.definitions.registry import clauses_in
from engine.dmn.read import read as read_decisions
from engine.letters.branches import variants_of

_GUARDED = ".BoundaryEventSplit"  # what SpiffWorkflow adds to a step with events on its edge


@dataclass(frozen=True, slots=True)
class Measure:
    """What there is of one kind, and what of it was never reached, in words."""

    there: int
    missed: tuple[str, ...]

    @property
    def fraction(self) -> float:
        """The share that was reached, from 0 to 1; 1 where there is nothing to reach."""
        return 1 - len(self.missed) / self.there if self.there else 1.0


Key = TypeVar("Key", bound=Hashable)
Coverage = Mapping[str, Measure]  # of tasks, flows, decision_rows and letter_variants


@dataclass(slots=True)
class Reached:
    """What a rehearsal's stories have reached so far; it looks on while they are played."""

    flows: set[tuple[str, str]] = field(default_factory=set)
    rows: set[tuple[str, int]] = field(default_factory=set)
    letters: dict[str, list[Mapping[str, object]]] = field(default_factory=dict)

    def flowed(self, source: str, target: str) -> None:
        """Notes the way that a token took."""
        self.flows.add((source, target.removesuffix(_GUARDED)))

    def matched(self, decision: str, row: int) -> None:
        """Notes a row that matched."""
        self.rows.add((decision, row))

    def wrote(self, code: str, values: Mapping[str, object]) -> None:
        """Keeps what a letter was written from."""
        self.letters.setdefault(code, []).append(values)


def coverage(bundle: Mapping[str, bytes], passed: Iterable[str], reached: Reached) -> Coverage:
    """How much of the definition in *bundle* was reached, of each of the four kinds."""
    model = read({path: file for path, file in bundle.items() if path.endswith(".bpmn")})
    return {
        "tasks": _tasks(model, frozenset(passed)),
        "flows": _flows(model, reached.flows),
        "decision_rows": _rows(bundle, reached.rows),
        "letter_variants": _variants(model, bundle, reached.letters),
    }


def _tasks(model: Model, passed: frozenset[str]) -> Measure:
    tasks = [node for node in model.nodes.values() if _does_something(node)]
    return _measure({node.id: f"{node.title} ({node.id})" for node in tasks}, passed)


def _does_something(node: Node) -> bool:
    return node.kind.lower().endswith("task") or node.kind == "callActivity"


def _flows(model: Model, reached: set[tuple[str, str]]) -> Measure:
    names = {flow.id: f"{flow.source} to {flow.target}" for flow in model.flows.values()}
    taken = {flow.id for flow in model.flows.values() if (flow.source, flow.target) in reached}
    return _measure(names, taken)


def _rows(bundle: Mapping[str, bytes], reached: set[tuple[str, int]]) -> Measure:
    names: dict[tuple[str, int], str] = {}
    for path in sorted(bundle):
        if path.endswith(".dmn"):
            for node in read_decisions(bundle[path]).graph.decisions.values():
                rows = node.table.rows if node.table else ()
                names |= {(node.id, row.index): f"{node.id} row {row.index}" for row in rows}
    return _measure(names, reached)


def _variants(
    model: Model, bundle: Mapping[str, bytes], letters: Mapping[str, Sequence[Mapping[str, object]]]
) -> Measure:
    """The variants of the letters that steps write; a clause is counted in each that has it."""
    names: dict[tuple[str, str], str] = {}
    taken: set[tuple[str, str]] = set()
    clauses = clauses_in(bundle)
    codes = {rule.code for node in model.nodes.values() for rule in node.letters}
    for code in sorted(codes):
        variants = variants_of(bundle[f"letters/{code}.docx"], clauses)
        names |= {(code, name): f"{code} {name}" for name in variants.names}
        for values in letters.get(code, ()):
            taken |= {(code, name) for name in variants.taken(values)}
    return _measure(names, taken)


def _measure(names: Mapping[Key, str], reached: AbstractSet[Key]) -> Measure:
    return Measure(len(names), tuple(name for key, name in names.items() if key not in reached))
