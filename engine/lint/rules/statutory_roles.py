"""A step that the law gives to somebody stays with them."""

from collections.abc import Iterator

from engine.bpmn.elements import Node
from engine.lint.bundle import Bundle
from engine.lint.drawn import PEOPLE
from engine.lint.finding import Fault
from engine.lint.naming import called
from engine.lint.protected import steps_drawn
from engine.people.law import StatutoryStep


def faults(bundle: Bundle) -> Iterator[Fault]:
    """Steps of the law that are for another role, for another body, or for nobody in particular."""
    for node, step in steps_drawn(bundle):
        if step.roles:
            yield from (Fault(node, sentence) for sentence in _sentences(bundle, node, step))


def _sentences(bundle: Bundle, node: Node, step: StatutoryStep) -> Iterator[str]:
    name, whose = called(node), " or ".join(sorted(step.roles))
    if node.kind not in PEOPLE:
        yield f"{name} is a decision that the law gives to the {whose}: make it a user task."
    elif node.role not in step.roles:
        yield (
            f"{name} is for the role '{node.role}', but the law gives it to the {whose} "
            f"({step.basis}): "
            "move it back into a lane of that role."
        )
    if any(one.several is not None for one in bundle.drawing.around(node)):
        yield (
            f"{name} is drawn as several at once, but the law asks for one decision: "
            "take the multi-instance marker away."
        )
    if node.organisation is not None:
        yield (
            f"{name} names the organisation that does it, but the law says which one that is: "
            "take the property organisation away."
        )
