"""The values a loop goes through: the items of a list, or the whole numbers or days of a range."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeGuard

from engine.feel.arithmetic import whole
from engine.feel.compare import ordered
from engine.feel.values import Range, Value, is_number

_DAY = timedelta(days=1)


def stepped(whole: Value) -> Iterator[Value] | None:
    """The values of a list or range one by one; a single value is a list of one."""
    if whole is None:
        return None
    if isinstance(whole, list):
        return iter(whole)
    if isinstance(whole, Range):
        return _of_range(whole)
    return iter([whole])


def _of_range(whole: Range) -> Iterator[Value] | None:
    values = counted(whole.start, whole.end)
    if values is None or ordered(whole.start, whole.end, ">"):
        return None
    return (
        value
        for value in values
        if (whole.start_included or value != whole.start)
        and (whole.end_included or value != whole.end)
    )


def counted(start: Value, end: Value) -> Iterator[Value] | None:
    """From *start* to *end*, up or down, in whole steps; None when that cannot be counted."""
    if is_number(start) and is_number(end):
        first, last = whole(start), whole(end)
        if first is None or last is None or first != start or last != end:
            return None
        return _numbers(first, last)
    if _plain_day(start) and _plain_day(end):
        return _days(start, end)
    return None


def _plain_day(value: Value) -> TypeGuard[date]:
    return isinstance(value, date) and not isinstance(value, datetime)


def _numbers(start: int, end: int) -> Iterator[Decimal]:
    step = 1 if start <= end else -1
    return (Decimal(number) for number in range(start, end + step, step))


def _days(start: date, end: date) -> Iterator[date]:
    step = _DAY if start <= end else -_DAY
    return (start + step * number for number in range(abs((end - start).days) + 1))
