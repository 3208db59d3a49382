"""The door of this room: the bytes of a decision file in, decisions that can be taken out."""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from engine.dmn.elements import graph_of
from engine.dmn.errors import DecisionFault
from engine.dmn.evaluating import Evaluation
from engine.dmn.graph import Graph, Service
from engine.dmn.items import shapes_of
from engine.dmn.reading import Reading, spaced_names
from engine.dmn.run import MatchedRow, Run
from engine.dmn.shapes import Shapes
from engine.dmn.table import Table
from engine.dmn.xml import root_of
from engine.feel.compile import Lexicon
from engine.feel.errors import FeelError
from engine.feel.limits import MAX_STEPS, Budget
from engine.feel.tokens import Vocabulary
from engine.feel.values import Facts, Value

_TOO_DEEP = "it calls itself too deeply"


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, by which rows; `trail` adds the rows of the decisions it required."""

    value: Value
    rows: tuple[MatchedRow, ...]
    trail: tuple[MatchedRow, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Decisions:
    """The decisions of one file."""

    name: str
    graph: Graph
    shapes: Shapes

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self.graph.decisions)

    @property
    def faults(self) -> tuple[DecisionFault, ...]:
        """What could not be read; never any after `read`."""
        return self.graph.faults

    def decide(self, decision_id: str, facts: Facts, budget: Budget | None = None) -> Decision:
        """The decision those facts lead to, on a budget of its own or one that it shares."""
        node_id = self.find(decision_id)
        evaluation = self._evaluation(facts, budget)
        value = _guard(lambda: evaluation.decide(node_id), node_id)
        trail = tuple(evaluation.run.rows)
        return Decision(value, tuple(row for row in trail if row.decision == node_id), trail)

    def work(self, decision_id: str) -> tuple[int, str | None]:
        """How much work the decision is while no fact is set, and why that is too much."""
        evaluation = self._evaluation({})
        problem = None
        try:
            evaluation.decide(decision_id)
        except (FeelError, RecursionError) as too_much:
            problem = _TOO_DEEP if isinstance(too_much, RecursionError) else str(too_much)
        except DecisionFault:
            pass  # what its facts lead to is not known here
        return MAX_STEPS - evaluation.run.budget.left, problem

    def serve(self, service_id: str, facts: Facts) -> Value:
        """What a decision service answers when it is given those facts."""
        service = self._service(service_id)
        evaluation = self._evaluation(facts)
        return _guard(lambda: evaluation.serve(service, facts), service.id)

    def call(self, knowledge_id: str, arguments: Facts) -> Value:
        """What a business knowledge model makes of named arguments."""
        evaluation = self._evaluation({})
        functions = evaluation.functions(list(self.graph.knowledge))
        function = functions.get(knowledge_id)
        if function is None:
            raise DecisionFault(f"there is no business knowledge model '{knowledge_id}'")
        return _guard(lambda: function.call(evaluation.run.budget, [], arguments), knowledge_id)

    def needs(self, decision_id: str) -> frozenset[str]:
        """The facts the decision, and all it requires, may look at."""
        facts: set[str] = set()
        stack, visited = [self.find(decision_id)], set[str]()
        while stack:
            current = stack.pop()
            if current in visited:
                continue
            visited.add(current)
            node = self.graph.decisions[current]
            required = [key for key in node.decisions if key in self.graph.decisions]
            stack += required
            facts |= node.logic.names - self._names_provided(node.knowledge, required)
        return frozenset(facts)

    def _names_provided(self, knowledge: tuple[str, ...], required: list[str]) -> set[str]:
        """The names a decision's requirements account for."""
        graph = self.graph
        names = {graph.knowledge[key].name for key in knowledge if key in graph.knowledge}
        names |= {graph.services[key].name for key in knowledge if key in graph.services}
        for key in required:
            node = graph.decisions[key]
            names |= {node.name, node.title}
            if not node.name and node.table and len(node.table.outputs) > 1:
                names |= {output.name for output in node.table.outputs}
        return names

    def outputs(self, decision_id: str) -> tuple[str, ...]:
        """The names of what it decides: its table's columns, or else its own name."""
        node = self.graph.decisions[self.find(decision_id)]
        columns = tuple(output.name for output in node.table.outputs) if node.table else ()
        return columns if columns and all(columns) else (node.name or node.title,)

    def table(self, decision_id: str) -> Table | None:
        """The decision's table, when that is how it is made."""
        return self.graph.decisions[self.find(decision_id)].table

    def find(self, decision_id: str) -> str:
        """The id of the decision with that id or name."""
        if decision_id in self.graph.decisions:
            return decision_id
        for node in self.graph.decisions.values():
            if decision_id in {node.name, node.title}:
                return node.id
        near = get_close_matches(decision_id, self.ids, 1)
        hint = f"; is it '{near[0]}'?" if near else ""
        raise DecisionFault(f"there is no decision '{decision_id[:80]}' in this file{hint}")

    def _service(self, service_id: str) -> Service:
        for service in self.graph.services.values():
            if service_id in {service.id, service.name}:
                return service
        raise DecisionFault(f"there is no decision service '{service_id[:80]}' in this file")

    def _evaluation(self, facts: Facts, budget: Budget | None = None) -> Evaluation:
        return Evaluation(self.graph, self.shapes, facts, Run(budget or Budget()))


def _guard(question: Callable[[], Value], element: str) -> Value:
    try:
        return question()
    except (FeelError, RecursionError) as problem:
        deep = isinstance(problem, RecursionError)
        raise DecisionFault(_TOO_DEEP if deep else str(problem), element) from None


@lru_cache(maxsize=32)
def read(content: bytes) -> Decisions:
    """The decisions of a file, all of them readable, or the first fault."""
    decisions = survey(content)
    if decisions.faults:
        raise decisions.faults[0]
    return decisions


def survey(content: bytes) -> Decisions:
    """Every decision of a file that can be read, and the faults of the others."""
    root = root_of(content)
    names = Vocabulary(spaced_names(root.iter()))
    language = root.get("expressionLanguage") or ""
    bare = Reading(Lexicon(names), Shapes({}), language)
    shapes = shapes_of(root, bare.tests)
    reading = Reading(Lexicon(names, shapes.types()), shapes, language)
    return Decisions(root.get("name") or "", graph_of(root, reading), shapes)
