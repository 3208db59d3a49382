"""Every expression written in a diagram: where it stands, what it is for, and when it is read."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.analysis.drawing import Drawing
from engine.bpmn.elements import Flow, Node
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


def plain(expression: str) -> str:
    """An expression without what its editor may add: an `=` before it, and more spaces."""
    return " ".join(expression.removeprefix("=").split())


def drawn_expressions(drawing: Drawing) -> Iterator[Expression]:
    """The expressions of every element and flow."""
    for flow in drawing.model.flows.values():
        if flow.condition is not None:
            yield Expression(flow, "the condition", flow.condition)
    for node in drawing.nodes:
        yield from _times(node)
        yield from _several(node)
        yield from _kept(node)


def _times(node: Node) -> Iterator[Expression]:
    if node.timer is not None and not is_time(node.timer.source):
        yield Expression(node, "the timer", node.timer.source)
    if node.due is not None and not is_time(node.due):
        yield Expression(node, "the due date", node.due, local=_item(node))


def _several(node: Node) -> Iterator[Expression]:
    several = node.several
    if several is None:
        return
    if several.collection is not None:
        yield Expression(node, "the collection", several.collection)
    if several.count is not None:
        yield Expression(node, "the number of instances", several.count)
    if several.done_when is not None:
        local = _item(node) | COUNTERS
        yield Expression(
            node, "the completion condition", several.done_when, late=True, local=local
        )


def _kept(node: Node) -> Iterator[Expression]:
    local = _item(node)
    if node.organisation is not None:
        yield Expression(node, "the organisation", node.organisation, local=local)
    for name, source in node.sets.items():
        yield Expression(node, f"the value of the fact {name}", source, late=True, local=local)
    for rule in node.letters:
        if rule.when is not None:
            what = f"the condition of letter {rule.code}"
            yield Expression(node, what, rule.when, late=True, local=local)


def _item(node: Node) -> frozenset[str]:
    item = node.several.item if node.several else None
    return frozenset({item}) if item else frozenset()
