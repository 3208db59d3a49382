"""A step that the law gives to somebody stays with them."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.drawing import PEOPLE
from engine.analysis.naming import called, listed
from engine.bpmn.elements import Node
from engine.bpmn.panel import under
from engine.lint.finding import Fault
from engine.lint.protected import steps_drawn
from engine.people.law import StatutoryStep


def faults(definition: Definition) -> Iterator[Fault]:
    """Steps of the law that are for another role, for another body, or for nobody in particular."""
    for drawn in steps_drawn(definition):
        if drawn.law.roles:
            for sentence in _sentences(definition, drawn.node, drawn.law):
                yield Fault(drawn.node, sentence)


def _sentences(definition: Definition, node: Node, step: StatutoryStep) -> Iterator[str]:
    name = called(node)
    whose = listed([definition.setting.role_called(role) for role in sorted(step.roles)], "or")
    if node.kind not in PEOPLE:
        yield f"{name} is a decision that the law gives to {whose}: make it a user task."
    elif node.role not in step.roles:
        yield (
            f"{name} is for {definition.setting.role_called(node.role)}, but the law gives it to "
            f"{whose} ({step.basis}): move it back into a lane of that role."
        )
    if any(holder.several is not None for holder in definition.drawing.around(node)):
        yield (
            f"{name} is drawn as several at once, but the law asks for one decision: "
            "take the multi-instance marker away."
        )
    if node.organisation is not None:
        yield (
            f"{name} names the organisation that does it, but the law says which one that is: "
            f"write nothing {under('organisation')}."
        )
