"""Reckoning with dates and times that Python's own cannot hold: far years and nanoseconds.

The calendar repeats itself every 400 years, to the day of the week, so each is kept as a day near
2000, how many such cycles lie between, and the nanoseconds after the last whole microsecond.
"""

import calendar
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from typing import cast

from engine.feel.values import Clock, Day, FineTime, LongDate, Temporal
from engine.feel.zones import clock, later

_YEARS = 400
_DAYS = 146_097
_NEAR = 2000
_MAX_YEAR = 999_999_999
_MICRO = timedelta(microseconds=1)
_START = datetime(1, 1, 1)  # noqa: DTZ001 - moments without a zone are counted from it too


def _take_apart(value: Day) -> LongDate:
    return value if isinstance(value, LongDate) else LongDate(value)


def near(value: Day) -> date:
    """The day that stands for it: the same day of the same week of the same sort of year."""
    return _take_apart(value).near


def put_together(stand_in: date, cycles: int, nanos: int = 0) -> Day | None:
    """The day or moment, as Python's own where that can hold it; None beyond a billion years."""
    year = stand_in.year + cycles * _YEARS
    if abs(year) > _MAX_YEAR:
        return None
    if MINYEAR <= year <= MAXYEAR and not nanos:
        return stand_in.replace(year=year)
    return LongDate(*_near_2000(stand_in, cycles), nanos)


def exact_clock(clock: time, nanos: int) -> Clock:
    """The time of day, as Python's own where that can hold it."""
    return FineTime(clock, nanos) if nanos else clock


def _near_2000(stand_in: date, cycles: int) -> tuple[date, int]:
    more, years = divmod(stand_in.year - _NEAR, _YEARS)
    return stand_in.replace(year=_NEAR + years), cycles + more


def day_of(year: int | None, month: int | None, day: int | None) -> Day | None:
    """The day of a year however far; None where there is no such day."""
    if year is None or month is None or day is None:
        return None
    cycles, years = divmod(year - _NEAR, _YEARS)
    try:
        return put_together(date(_NEAR + years, month, day), cycles)
    except (ValueError, OverflowError):
        return None


def months_later(day: Day, months: int) -> Day | None:
    """The same day of the month, or the month's last day where that does not exist."""
    parts = _take_apart(day)
    years, month = divmod(parts.near.year * 12 + parts.near.month - 1 + months, 12)
    cycles, years = divmod(years - _NEAR, _YEARS)
    last = calendar.monthrange(_NEAR + years, month + 1)[1]
    near_day = parts.near.replace(
        year=_NEAR + years, month=month + 1, day=min(parts.near.day, last)
    )
    return put_together(near_day, parts.cycles + cycles, parts.nanos)


def joined(day: Day, clock: Clock) -> Day | None:
    """The moment of a day at which the clock says so."""
    whole = _take_apart(day)
    exact = clock if isinstance(clock, FineTime) else FineTime(clock, 0)
    return put_together(datetime.combine(whole.near, exact.near), whole.cycles, exact.nanos)


def day_part(moment: Day) -> Day | None:
    """The day a moment lies on."""
    parts = _take_apart(moment)
    day = parts.near.date() if isinstance(parts.near, datetime) else parts.near
    return put_together(day, parts.cycles)


def clock_part(moment: Day) -> Clock:
    """What the clock says at a moment; a day alone counts from its first moment in UTC."""
    parts = _take_apart(moment)
    if not isinstance(parts.near, datetime):
        return time(tzinfo=UTC)
    return exact_clock(parts.near.timetz(), parts.nanos)


def far_later(value: Day, span: timedelta) -> Day | None:
    """The day or moment *span* later, however far away that is."""
    parts = _take_apart(value)
    stand_in, cycles = _near_2000(parts.near, parts.cycles)
    more, days = divmod(span.days, _DAYS)
    rest = span - timedelta(days=span.days - days)
    near_day = cast("date", later(stand_in, rest))  # so near 2000, the calendar has no end
    return put_together(near_day, cycles + more, parts.nanos)


def year_of(value: Day) -> int:
    """The year it lies in; before the year 0 come -1, -2 and so on."""
    parts = _take_apart(value)
    return parts.near.year + parts.cycles * _YEARS


def month_and_day(value: Day) -> tuple[int, int]:
    """Which month it lies in, counted from the year 0, and the day of that month."""
    return year_of(value) * 12 + near(value).month, near(value).day


def in_utc(moment: Day) -> Day:
    """The same moment on the clock of UTC; a day, or one without a zone, stays as it is."""
    parts = _take_apart(moment)
    stand_in = clock(parts.near) if isinstance(parts.near, datetime) else parts.near
    # The last hours of a billion years have no moment in UTC that can be written.
    return put_together(stand_in, parts.cycles, parts.nanos) or moment


def nanoseconds(value: Temporal) -> int:
    """Where a date or time stands on the clock of its sort, in nanoseconds."""
    near, cycles, nanos = _parts(value)
    moment = clock(near) if isinstance(near, datetime | time) else datetime.combine(near, time())
    micros = (moment.replace(tzinfo=None) - _START) // _MICRO
    return (micros + cycles * _DAYS * 86_400_000_000) * 1000 + nanos


def _parts(value: Temporal) -> tuple[date | time, int, int]:
    """The date or time that stands for it, how many cycles lie between, and its nanoseconds."""
    if isinstance(value, FineTime):
        return value.near, 0, value.nanos
    if isinstance(value, LongDate):
        return value.near, value.cycles, value.nanos
    return value, 0, 0


def zoned(value: Temporal) -> bool:
    """Whether it says where its clock hangs; a day counts from its first moment in UTC."""
    near, *_ = _parts(value)
    return getattr(near, "tzinfo", UTC) is not None


def far_between(start: Temporal, end: Temporal) -> timedelta | None:
    """From *start* to *end*; None when only one of them is zoned, or it is too long."""
    if zoned(start) != zoned(end):
        return None
    try:
        return timedelta(microseconds=(nanoseconds(end) - nanoseconds(start)) // 1000)
    except OverflowError:
        return None
