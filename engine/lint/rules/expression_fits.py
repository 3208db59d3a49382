"""An expression that is the same for every case gives what its place asks for."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from engine.analysis.definition import Definition
from engine.analysis.expressions import drawn_expressions, expression_quoted
from engine.analysis.naming import quoted
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
    for expression in drawn_expressions(definition.drawing):
        wanted = WANTED.get(expression.what.partition(" of letter ")[0])
        if wanted is None:
            continue
        for value in _constant_value(expression.source, budget):
            if not wanted.fits(value):
                name = expression_quoted(expression, definition.model)
                yield Fault(
                    expression.thing,
                    f"{name} is always {_value_in_words(value)}: write {wanted.words}.",
                )


def _value_in_words(value: Value) -> str:
    return "nothing" if value is None else quoted(text_of(value, 1))


def _constant_value(source: str, budget: Budget) -> list[Value]:
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
    return (
        isinstance(value, Decimal)
        and value == value.to_integral_value()
        and 0 <= value <= MOST_ITEMS
    )


def _is_time(value: Value) -> bool:
    if isinstance(value, str):
        return is_time(value)
    return isinstance(value, date | timedelta | YearsMonths) and not isinstance(value, time)


def _is_due(value: Value) -> bool:
    return _is_time(value) and not (isinstance(value, str) and is_cycle(value))


def _is_name(value: Value) -> bool:
    return isinstance(value, str)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What an expression must give where it stands: in words, and whether a value is that."""

    words: str
    fits: Callable[[Value], bool]


_TRUTH = _Wanted("what is true or false for a case", _is_truth)
_TIME_WORDS = "a date, or a length such as P5D or 10 working days"
WANTED: Mapping[str, _Wanted] = {
    "the condition": _TRUTH,
    "the completion condition": _TRUTH,
    "the collection": _Wanted(f"the name of a list of at most {MOST_ITEMS:,} items", _is_list),
    "the number of instances": _Wanted(f"a whole number of at most {MOST_ITEMS:,}", _is_count),
    "the timer": _Wanted(_TIME_WORDS, _is_time),
    "the due date": _Wanted(_TIME_WORDS, _is_due),
    "the organisation": _Wanted("the fact that holds its id", _is_name),
}
