"""Every expression in a diagram can be read as FEEL."""

from collections.abc import Iterator

from engine.bpmn.elements import Flow
from engine.feel.compile import compile_expression
from engine.feel.errors import FeelError
from engine.lint.bundle import Bundle
from engine.lint.finding import Fault
from engine.lint.naming import called, flow_called, quoted
from engine.lint.written import Written, written
from engine.times import is_mistyped_time


def faults(bundle: Bundle) -> Iterator[Fault]:
    """Expressions that cannot be read, with the place in their text."""
    foreign = {o.element for o in bundle.model.oddities if o.rule == "expression"}
    for oddity in bundle.model.oddities:
        if oddity.rule == "expression":
            yield Fault(oddity, oddity.sentence)
    for one in written(bundle.drawing):
        if one.thing.id in foreign or is_mistyped_time(one.source):
            continue
        try:
            compile_expression(one.source)
        except FeelError as error:
            yield Fault(one.thing, f"{_place(one, bundle)} cannot be read: {error}. Correct it.")


def _place(one: Written, bundle: Bundle) -> str:
    thing = one.thing
    name = flow_called(thing, bundle.model) if isinstance(thing, Flow) else called(thing)
    return f"{one.what} {quoted(one.source)} of {name}"
