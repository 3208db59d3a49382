"""What stands after a dot: entries of contexts, parts of dates and durations, ends of ranges."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeVar

from engine.feel.longdates import year_of
from engine.feel.values import FineTime, LongDate, Range, Value, YearsMonths
from engine.feel.zones import offset, zone_key

Whole = TypeVar("Whole")
_DATE: Mapping[str, Callable[[date], Value]] = {
    "year": lambda day: Decimal(day.year),
    "month": lambda day: Decimal(day.month),
    "day": lambda day: Decimal(day.day),
    "weekday": lambda day: Decimal(day.isoweekday()),
}
_CLOCK: Mapping[str, Callable[[datetime | time], Value]] = {
    "hour": lambda moment: Decimal(moment.hour),
    "minute": lambda moment: Decimal(moment.minute),
    "second": lambda moment: Decimal(moment.second),
    "time offset": offset,
    "timezone": zone_key,
}
_MOMENT: Mapping[str, Callable[[datetime], Value]] = {**_DATE, **_CLOCK}
_SPAN: Mapping[str, Callable[[timedelta], int]] = {
    "days": lambda span: span.days,
    "hours": lambda span: span.seconds // 3600,
    "minutes": lambda span: span.seconds // 60 % 60,
    "seconds": lambda span: span.seconds % 60,
}
_RANGE: Mapping[str, Callable[[Range], Value]] = {
    "start": lambda whole: whole.start,
    "end": lambda whole: whole.end,
    "start included": lambda whole: whole.start_included,
    "end included": lambda whole: whole.end_included,
}


def of_value(value: Value, name: str) -> Value:
    """The entry or part called *name*; of a list, that of every item."""
    if isinstance(value, list):
        return [of_value(item, name) for item in value]
    if isinstance(value, Mapping):
        return value.get(name)
    if isinstance(value, YearsMonths):
        return _of_months(value, name)
    if isinstance(value, timedelta):
        return _of_span(value, name)
    if isinstance(value, LongDate | FineTime):
        return _of_long(value, name)
    return _own_part(value, name)


def _of_long(value: LongDate | FineTime, name: str) -> Value:
    if isinstance(value, LongDate) and name == "year":
        return Decimal(year_of(value))
    return _own_part(value.near, name)


def _own_part(value: Value, name: str) -> Value:
    if isinstance(value, datetime):
        return _part(_MOMENT, name, value)
    if isinstance(value, date):
        return _part(_DATE, name, value)
    if isinstance(value, time):
        return _part(_CLOCK, name, value)
    return _part(_RANGE, name, value) if isinstance(value, Range) else None


def _part(parts: Mapping[str, Callable[[Whole], Value]], name: str, whole: Whole) -> Value:
    part = parts.get(name)
    return None if part is None else part(whole)


def _of_months(value: YearsMonths, name: str) -> Decimal | None:
    sign = -1 if value.months < 0 else 1
    years, months = divmod(abs(value.months), 12)
    part = {"years": years, "months": months}.get(name)
    return None if part is None else Decimal(sign * part)


def _of_span(value: timedelta, name: str) -> Decimal | None:
    part = _SPAN.get(name)
    if part is None:
        return None
    sign = -1 if value < timedelta() else 1
    return Decimal(sign * part(abs(value)))
