"""An expression that is the same for every case gives what its place asks for."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, time, timedelta
from decimal import Decimal

from engine.analysis.definition import Definition
from engine.analysis.expressions import Expression, drawn_expressions
from engine.analysis.naming import called, flow_called, quoted
from engine.bpmn.elements import Flow
from engine.feel.compile import compile_expression
from engine.feel.errors import FeelError
from engine.feel.limits import Budget
from engine.feel.values import Value, YearsMonths
from engine.feel.writing import text_of
from engine.lint.finding import Fault
from engine.times import is_cycle, is_time

MOST_ITEMS = 1_000
LITTLE = 100_000  # steps, for all of them


def faults(definition: Definition) -> Iterator[Fault]:
    """Constants of the wrong kind, or beyond what may be counted."""
    budget = Budget(LITTLE)
    for one in drawn_expressions(definition.drawing):
        asked = ASKED.get(one.what.partition(" of letter ")[0])
        if asked is None:
            continue
        wanted, fits = asked
        for value in _constant(one.source, budget):
            if not fits(value):
                said = f"{_named(one, definition)} is always {_shown(value)}"
                yield Fault(one.thing, f"{said}: write {wanted}.")


def _named(one: Expression, definition: Definition) -> str:
    thing = one.thing
    name = flow_called(thing, definition.model) if isinstance(thing, Flow) else called(thing)
    return f"{one.what} {quoted(one.source)} of {name}"


def _shown(value: Value) -> str:
    return "nothing" if value is None else quoted(text_of(value, 1))


def _constant(source: str, budget: Budget) -> list[Value]:
    """The one value of an expression that looks at no fact, while there is budget for it."""
    try:
        compiled = compile_expression(source)
        if not compiled.names | compiled.possible_names:
            return [compiled.run({}, budget)]
    except FeelError:
        pass  # another rule says so
    return []


def _is_truth(value: Value) -> bool:
    return isinstance(value, bool)


def _is_list(value: Value) -> bool:
    return isinstance(value, list) and len(value) <= MOST_ITEMS


def _is_count(value: Value) -> bool:
    if not isinstance(value, Decimal) or value != value.to_integral_value():
        return False
    return 0 <= value <= MOST_ITEMS


def _is_time(value: Value) -> bool:
    if isinstance(value, str):
        return is_time(value)
    return isinstance(value, date | timedelta | YearsMonths) and not isinstance(value, time)


def _is_due(value: Value) -> bool:
    return _is_time(value) and not (isinstance(value, str) and is_cycle(value))


def _is_name(value: Value) -> bool:
    return isinstance(value, str)


ASKED: Mapping[str, tuple[str, Callable[[Value], bool]]] = {
    "the condition": ("what is true or false for a case", _is_truth),
    "the completion condition": ("what is true or false for a case", _is_truth),
    "the collection": (f"the name of a list of at most {MOST_ITEMS:,} items", _is_list),
    "the number of instances": (f"a whole number of at most {MOST_ITEMS:,}", _is_count),
    "the timer": ("a date, or a length such as P5D or 10 working days", _is_time),
    "the due date": ("a date, or a length such as P5D or 10 working days", _is_due),
    "the organisation": ("the fact that holds its id", _is_name),
}
