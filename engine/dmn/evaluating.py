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
        # What it requires has been decided by now, so every row noted from here on is its own.
        rows_before = len(self.run.rows)
        result = node.logic.evaluate(names, self.run)
        value = self.shapes.fitted(result, node.type_ref, self.run.budget)
        own_rows = self.run.rows[rows_before:]
        self.run.rows[rows_before:] = [_of_decision(row, decision_id) for row in own_rows]
        self.taken[decision_id] = value
        return value

    def visible_to(self, node: DecisionNode) -> dict[str, Value]:
        """What the decision's logic can see: what it requires, and facts that are no input data."""
        names = self._facts_not_declared()
        for required in node.decisions:
            if required in self.graph.decisions:
                names |= _by_every_name(self.graph.decisions[required], self.decide(required))
        for input_id in node.inputs:
            data = self.graph.inputs.get(input_id)
            if data is not None:
                value = self.facts.get(data.name)
                names[data.name] = self.shapes.fitted(value, data.type_ref, self.run.budget)
        return names | self.functions(node.knowledge)

    def _facts_not_declared(self) -> dict[str, Value]:
        declared = {data.name for data in self.graph.inputs.values()}
        return {name: value for name, value in self.facts.items() if name not in declared}

    def functions(self, ids: Sequence[str]) -> dict[str, Function]:
        """The functions the knowledge and services with these ids stand for, by name."""
        functions: dict[str, Function] = {}
        for node_id in ids:
            if node_id in self.graph.knowledge:
                knowledge = self.graph.knowledge[node_id]
                functions[knowledge.name] = self.function(knowledge)
            elif node_id in self.graph.services:
                service = self.graph.services[node_id]
                functions[service.name] = self.service(service)
        return functions

    def function(self, knowledge: Knowledge) -> Function:
        """A business knowledge model as a function; what it requires is looked up when called."""
        order = tuple(name for name, _ in knowledge.parameters)

        def call(_budget: Budget, args: Sequence[Value], named: Mapping[str, Value]) -> Value:
            arguments = self._arguments(knowledge.parameters, args, named)
            if arguments is None:
                return None
            self.run.budget.enter()
            # Its own name is among the functions: a knowledge model may call itself.
            functions = self.functions((knowledge.id, *knowledge.knowledge))
            names = {**self._ambient_facts(), **functions, **arguments}
            value = knowledge.logic.evaluate(names, self.run)
            self.run.budget.leave()
            return self.shapes.fitted(value, knowledge.type_ref, self.run.budget)

        return Function(knowledge.name, order, call)

    def _ambient_facts(self) -> dict[str, Value]:
        return {name: self.facts[name] for name in AMBIENT if name in self.facts}

    def _arguments(
        self,
        parameters: Sequence[tuple[str, str | None]],
        args: Sequence[Value],
        named: Mapping[str, Value],
    ) -> dict[str, Value] | None:
        """The arguments by name in their shapes; None when they do not fit the parameters."""
        order = [name for name, _ in parameters]
        arguments = dict(named) if named else dict(zip(order, args, strict=False))
        if len(args) + len(named) != len(order) or arguments.keys() != set(order):
            return None
        for name, type_ref in parameters:
            value = self.shapes.fitted(arguments[name], type_ref, self.run.budget)
            if value is None and arguments[name] is not None:
                return None
            arguments[name] = value
        return arguments

    def service(self, service: Service) -> Function:
        """A decision service as a function of the decisions and data it is given."""
        parameters = self.service_parameters(service)
        order = tuple(name for name, _ in parameters)

        def call(_budget: Budget, args: Sequence[Value], named: Mapping[str, Value]) -> Value:
            arguments = self._arguments(parameters, args, named)
            return None if arguments is None else self.serve(service, arguments)

        return Function(service.name, order, call)

    def service_parameters(self, service: Service) -> list[tuple[str, str | None]]:
        """The names and types of what the service is given: data first, then decisions."""
        inputs = [self.graph.inputs[key] for key in service.inputs if key in self.graph.inputs]
        data = [(input_data.name, input_data.type_ref) for input_data in inputs]
        results = [(node.called, node.type_ref) for node in self._decisions(service.given)]
        return [*data, *results]

    def serve(self, service: Service, arguments: Names) -> Value:
        """What the service's decisions come to when it is given these arguments."""
        self.run.budget.enter()
        facts = {**self._ambient_facts(), **arguments}
        inner = Evaluation(self.graph, self.shapes, facts, self.run)
        for node in self._decisions(service.given):
            inner.taken[node.id] = arguments.get(node.called)
        values = {node.called: inner.decide(node.id) for node in self._decisions(service.outputs)}
        self.run.budget.leave()
        # In DMN a service with one output gives its value, and one with several a context.
        value = next(iter(values.values()), None) if len(service.outputs) == 1 else values
        return self.shapes.fitted(value, service.type_ref, self.run.budget)

    def _decisions(self, ids: Sequence[str]) -> list[DecisionNode]:
        """The decisions with these ids, as far as there are any."""
        return [self.graph.decisions[key] for key in ids if key in self.graph.decisions]


def _by_every_name(node: DecisionNode, value: Value) -> dict[str, Value]:
    """The result under every name it goes by; a table's columns where it declares no name."""
    names: dict[str, Value] = {}
    if node.table is not None and isinstance(value, Mapping) and not node.name:
        names |= value
    names[node.title] = value
    if node.name:
        names[node.name] = value
    return names


def _of_decision(row: MatchedRow, decision: str) -> MatchedRow:
    """The row with the decision it belongs to; one that a called decision noted keeps its own."""
    return row if row.decision else replace(row, decision=decision)
