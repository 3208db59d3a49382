"""What a decision table looks at has been set before it decides."""

from collections.abc import Iterator

from engine.lint.bundle import Bundle
from engine.lint.finding import Fault
from engine.lint.missing import never
from engine.lint.naming import called


def faults(bundle: Bundle) -> Iterator[Fault]:
    """Decisions that look at facts never set, or set only later."""
    for node in bundle.drawing.nodes:
        decisions = bundle.decisions_of(node)
        if decisions is not None and node.decision is not None:
            own = {node.several.item} if node.several else set()
            what = f"the decision {node.decision} of {called(node)}"
            yield from never(bundle, node, what, decisions.needs(node.decision) - own)
