"""The FEEL that a diagram holds, and whether it is more than can be read in reasonable time."""

from collections.abc import Iterable, Iterator

from engine.bpmn.elements import Flow, Node
from engine.errors import DiagramRefused

MOST_CHARACTERS = 50_000  # of all expressions of a bundle together


def sources(node: Node) -> Iterator[str]:
    """The expressions written at an element; times may also be said outright."""
    yield from node.sets.values()
    for source in _optional_sources(node):
        if source:
            yield source


def _optional_sources(node: Node) -> Iterator[str | None]:
    for rule in node.letters:
        yield rule.when
    yield node.organisation
    if node.several:
        yield node.several.collection
        yield node.several.count
        yield node.several.done_when
    yield node.due
    if node.timer:
        yield node.timer.source


def refuse_too_many(nodes: Iterable[Node], flows: Iterable[Flow]) -> None:
    """DiagramRefused when all the expressions of a bundle are too long together."""
    length = sum(len(flow.condition or "") for flow in flows)
    length += sum(len(source) for node in nodes for source in sources(node))
    if length > MOST_CHARACTERS:
        raise DiagramRefused(
            f"the conditions, times and kept facts of this bundle are {length:,} characters long "
            f"together, and the most is {MOST_CHARACTERS:,}; move what they work out into "
            "decision tables"
        )
