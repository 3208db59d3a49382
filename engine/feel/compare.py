"""Whether two values are equal, and which comes first; None when FEEL says neither."""

import operator
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.feel.limits import MAX_DEPTH
from engine.feel.longdates import nanoseconds, zoned
from engine.feel.values import FineTime, LongDate, Range, Temporal, Value, YearsMonths, kind
from engine.feel.zones import clock, zone_key

_PLAIN = frozenset({Decimal, str, date, timedelta, YearsMonths})
_ALIKE = _PLAIN | {bool}
_ORDERED = frozenset(
    {Decimal, int, float, str, date, datetime, time, timedelta, YearsMonths, LongDate, FineTime}
)

#: Asked only of two values of one type that has an order.
_ORDERS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def equal(left: Value, right: Value, depth: int = 0) -> bool | None:
    """Whether both are the same value; None when their types cannot be compared."""
    if left is None or right is None:
        return left is right
    if type(left) is type(right) and type(left) in _ALIKE:
        return bool(left == right)
    if kind(left) != kind(right) or depth > MAX_DEPTH:
        return None
    if isinstance(left, Temporal) and isinstance(right, Temporal):
        return _same_moment(left, right)
    return _same_kind(left, right, depth)


def _same_moment(left: Temporal, right: Temporal) -> bool:
    if isinstance(left, LongDate | FineTime) or isinstance(right, LongDate | FineTime):
        return zoned(left) == zoned(right) and nanoseconds(left) == nanoseconds(right)
    if isinstance(left, datetime) and isinstance(right, datetime):
        return _both_zoned_or_not(left, right) and clock(left) == clock(right)
    return isinstance(left, time) and isinstance(right, time) and _same_time(left, right)


def _same_kind(left: Value, right: Value, depth: int) -> bool:
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(
            equal(a, b, depth + 1) for a, b in zip(left, right, strict=True)
        )
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return left.keys() == right.keys() and all(
            equal(left[key], right[key], depth + 1) for key in left
        )
    if isinstance(left, Range) and isinstance(right, Range):
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


def ordered(left: Value, right: Value, order: str) -> bool | None:
    """Whether *left* < *right*, or <=, > or >=; None when they cannot be ordered."""
    if type(left) is type(right) and type(left) in _PLAIN:
        return _ORDERS[order](left, right)
    if type(left) not in _ORDERED or kind(left) != kind(right):
        return None
    if isinstance(left, Temporal) and isinstance(right, Temporal):
        return _ordered_moments(left, right, order)
    return _ORDERS[order](left, right)


def _ordered_moments(left: Temporal, right: Temporal, order: str) -> bool | None:
    if isinstance(left, datetime | time) and isinstance(right, datetime | time):
        if not _both_zoned_or_not(left, right):
            return None
        return _ORDERS[order](clock(left), clock(right))
    if zoned(left) != zoned(right):
        return None
    return _ORDERS[order](nanoseconds(left), nanoseconds(right))


def inside(value: Value, interval: Range) -> bool | None:
    """Whether *value* lies in the range; None when it cannot be compared with its ends."""
    if interval.sign in {"=", "!="}:
        same = equal(value, interval.start)
        return None if same is None else same == (interval.sign == "=")
    if interval.sign:
        end = interval.end if interval.start is None else interval.start
        return ordered(value, end, interval.sign)
    above, below = (
        (">=" if interval.start_included else ">"),
        ("<=" if interval.end_included else "<"),
    )
    low = ordered(value, interval.start, above)
    high = ordered(value, interval.end, below)
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
