"""Taking one decision: first what it requires, then its own logic. Nothing is worked out twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from engine.dmn.graph import DecisionNode, Graph, Knowledge, Service
from engine.dmn.run import MatchedRow, Names, Run
from engine.dmn.shapes import Shapes
from engine.feel.limits import Budget
from engine.feel.values import Function, Value

AMBIENT = ("today", "now")


@dataclass(slots=True, eq=False)
class Evaluation:
    """The facts of one question, and the decisions already taken for it."""

    graph: Graph
    shapes: Shapes
    facts: Names
    run: Run
    taken: dict[str, Value] = field(default_factory=dict)

    def decide(self, decision_id: str) -> Value:
        """The value of the decision."""
        if decision_id in self.taken:
            return self.taken[decision_id]
        node = self.graph.decisions[decision_id]
        names = self.visible_to(node)
        before = len(self.run.rows)
        value = self.shapes.fitted(
            node.logic.evaluate(names, self.run), node.type_ref, self.run.budget
        )
        self.run.rows[before:] = _signed(self.run.rows[before:], decision_id)
        self.taken[decision_id] = value
        return value

    def visible_to(self, node: DecisionNode) -> dict[str, Value]:
        """What the decision's logic can see: what it requires, and facts that are no input data."""
        names = self._undeclared()
        for required in node.decisions:
            if required in self.graph.decisions:
                names |= self._named(self.graph.decisions[required], self.decide(required))
        for input_id in node.inputs:
            data = self.graph.inputs.get(input_id)
            if data is not None:
                value = self.facts.get(data.name)
                names[data.name] = self.shapes.fitted(value, data.type_ref, self.run.budget)
        return names | self.functions(node.knowledge)

    def _undeclared(self) -> dict[str, Value]:
        declared = {data.name for data in self.graph.inputs.values()}
        return {name: value for name, value in self.facts.items() if name not in declared}

    def _named(self, node: DecisionNode, value: Value) -> dict[str, Value]:
        """The result under every name it goes by; a table's columns where it declares no name."""
        columns: Mapping[str, Value] = {}
        if node.table is not None and isinstance(value, Mapping) and not node.name:
            columns = value
        return {**columns, node.title: value, **({node.name: value} if node.name else {})}

    def functions(self, ids: Sequence[str]) -> dict[str, Function]:
        """The functions the knowledge and services with these ids stand for, by name."""
        functions: dict[str, Function] = {}
        for each in ids:
            if each in self.graph.knowledge:
                knowledge = self.graph.knowledge[each]
                functions[knowledge.name] = self.function(knowledge)
            elif each in self.graph.services:
                service = self.graph.services[each]
                functions[service.name] = self.service(service)
        return functions

    def function(self, knowledge: Knowledge) -> Function:
        """A business knowledge model as a function; what it requires is looked up when called."""
        order = tuple(name for name, _ in knowledge.parameters)

        def call(_budget: Budget, args: Sequence[Value], named: Mapping[str, Value]) -> Value:
            given = self._arguments(knowledge.parameters, args, named)
            if given is None:
                return None
            self.run.budget.enter()
            names = {
                **self._ambient(),
                **self.functions((knowledge.id, *knowledge.knowledge)),
                **given,
            }
            value = knowledge.logic.evaluate(names, self.run)
            self.run.budget.leave()
            return self.shapes.fitted(value, knowledge.type_ref, self.run.budget)

        return Function(knowledge.name, order, call)

    def _ambient(self) -> dict[str, Value]:
        return {name: self.facts[name] for name in AMBIENT if name in self.facts}

    def _arguments(
        self,
        parameters: Sequence[tuple[str, str | None]],
        args: Sequence[Value],
        named: Mapping[str, Value],
    ) -> dict[str, Value] | None:
        """The arguments by name in their shapes; None when they do not fit the parameters."""
        order = [name for name, _ in parameters]
        given = dict(named) if named else dict(zip(order, args, strict=False))
        if len(args) + len(named) != len(order) or given.keys() != set(order):
            return None
        for name, ref in parameters:
            value = self.shapes.fitted(given[name], ref, self.run.budget)
            if value is None and given[name] is not None:
                return None
            given[name] = value
        return given

    def service(self, service: Service) -> Function:
        """A decision service as a function of the decisions and data it is given."""
        parameters = self.service_parameters(service)
        order = tuple(name for name, _ in parameters)

        def call(_budget: Budget, args: Sequence[Value], named: Mapping[str, Value]) -> Value:
            given = self._arguments(parameters, args, named)
            return None if given is None else self.serve(service, given)

        return Function(service.name, order, call)

    def service_parameters(self, service: Service) -> list[tuple[str, str | None]]:
        """The names and types of what the service is given: data first, then decisions."""
        nodes = [
            self.graph.decisions[each] for each in service.given if each in self.graph.decisions
        ]
        data = [self.graph.inputs[each] for each in service.inputs if each in self.graph.inputs]
        named = [(node.name or node.title, node.type_ref) for node in nodes]
        return [*((each.name, each.type_ref) for each in data), *named]

    def serve(self, service: Service, given: Names) -> Value:
        """What the service's decisions come to when it is given these."""
        self.run.budget.enter()
        inner = Evaluation(self.graph, self.shapes, {**self._ambient(), **given}, self.run)
        for each in service.given:
            if each in self.graph.decisions:
                node = self.graph.decisions[each]
                inner.taken[each] = given.get(node.name or node.title)
        values = {
            self.graph.decisions[each].name or self.graph.decisions[each].title: inner.decide(each)
            for each in service.outputs
            if each in self.graph.decisions
        }
        self.run.budget.leave()
        value = next(iter(values.values()), None) if len(service.outputs) == 1 else values
        return self.shapes.fitted(value, service.type_ref, self.run.budget)


def _signed(rows: Sequence[MatchedRow], decision: str) -> list[MatchedRow]:
    return [row if row.decision else replace(row, decision=decision) for row in rows]
