"""Every expression in a diagram can be read as FEEL."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.expressions import Expression, drawn_expressions
from engine.analysis.naming import called, flow_called, quoted
from engine.bpmn.elements import Flow
from engine.feel.compile import compile_expression
from engine.feel.errors import FeelError
from engine.lint.finding import Fault
from engine.times import is_mistyped_time


def faults(definition: Definition) -> Iterator[Fault]:
    """Expressions that cannot be read, with the place in their text."""
    foreign = {o.element for o in definition.model.oddities if o.rule == "expression"}
    for oddity in definition.model.oddities:
        if oddity.rule == "expression":
            yield Fault(oddity, oddity.sentence)
    for one in drawn_expressions(definition.drawing):
        if one.thing.id in foreign or is_mistyped_time(one.source):
            continue
        try:
            compile_expression(one.source)
        except FeelError as error:
            yield Fault(
                one.thing, f"{_place(one, definition)} cannot be read: {error}. Correct it."
            )


def _place(one: Expression, definition: Definition) -> str:
    thing = one.thing
    name = flow_called(thing, definition.model) if isinstance(thing, Flow) else called(thing)
    return f"{one.what} {quoted(one.source)} of {name}"
