"""Example values for a column of conditions: one for every way its cells can tell values apart."""

import itertools
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from engine.dmn.shapes import simple_name
from engine.dmn.table import Input, Row
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
    Value,
    YearsMonths,
    kind,
)

#: Stands for any text that no cell and no list of allowed values names.
OTHER = "something else"
_STEPS: Mapping[str, Callable[[Value], tuple[Value, Value]]] = {
    NUMBER: lambda value: (value - 1, value + 1),
    DATE: lambda value: (value - timedelta(days=1), value + timedelta(days=1)),
    INSTANT: lambda value: (value - timedelta(hours=1), value + timedelta(hours=1)),
    DAYS: lambda value: (value - timedelta(hours=1), value + timedelta(hours=1)),
    MONTHS: lambda value: (YearsMonths(value.months - 1), YearsMonths(value.months + 1)),
}


def samples(column: Input, rows: Sequence[Row], at: int) -> list[Value] | None:
    """The examples, or None when a cell of the column cannot be told by written-out values."""
    cells = [boundaries(row.tests[at].source) for row in rows]
    if any(cell is None for cell in cells):
        return None
    named = [value for cell in cells for value in cell or ()]
    if column.allowed is not None:
        allowed = boundaries(column.allowed.source)
        return None if allowed is None else _permitted(_spread([*allowed, *named], column), column)
    return _spread(named, column)


def _permitted(values: list[Value], column: Input) -> list[Value]:
    allowed = column.allowed
    return [value for value in values if allowed is None or allowed(value, {}) is True]


def _distinct(values: Sequence[Value]) -> list[Value]:
    kept: list[Value] = []
    for value in values:
        if not any(equal(value, other) for other in kept):
            kept.append(value)
    return kept


def _spread(named: list[Value], column: Input) -> list[Value]:
    """The named values, and one between, below and above them where there is such a thing."""
    said = (column.type_ref or "").rpartition(":")[2]
    kinds = {kind(value) for value in named if value is not None} or {simple_name(said)}
    nulls: list[Value] = [None] if None in named else []
    values = _distinct([value for value in named if value is not None])
    if kinds == {BOOLEAN}:
        return [True, False, *nulls]
    if kinds == {TEXT}:
        return [*values, OTHER, *nulls]
    if len(kinds) > 1 or not values or not kinds <= _STEPS.keys():
        return [*values, *nulls]
    return [*_between(values, _STEPS[kinds.pop()]), *nulls]


def _between(values: list[Value], step: Callable[[Value], tuple[Value, Value]]) -> list[Value]:
    ordered = sorted_naturally(values) or values
    middles = (_middle(low, high) for low, high in itertools.pairwise(ordered))
    return [step(ordered[0])[0], *ordered, *middles, step(ordered[-1])[1]]


def _middle(low: Value, high: Value) -> Value:
    if isinstance(low, Decimal):
        return (low + high) / 2
    if isinstance(low, YearsMonths):
        return YearsMonths((low.months + high.months) // 2)
    if isinstance(low, date) and not isinstance(low, datetime):
        return low + timedelta(days=(high - low).days // 2)
    return low + (high - low) / 2
