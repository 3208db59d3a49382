"""What a decision table looks at has been set before it decides."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.naming import called
from engine.lint.finding import Fault
from engine.lint.missing import faults_of_facts_never_set


def faults(definition: Definition) -> Iterator[Fault]:
    """Decisions that look at facts never set, or set only later."""
    for node in definition.drawing.nodes:
        decisions = definition.contents.decisions_of(node)
        if decisions is not None and node.decision is not None:
            item = {node.several.item} if node.several else set()
            what = f"the decision {node.decision} of {called(node)}"
            yield from faults_of_facts_never_set(
                definition, node, what, decisions.needs(node.decision) - item
            )
