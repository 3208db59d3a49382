"""Every way out of a choice says when it is taken."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.drawing import BRANCHING, Drawing
from engine.analysis.naming import called, tidy
from engine.analysis.satisfiability import Supposition, decidable, satisfiable
from engine.bpmn.elements import Node
from engine.feel.values import Value
from engine.lint.finding import Fault


def faults(definition: Definition) -> Iterator[Fault]:
    """Flows without a condition, and choices that may find no way on."""
    for node in definition.drawing.kinds(*BRANCHING):
        if definition.drawing.forks(node):
            yield from _ways_without_condition(definition, node)
            yield from _no_way_on(definition, node)


def _ways_without_condition(definition: Definition, node: Node) -> Iterator[Fault]:
    for flow in definition.drawing.out(node.id):
        if flow.condition is None and flow.id != node.default_flow:
            target = definition.drawing.node(flow.target)
            target_name = tidy(target.title) if target else flow.target
            yield Fault(
                flow,
                f"the way from {called(node)} to {target_name} ({flow.id}) has no condition: write "
                "when it is taken, or make it the default flow.",
            )


def _no_way_on(definition: Definition, node: Node) -> Iterator[Fault]:
    conditions = [flow.condition for flow in definition.drawing.out(node.id) if flow.condition]
    if node.default_flow or len(conditions) < len(definition.drawing.out(node.id)):
        return
    answered = {name: _without_null(values) for name, values in definition.facts.choices.items()}
    untaken = [(condition, False) for condition in conditions]
    untaken += _suppositions_of_choice_before(definition.drawing, node)
    if not decidable(conditions, answered) or satisfiable(untaken, answered):
        yield Fault(
            node,
            f"{called(node)} has no default flow, so a case for which no condition is true stops "
            "there: make the most careful way the default.",
            "warning",
        )


def _suppositions_of_choice_before(drawing: Drawing, node: Node) -> list[Supposition]:
    """What the choice just before *node* has settled, when there is no other way to it."""
    into = drawing.into(node.id)
    before = drawing.node(into[0].source) if len(into) == 1 else None
    if before is None or before.kind != "exclusiveGateway":
        return []
    if into[0].condition is not None:
        return [(into[0].condition, True)]
    return [(flow.condition, False) for flow in drawing.out(before.id) if flow.condition]


def _without_null(values: tuple[Value, ...]) -> tuple[Value, ...]:
    return tuple(value for value in values if value is not None)
