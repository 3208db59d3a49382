"""The facts that the service works out anew when others of a case are amended."""

from collections.abc import Iterator

from engine.analysis.amendment import Change, Moved
from engine.analysis.definition import Definition
from engine.bpmn.elements import Node
from engine.dmn.errors import DecisionFault
from engine.dmn.kept import facts_decided
from engine.errors import DiagramFailed
from engine.feel.compile import compile_expression
from engine.feel.errors import FeelError
from engine.feel.values import Value

MOST_ROUNDS = 10  # of facts that follow from facts that follow: a diagram may go in a circle


def work_out_anew(definition: Definition, moved: Moved) -> None:
    """Puts into *moved* what steps passed make of facts that moved, until no more of them change.

    DiagramFailed when a step cannot make it of the facts as amended.
    """
    nodes = [node for step in moved.worlds if (node := definition.drawing.node(step))]
    for _ in range(MOST_ROUNDS):
        before = dict(moved.worked_out)
        for node in nodes:
            _work_out_at(definition, node, moved)
        if moved.worked_out == before:
            return


def _work_out_at(definition: Definition, node: Node, moved: Moved) -> None:
    for key, value in _made_at(definition, node, moved):
        was = moved.before.get(key)
        if key in moved.changed:
            continue
        if value == was:
            moved.worked_out.pop(key, None)
        else:
            moved.worked_out[key] = Change(was, value)


def _made_at(definition: Definition, node: Node, moved: Moved) -> Iterator[tuple[str, Value]]:
    try:
        yield from _set_at(node, moved)
        yield from _decided_at(definition, node, moved)
    except (FeelError, DecisionFault) as problem:
        raise DiagramFailed(f"'{node.title}' cannot be worked out anew: {problem}") from problem


def _set_at(node: Node, moved: Moved) -> Iterator[tuple[str, Value]]:
    item = node.several.item if node.several else None
    for key, source in node.sets.items():
        expression = compile_expression(source)
        looked_at = expression.names | expression.possible_names
        # a fact made of its own last value would be counted once more
        if looked_at & moved.names and not looked_at & {key, item}:
            yield key, expression(moved.seen_after(node.id))


def _decided_at(definition: Definition, node: Node, moved: Moved) -> Iterator[tuple[str, Value]]:
    decisions = definition.contents.decisions_of(node)
    if decisions is None or node.decision is None:
        return
    if decisions.needs(node.decision) & moved.names:
        value = decisions.decide(node.decision, moved.seen_after(node.id)).value
        yield from facts_decided(value, node.result, decisions.outputs(node.decision)).items()
