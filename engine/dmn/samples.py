"""Example values for a column of conditions: one for every way its cells can tell values apart."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from decimal import Decimal

from engine.dmn.rule import Row
from engine.dmn.shapes import simple_name
from engine.dmn.table import Input
from engine.feel.arithmetic import add, divide, subtract
from engine.feel.boundaries import boundaries
from engine.feel.compare import equal
from engine.feel.library.lists import sorted_naturally
from engine.feel.values import (
    BOOLEAN,
    DATE,
    DAYS,
    INSTANT,
    MONTHS,
    NUMBER,
    TEXT,
    TIME,
    Value,
    YearsMonths,
    is_number,
    kind,
)

#: Stands for anything that no cell and no list of allowed values names.
OTHER = "something else"
_STEPS: Mapping[str, Value] = {
    NUMBER: Decimal(1),
    DATE: timedelta(days=1),
    INSTANT: timedelta(hours=1),
    DAYS: timedelta(hours=1),
    MONTHS: YearsMonths(1),
}
_WHOLE = ("integer", "int", "long")


@dataclass(frozen=True, slots=True)
class Sample:
    """A value to try. One that no cell names stands for all between *low* and *high*; the samples
    of values that have an order are numbered in it."""

    value: Value
    low: Value = None
    high: Value = None
    at: int | None = None

    @property
    def named(self) -> bool:
        return bool(equal(self.value, self.low))


def samples(column: Input, rows: Sequence[Row], index: int) -> list[Sample] | None:
    """The examples, or None when a cell of the column cannot be told by written-out values."""
    sources = [row.tests[index].source for row in rows]
    cells = [boundaries(source) for source in sources]
    named_values = [value for cell in cells for value in cell or ()]
    if column.allowed is not None:
        allowed = boundaries(column.allowed.source)
        cells.append(allowed)
        named_values = [*(allowed or ()), *named_values]
    if any(cell is None for cell in cells):
        return None
    ranged = any(mark in source for source in sources for mark in ("<", ">", ".."))
    spread = _spread(named_values, column, ranged=ranged)
    if spread is None:
        return None
    return [sample for sample in spread if _is_permitted(sample, column)]


def _is_permitted(sample: Sample, column: Input) -> bool:
    return column.allowed is None or column.allowed(sample.value, {}) is True


def _distinct(values: Sequence[Value]) -> list[Value]:
    distinct: list[Value] = []
    for value in values:
        if not any(equal(value, other) for other in distinct):
            distinct.append(value)
    return distinct


def _spread(named_values: list[Value], column: Input, *, ranged: bool) -> list[Sample] | None:
    """The named values, and one between, below and above them where there is such a thing."""
    type_name = (column.type_ref or "").rpartition(":")[2]
    kinds = {kind(value) for value in named_values if value is not None} or {simple_name(type_name)}
    nulls = [Sample(None)] if None in named_values else []
    values = _distinct([value for value in named_values if value is not None])
    if kinds == {BOOLEAN}:
        return [*(Sample(value, value) for value in (True, False)), *nulls]
    if kinds == {TEXT} and not (ranged and values):
        return [*(Sample(value, value) for value in values), Sample(OTHER), *nulls]
    if not values:
        return [Sample(OTHER), *nulls]
    ordered = sorted_naturally(values)
    if len(kinds) > 1 or ordered is None or not kinds <= {*_STEPS, TIME, TEXT}:
        return None
    return [*_number_samples(ordered, kinds.pop(), whole=type_name in _WHOLE), *nulls]


def _number_samples(values: Sequence[Value], what: str, *, whole: bool) -> Iterator[Sample]:
    lowest, highest = _ends(values[0], values[-1], what)
    in_order = [Sample(lowest, None, values[0])]
    for low, high in itertools.pairwise([*values, None]):
        in_order.append(Sample(low, low, low))
        if high is not None:
            in_order.append(Sample(_middle(low, high, whole=whole), low, high))
    in_order.append(Sample(highest, values[-1]))
    numbers = itertools.count()
    for sample in in_order:
        beyond = sample.named or not any(equal(sample.value, value) for value in values)
        if sample.value is not None and beyond:
            yield Sample(sample.value, sample.low, sample.high, next(numbers))


def _ends(first: Value, last: Value, what: str) -> tuple[Value, Value]:
    """A value below the first and one above the last."""
    if what == TEXT:
        return "", f"{last} "
    if what == TIME:
        zone = getattr(first, "tzinfo", None)
        return time(0, 0, 0, tzinfo=zone), time(23, 59, 59, tzinfo=zone)
    return subtract(first, _STEPS[what]), add(last, _STEPS[what])


def _middle(low: Value, high: Value, *, whole: bool) -> Value:
    if isinstance(low, str):
        return f"{low} "
    middle = add(low, divide(subtract(high, low), Decimal(2)))
    return Decimal(int(middle)) if whole and is_number(middle) else middle
