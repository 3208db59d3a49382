"""Reckoning with dates and times that Python's own cannot hold: far years and nanoseconds.

The calendar repeats itself every 400 years, to the day of the week, so each is kept as a day near
2000, how many such cycles lie between, and the nanoseconds after the last whole microsecond.
"""

import calendar
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from typing import cast

from engine.feel.values import LongDate, Value
from engine.feel.zones import clock, later

Plain = date | time
_YEARS = 400
_DAYS = 146_097
_NEAR = 2000
_MAX_YEAR = 999_999_999
_MICRO = timedelta(microseconds=1)
_START = datetime(1, 1, 1)  # noqa: DTZ001 - moments without a zone are counted from it too


def _apart(value: Plain | LongDate) -> LongDate:
    return value if isinstance(value, LongDate) else LongDate(value)


def near(value: date | LongDate) -> date:
    """The day that stands for it: the same day of the same week of the same sort of year."""
    stand_in: date = _apart(value).near
    return stand_in


def put_together(stand_in: Plain, cycles: int, nanos: int = 0) -> Value:
    """The date or time, as Python's own where that can hold it; None beyond a billion years."""
    if isinstance(stand_in, time):
        return LongDate(stand_in, 0, nanos) if nanos else stand_in
    year = stand_in.year + cycles * _YEARS
    if abs(year) > _MAX_YEAR:
        return None
    if MINYEAR <= year <= MAXYEAR and not nanos:
        return stand_in.replace(year=year)
    return LongDate(*_near_2000(stand_in, cycles), nanos)


def _near_2000(stand_in: date, cycles: int) -> tuple[date, int]:
    more, years = divmod(stand_in.year - _NEAR, _YEARS)
    return stand_in.replace(year=_NEAR + years), cycles + more


def day_of(year: int | None, month: int | None, day: int | None) -> Value:
    """The day of a year however far; None where there is no such day."""
    if year is None or month is None or day is None:
        return None
    cycles, years = divmod(year - _NEAR, _YEARS)
    try:
        return put_together(date(_NEAR + years, month, day), cycles)
    except (ValueError, OverflowError):
        return None


def months_later(day: date | LongDate, months: int) -> Value:
    """The same day of the month, or the month's last day where that does not exist."""
    apart = _apart(day)
    years, month = divmod(apart.near.year * 12 + apart.near.month - 1 + months, 12)
    cycles, years = divmod(years - _NEAR, _YEARS)
    last = calendar.monthrange(_NEAR + years, month + 1)[1]
    moved = apart.near.replace(year=_NEAR + years, month=month + 1, day=min(apart.near.day, last))
    return put_together(moved, apart.cycles + cycles, apart.nanos)


def joined(day: date | LongDate, hour: time | LongDate) -> Value:
    """The moment of a day at which the clock says so."""
    whole, exact = _apart(day), _apart(hour)
    return put_together(datetime.combine(whole.near, exact.near), whole.cycles, exact.nanos)


def day_part(moment: date | LongDate) -> Value:
    """The day a moment lies on."""
    apart = _apart(moment)
    day = apart.near.date() if isinstance(apart.near, datetime) else apart.near
    return put_together(day, apart.cycles)


def clock_part(moment: Plain | LongDate) -> Value:
    """What the clock says at a moment."""
    apart = _apart(moment)
    return put_together(apart.near.timetz(), 0, apart.nanos)


def far_later(value: date | LongDate, span: timedelta) -> Value:
    """The day or moment *span* later, however far away that is."""
    apart = _apart(value)
    stand_in, cycles = _near_2000(apart.near, apart.cycles)
    more, days = divmod(span.days, _DAYS)
    rest = span - timedelta(days=span.days - days)
    moved = cast("date", later(stand_in, rest))  # so near 2000, the calendar has no end
    return put_together(moved, cycles + more, apart.nanos)


def year_of(value: date | LongDate) -> int:
    """The year it lies in; before the year 0 come -1, -2 and so on."""
    apart = _apart(value)
    return int(apart.near.year + apart.cycles * _YEARS)


def month_and_day(value: date | LongDate) -> tuple[int, int]:
    """Which month it lies in, counted from the year 0, and the day of that month."""
    return year_of(value) * 12 + near(value).month, near(value).day


def in_utc(moment: date | LongDate) -> Value:
    """The same moment on the clock of UTC; one without a zone stays as it is."""
    apart = _apart(moment)
    return put_together(clock(apart.near), apart.cycles, apart.nanos)


def nanoseconds(value: Plain | LongDate) -> int:
    """Where a date or time stands on the clock of its sort, in nanoseconds."""
    apart = _apart(value)
    day = isinstance(apart.near, date) and not isinstance(apart.near, datetime)
    moment = datetime.combine(apart.near, time()) if day else clock(apart.near)
    whole = (moment.replace(tzinfo=None) - _START) // _MICRO
    return int((whole + apart.cycles * _DAYS * 86_400_000_000) * 1000 + apart.nanos)


def zoned(value: Plain | LongDate) -> bool:
    """Whether it says where its clock hangs; a day counts from its first moment in UTC."""
    return getattr(_apart(value).near, "tzinfo", UTC) is not None


def far_between(start: Plain | LongDate, end: Plain | LongDate) -> timedelta | None:
    """From *start* to *end*; None when only one of them is zoned, or it is too long."""
    if zoned(start) != zoned(end):
        return None
    try:
        return timedelta(microseconds=(nanoseconds(end) - nanoseconds(start)) // 1000)
    except OverflowError:
        return None
