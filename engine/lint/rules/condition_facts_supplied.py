"""What conditions, timers and other expressions look at has been set before they are read."""

import re
from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.expressions import Expression, drawn_expressions, expression_called
from engine.analysis.supplied_facts import names
from engine.bpmn.elements import Flow
from engine.lint.finding import Fault
from engine.lint.missing import missing, never_set
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
    node = (
        definition.drawing.node(expression.thing.source)
        if isinstance(expression.thing, Flow)
        else expression.thing
    )
    if node is not None:
        what = expression_called(expression, definition.model)
        for fault in missing(
            definition, expression.thing, node, what, [name], late=expression.late
        ):
            if fault.severity == "error" or not NULL.search(expression.source):
                yield fault


def _unknown_fact_fault(definition: Definition, name: str, expressions: list[Expression]) -> Fault:
    """One fault for all that look at a fact that nothing sets: it has one cause."""
    more = len(expressions) - 1
    also = f" (as {more} more {'expression does' if more == 1 else 'expressions do'})"
    return never_set(
        expressions[0].thing,
        f"{expression_called(expressions[0], definition.model)} looks",
        name,
        also * (more > 0),
    )
