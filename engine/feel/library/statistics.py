"""Functions that sum up a list: count, sum, mean, min, max and their kin."""

import functools
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeVar

from engine.feel.arithmetic import DECIMAL, add, finite
from engine.feel.compare import ordered
from engine.feel.library.builtin import Shelf
from engine.feel.values import Value, is_number

SHELF = Shelf()
Summary = TypeVar("Summary", bound=Callable[[Sequence[Value]], Value])


def _add_summary(name: str) -> Callable[[Summary], Summary]:
    """Lets a summary be called with one list or with its items."""

    def put(body: Summary) -> Summary:
        SHELF.add(name, "list: list")(body)
        SHELF.add(name, "*items: any")(body)
        return body

    return put


def numbers(items: Sequence[Value]) -> list[Decimal] | None:
    """The items, if there are any and all are numbers."""
    all_numbers = [Decimal(item) for item in items if is_number(item)]
    return all_numbers if items and len(all_numbers) == len(items) else None


@SHELF.add("count", "list: list")
def _count(items: Sequence[Value]) -> Decimal:
    return Decimal(len(items))


@_add_summary("sum")
def _sum(items: Sequence[Value]) -> Value:
    return functools.reduce(add, items) if items else None


@_add_summary("product")
def _product(items: Sequence[Value]) -> Decimal | None:
    values = numbers(items)
    return finite(functools.reduce(DECIMAL.multiply, values)) if values else None


@_add_summary("mean")
def mean(items: Sequence[Value]) -> Decimal | None:
    values = numbers(items)
    if not values:
        return None
    return finite(DECIMAL.divide(functools.reduce(DECIMAL.add, values), Decimal(len(values))))


@_add_summary("min")
def _min(items: Sequence[Value]) -> Value:
    return extreme(items, "<")


@_add_summary("max")
def _max(items: Sequence[Value]) -> Value:
    return extreme(items, ">")


def extreme(items: Sequence[Value], mark: str) -> Value:
    """The item that stands in the order before all others; null when they cannot be ordered."""
    if not items:
        return None
    best = items[0]
    for item in items:
        first = ordered(item, best, mark)
        if first is None:
            return None
        best = item if first else best
    return best


@_add_summary("median")
def _median(items: Sequence[Value]) -> Decimal | None:
    values = numbers(items)
    if not values:
        return None
    values.sort()
    middle, odd = divmod(len(values), 2)
    if odd:
        return values[middle]
    return DECIMAL.divide(DECIMAL.add(values[middle - 1], values[middle]), Decimal(2))


@_add_summary("stddev")
def _stddev(items: Sequence[Value]) -> Decimal | None:
    values, middle = numbers(items), mean(items)
    if not values or middle is None or len(values) < 2:
        return None
    gaps = (DECIMAL.subtract(value, middle) for value in values)
    total = functools.reduce(DECIMAL.add, (DECIMAL.multiply(gap, gap) for gap in gaps))
    return finite(DECIMAL.sqrt(DECIMAL.divide(total, Decimal(len(values) - 1))))


@_add_summary("mode")
def _mode(items: Sequence[Value]) -> list[Decimal] | None:
    if not items:
        return []
    values = numbers(items)
    if not values:
        return None
    counts = Counter(values)
    most = max(counts.values())
    return sorted(number for number, count in counts.items() if count == most)


@_add_summary("all")
def _all(items: Sequence[Value]) -> bool | None:
    if any(item is False for item in items):
        return False
    return True if all(item is True for item in items) else None


@_add_summary("any")
def _any(items: Sequence[Value]) -> bool | None:
    if any(item is True for item in items):
        return True
    return False if all(item is False for item in items) else None
