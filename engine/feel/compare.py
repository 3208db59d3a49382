"""Whether two values are equal, and which comes first; None when FEEL says neither."""

import operator
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from engine.feel.limits import MAX_DEPTH
from engine.feel.longdates import nanoseconds, zoned
from engine.feel.values import CONTEXT, LIST, TIME, LongDate, Range, Value, YearsMonths, kind
from engine.feel.zones import clock, zone_key

_PLAIN = frozenset({Decimal, str, date, timedelta, YearsMonths})
_ORDERED = frozenset(
    {Decimal, int, float, str, date, datetime, time, timedelta, YearsMonths, LongDate}
)

Order = Callable[[Value, Value], bool]
ORDERS: Mapping[str, Order] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def equal(left: Value, right: Value, depth: int = 0) -> bool | None:
    """Whether both are the same value; None when their types cannot be compared."""
    if left is None or right is None:
        return left is right
    if type(left) is type(right) and type(left) in _PLAIN:
        return bool(left == right)
    if kind(left) != kind(right) or depth > MAX_DEPTH:
        return None
    if isinstance(left, LongDate) or isinstance(right, LongDate):
        return zoned(left) == zoned(right) and nanoseconds(left) == nanoseconds(right)
    return _same_kind(left, right, depth)


def _same_kind(left: Value, right: Value, depth: int) -> bool | None:
    what = kind(left)
    if what == LIST:
        return len(left) == len(right) and all(
            equal(a, b, depth + 1) for a, b in zip(left, right, strict=True)
        )
    if what == CONTEXT:
        return left.keys() == right.keys() and all(
            equal(left[key], right[key], depth + 1) for key in left
        )
    if isinstance(left, datetime):
        return clock(left) == clock(right) if _both_zoned_or_not(left, right) else False
    if what == TIME:
        return _same_time(left, right)
    if isinstance(left, Range):
        return _same_range(left, right, depth)
    return bool(left == right)


def _same_time(left: time, right: time) -> bool:
    if zone_key(left) or zone_key(right):
        return zone_key(left) == zone_key(right) and left.replace(tzinfo=None) == right.replace(
            tzinfo=None
        )
    return left == right


def _same_range(left: Range, right: Range, depth: int) -> bool:
    return (
        left.start_included == right.start_included
        and left.end_included == right.end_included
        and left.sign == right.sign
        and bool(equal(left.start, right.start, depth + 1))
        and bool(equal(left.end, right.end, depth + 1))
    )


def _both_zoned_or_not(left: datetime | time, right: datetime | time) -> bool:
    return (left.tzinfo is None) == (right.tzinfo is None)


def ordered(left: Value, right: Value, order: Order) -> bool | None:
    """Whether *left* stands in *order* to *right*; None when they cannot be ordered."""
    if type(left) is type(right) and type(left) in _PLAIN:
        return order(left, right)
    if type(left) not in _ORDERED or kind(left) != kind(right):
        return None
    if isinstance(left, LongDate) or isinstance(right, LongDate):
        return order(nanoseconds(left), nanoseconds(right)) if zoned(left) == zoned(right) else None
    if isinstance(left, datetime | time):
        if not _both_zoned_or_not(left, right):
            return None
        return order(clock(left), clock(right))
    return order(left, right)


def inside(value: Value, interval: Range) -> bool | None:
    """Whether *value* lies in the range; None when it cannot be compared with its ends."""
    if interval.sign in {"=", "!="}:
        same = equal(value, interval.start)
        return None if same is None else same == (interval.sign == "=")
    if interval.sign:
        end = interval.end if interval.start is None else interval.start
        return ordered(value, end, ORDERS[interval.sign])
    above, below = (
        (">=" if interval.start_included else ">"),
        ("<=" if interval.end_included else "<"),
    )
    low = ordered(value, interval.start, ORDERS[above])
    high = ordered(value, interval.end, ORDERS[below])
    return None if low is None or high is None else low and high


def among(value: Value, choice: Value) -> bool | None:
    """Whether *value* is *choice*, or is one of it, or lies in it."""
    if isinstance(choice, Range):
        return inside(value, choice)
    if isinstance(choice, list):
        if isinstance(value, list) and equal(value, choice):
            return True
        return any(_member(value, item) for item in choice)
    return equal(value, choice)


def _member(value: Value, item: Value) -> bool | None:
    if isinstance(item, Range) and not isinstance(value, Range):
        return inside(value, item)
    return equal(value, item)
