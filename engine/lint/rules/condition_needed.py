"""Every way out of a choice says when it is taken."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.drawing import BRANCHING, Drawing
from engine.analysis.naming import called, tidy
from engine.analysis.satisfiability import Choices, Supposition, decidable, satisfiable
from engine.bpmn.elements import Flow, Node
from engine.feel.values import Value
from engine.lint.finding import Fault


def faults(definition: Definition) -> Iterator[Fault]:
    """Flows without a condition, and choices that may find no way on."""
    for node in definition.drawing.kinds(*BRANCHING):
        if not definition.drawing.forks(node):
            continue
        for flow in definition.drawing.out(node.id):
            if not _says_when(flow, node):
                yield _condition_missing(definition, node, flow)
        if _may_find_no_way_on(definition, node):
            yield Fault(
                node,
                f"{called(node)} has no default flow, so a case for which no condition is true "
                "stops there: make the most careful way the default.",
                "warning",
            )


def _says_when(flow: Flow, node: Node) -> bool:
    return flow.condition is not None or flow.id == node.default_flow


def _condition_missing(definition: Definition, node: Node, flow: Flow) -> Fault:
    target = definition.drawing.node(flow.target)
    target_name = tidy(target.title) if target else flow.target
    return Fault(
        flow,
        f"the way from {called(node)} to {target_name} ({flow.id}) has no condition: write when it "
        "is taken, or make it the default flow.",
    )


def _may_find_no_way_on(definition: Definition, node: Node) -> bool:
    """Whether some answers leave every condition untrue. A fault above is enough by itself."""
    flows = definition.drawing.out(node.id)
    conditions = [flow.condition for flow in flows if flow.condition]
    if node.default_flow or len(conditions) < len(flows):
        return False
    answers = _answers(definition)
    if not decidable(conditions, answers):
        return True
    none_holds = [(condition, False) for condition in conditions]
    known_there = _suppositions_of_choice_before(definition.drawing, node)
    return satisfiable([*none_holds, *known_there], answers)


def _answers(definition: Definition) -> Choices:
    """The answers that forms allow; that a fact is not set is for another rule to tell."""
    answers: dict[str, tuple[Value, ...]] = {}
    for name, values in definition.facts.choices.items():
        answers[name] = tuple(value for value in values if value is not None)
    return answers


def _suppositions_of_choice_before(drawing: Drawing, node: Node) -> list[Supposition]:
    """What the choice just before *node* has settled, when there is no other way to it."""
    flows = drawing.into(node.id)
    choice = drawing.node(flows[0].source) if len(flows) == 1 else None
    if choice is None or choice.kind != "exclusiveGateway":
        return []
    if flows[0].condition is not None:
        return [(flows[0].condition, True)]
    return [(other.condition, False) for other in drawing.out(choice.id) if other.condition]
