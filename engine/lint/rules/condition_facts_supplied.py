"""What conditions, timers and other expressions look at has been set before they are read."""

import re
from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.expressions import Expression, drawn_expressions
from engine.analysis.naming import called, flow_called
from engine.analysis.supplied_facts import names
from engine.bpmn.elements import Flow
from engine.lint.finding import Fault
from engine.lint.missing import missing, never_set
from engine.times import is_mistyped_time

NULL = re.compile(r"\bnull\b")  # whoever writes it has thought of facts not set


def faults(definition: Definition) -> Iterator[Fault]:
    """Expressions that look at facts never set, set only later, or not set on every way."""
    unknown: dict[str, list[Expression]] = {}
    for one in drawn_expressions(definition.drawing):
        if is_mistyped_time(one.source):
            continue
        looked_at = names(one.source) - one.local - definition.setting.derived
        for name in sorted(looked_at):
            if definition.facts.never_supplied(name):
                unknown.setdefault(name, []).append(one)
            else:
                yield from _missing(definition, one, name)
    for name, those in unknown.items():
        yield _unknown(definition, name, those)


def _missing(definition: Definition, one: Expression, name: str) -> Iterator[Fault]:
    node = definition.drawing.node(one.thing.source) if isinstance(one.thing, Flow) else one.thing
    if node is not None:
        what = _called(one, definition)
        for fault in missing(definition, one.thing, node, what, [name], late=one.late):
            if fault.severity == "error" or not NULL.search(one.source):
                yield fault


def _unknown(definition: Definition, name: str, those: list[Expression]) -> Fault:
    """One fault for all that look at a fact that nothing sets: it has one cause."""
    more = len(those) - 1
    also = f" (as {more} more {'expression does' if more == 1 else 'expressions do'})"
    return never_set(
        those[0].thing, f"{_called(those[0], definition)} looks", name, also * (more > 0)
    )


def _called(one: Expression, definition: Definition) -> str:
    thing = one.thing
    name = flow_called(thing, definition.model) if isinstance(thing, Flow) else called(thing)
    return f"{one.what} of {name}"
