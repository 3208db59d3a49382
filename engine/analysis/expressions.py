"""Every expression written in a diagram: where it stands, what it is for, and when it is read."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.analysis.drawing import Drawing
from engine.analysis.naming import called, flow_called, quoted
from engine.bpmn.elements import Flow, Model, Node
from engine.times import is_time

COUNTERS = frozenset(
    {"loopCounter", "nrOfInstances", "nrOfActiveInstances", "nrOfCompletedInstances"}
)


@dataclass(frozen=True, slots=True)
class Expression:
    """One FEEL source; `late` when it is read after its step is done and sees its answers."""

    thing: Node | Flow
    what: str
    source: str
    late: bool = False
    local: frozenset[str] = frozenset()  # names that only this step knows


def expression_called(expression: Expression, model: Model) -> str:
    """How a sentence names an expression: `the condition of the flow from Ask to Decide (f1)`."""
    return f"{expression.what} of {_holder_called(expression, model)}"


def expression_quoted(expression: Expression, model: Model) -> str:
    """The same with its source: `the condition 'days > 5' of the flow from Ask to Decide (f1)`."""
    source = quoted(expression.source)
    return f"{expression.what} {source} of {_holder_called(expression, model)}"


def _holder_called(expression: Expression, model: Model) -> str:
    holder = expression.thing
    return flow_called(holder, model) if isinstance(holder, Flow) else called(holder)


def plain(expression: str) -> str:
    """An expression without what its editor may add: an `=` before it, and more spaces."""
    return " ".join(expression.removeprefix("=").split())


def drawn_expressions(drawing: Drawing) -> Iterator[Expression]:
    """The expressions of every element and flow."""
    for flow in drawing.model.flows.values():
        if flow.condition is not None:
            yield Expression(flow, "the condition", flow.condition)
    for node in drawing.nodes:
        yield from _time_expressions(node)
        yield from _multi_instance_expressions(node)
        yield from _kept_expressions(node)


def _time_expressions(node: Node) -> Iterator[Expression]:
    if node.timer is not None and not is_time(node.timer.source):
        yield Expression(node, "the timer", node.timer.source)
    if node.due is not None and not is_time(node.due):
        yield Expression(node, "the due date", node.due, local=_item_names(node))


def _multi_instance_expressions(node: Node) -> Iterator[Expression]:
    several = node.several
    if several is None:
        return
    if several.collection is not None:
        yield Expression(node, "the collection", several.collection)
    if several.count is not None:
        yield Expression(node, "the number of instances", several.count)
    if several.done_when is not None:
        local = _item_names(node) | COUNTERS
        yield Expression(
            node, "the completion condition", several.done_when, late=True, local=local
        )


def _kept_expressions(node: Node) -> Iterator[Expression]:
    local = _item_names(node)
    if node.organisation is not None:
        yield Expression(node, "the organisation", node.organisation, local=local)
    for name, source in node.sets.items():
        yield Expression(node, f"the value of the fact {name}", source, late=True, local=local)
    for rule in node.letters:
        if rule.when is not None:
            what = f"the condition of letter {rule.code}"
            yield Expression(node, what, rule.when, late=True, local=local)


def _item_names(node: Node) -> frozenset[str]:
    item = node.several.item if node.several else None
    return frozenset({item}) if item else frozenset()
