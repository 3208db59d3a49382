"""A step done once for each of several says for whom, and where the answers go."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.naming import called
from engine.bpmn.elements import Node, Several
from engine.bpmn.panel import under
from engine.lint.finding import Fault


def faults(definition: Definition) -> Iterator[Fault]:
    """Multi-instance steps without a collection, a name for the item, or a place for answers."""
    for node in definition.drawing.nodes:
        if node.several is not None:
            yield from _faults_of_several(node, node.several)


def _faults_of_several(node: Node, several: Several) -> Iterator[Fault]:
    name = called(node)
    if several.collection is None and several.count is None:
        yield Fault(
            node,
            f"{name} is done for each of several but does not say of what: name the list "
            f"{under('collection')}.",
        )
    if several.collection is not None and several.item is None:
        yield Fault(
            node,
            f"{name} does not say what one item of '{several.collection}' is called: name it "
            f"{under('elementVariable')}.",
        )
    if node.form is not None and node.collect is None:
        yield Fault(
            node,
            f"the answers of {name} have no list to go to, so each would overwrite the last: write "
            f"the name of a fact {under('collect')}.",
        )
