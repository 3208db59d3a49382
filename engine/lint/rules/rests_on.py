"""What a decision rests on is said, so that it is taken again when that is amended."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.naming import called, listed
from engine.analysis.touched import READ_BY_PEOPLE
from engine.bpmn.elements import Node
from engine.bpmn.nodes import parts_of
from engine.bpmn.panel import under
from engine.lint.finding import Fault
from engine.lint.protected import DrawnStep, steps_drawn


def faults(definition: Definition) -> Iterator[Fault]:
    """Facts relied on that no step sets, decisions written down that are not drawn, and silence."""
    for node in definition.drawing.nodes:
        yield from _unknown_facts(definition, node)
        yield from _unknown_decision(definition, node)
    for drawn in steps_drawn(definition):
        yield from _terms_not_read(definition, drawn)


def _unknown_facts(definition: Definition, node: Node) -> Iterator[Fault]:
    for fact in parts_of(node, "rests.on"):
        if definition.facts.never_supplied(fact):
            yield Fault(
                node,
                f"{called(node)} is to rely on '{fact}', which no step sets: correct the name "
                f"{under('rests.on')}.",
            )


def _unknown_decision(definition: Definition, node: Node) -> Iterator[Fault]:
    for step in parts_of(node, "records"):
        other = definition.drawing.node(step)
        if other is None or other.form is None or other is node:
            yield Fault(
                node,
                f"{called(node)} is to write down the decision of '{step}', which is no other "
                f"step with a form: correct the id {under('records')}.",
            )


def _terms_not_read(definition: Definition, drawn: DrawnStep) -> Iterator[Fault]:
    """The facts that a step of the law rests on, and that nothing says it does."""
    uses = definition.readers.at_step.get(drawn.node.id, ())
    read = {use.fact for use in uses if use.how in READ_BY_PEOPLE}
    known = definition.facts.ever_supplied
    missing = [fact for fact in drawn.law.rests_on if fact in known and fact not in read]
    if missing:
        labels = [f"'{definition.readers.label(fact)}'" for fact in missing]
        yield Fault(
            drawn.node,
            f"{called(drawn.node)} would not be done again when {listed(labels, 'or')} is amended "
            f"({drawn.law.basis}): write {', '.join(missing)} {under('rests.on')}.",
            "warning",
        )
