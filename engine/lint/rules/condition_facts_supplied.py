"""What conditions, timers and other expressions look at has been set before they are read."""

import re
from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.expressions import Expression, drawn_expressions, expression_called
from engine.analysis.supplied_facts import names
from engine.bpmn.elements import Flow, Node
from engine.lint.finding import Fault
from engine.lint.missing import Look, fault_of_fact_never_set, faults_of_missing_facts
from engine.times import is_mistyped_time

NULL = re.compile(r"\bnull\b")  # whoever writes it has thought of facts not set


def faults(definition: Definition) -> Iterator[Fault]:
    """Expressions that look at facts never set, set only later, or not set on every way."""
    unknown: dict[str, list[Expression]] = {}
    for expression in drawn_expressions(definition.drawing):
        if is_mistyped_time(expression.source):
            continue
        names_looked_at = names(expression.source) - expression.local - definition.setting.derived
        for name in sorted(names_looked_at):
            if definition.facts.never_supplied(name):
                unknown.setdefault(name, []).append(expression)
            else:
                yield from _missing_fact_faults(definition, expression, name)
    for name, expressions in unknown.items():
        yield _unknown_fact_fault(definition, name, expressions)


def _missing_fact_faults(
    definition: Definition, expression: Expression, name: str
) -> Iterator[Fault]:
    node = _node_of(definition, expression)
    if node is None:
        return
    words = expression_called(expression, definition.model)
    look = Look(expression.thing, node, words, expression.late)
    for fault in faults_of_missing_facts(definition, look, [name]):
        if fault.severity == "error" or not NULL.search(expression.source):
            yield fault


def _node_of(definition: Definition, expression: Expression) -> Node | None:
    """The element at which it is worked out: a condition, at the gateway that its flow leaves."""
    thing = expression.thing
    return definition.drawing.node(thing.source) if isinstance(thing, Flow) else thing


def _unknown_fact_fault(definition: Definition, name: str, expressions: list[Expression]) -> Fault:
    """One fault for all that look at a fact that nothing sets: it has one cause."""
    first, *others = expressions
    words = f"{expression_called(first, definition.model)} looks at '{name}'"
    if others:
        verb = "expression does" if len(others) == 1 else "expressions do"
        words += f" (as {len(others)} more {verb})"
    return fault_of_fact_never_set(first.thing, words)
