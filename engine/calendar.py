"""When a time falls: durations and working days on the calendar of London, UTC out.

Days, weeks, months and years follow the wall clock; hours, minutes and seconds pass exactly.
How a time is written is `engine.times`' business.
"""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

from engine.times import Duration, parse_date, parse_duration

LONDON = ZoneInfo("Europe/London")


class Nation(StrEnum):
    """Whose bank holidays: the Banking and Financial Dealings Act 1971 lists them by nation."""

    ENGLAND_AND_WALES = "ENG"
    SCOTLAND = "SCT"
    NORTHERN_IRELAND = "NIR"


def moment(value: object) -> datetime | None:
    """The instant, in UTC, that a date, a date-time or its text means: a date is its first moment.

    What names no zone is London time. None for what is no date.
    """
    if isinstance(value, str):
        value = parse_date(value)
    if isinstance(value, datetime):
        in_a_zone = value if value.tzinfo else value.replace(tzinfo=LONDON)
        return in_a_zone.astimezone(UTC)
    if isinstance(value, date):
        return _instant(value, time())
    return None


def due(value: object, now: datetime) -> datetime | None:
    """When something is due that was said as *value*, counted from *now*; None if it says nothing.

    *value* is a date, a moment, a length of time, or the text of one.
    """
    duration = _duration(value)
    try:
        return moment(value) if duration is None else after(duration, now)
    except (OverflowError, ValueError):
        return None  # beyond the calendar


def due_by(value: object, now: datetime) -> datetime | None:
    """As `due`, but a bare date means that the whole of that day may be used."""
    day = parse_date(value) if isinstance(value, str) else value
    instant = due(value, now)
    if instant and isinstance(day, date) and not isinstance(day, datetime):
        return _instant(day, time(23, 59, 59))
    return instant


def after(duration: Duration, now: datetime) -> datetime:
    """The instant, in UTC, that *duration* after *now* is.

    Months are added first (a month after 31 January is the last of February), then days, then
    working days of England and Wales, then the exact part. OverflowError beyond the calendar.
    """
    local = now.astimezone(LONDON)
    day = _add_months(local.date(), duration.months) + timedelta(days=duration.days)
    if duration.working_days:
        day = add_working_days(day, duration.working_days)
    return _instant(day, local.time()) + duration.exact


def add_working_days(day: date, count: int, nation: Nation = Nation.ENGLAND_AND_WALES) -> date:
    """The day *count* working days after *day*.

    Five working days from Wednesday 20 April 2011, over Easter, a royal wedding and May Day, is
    Tuesday 3 May 2011.
    """
    while count:
        day += timedelta(days=1)
        if is_working_day(day, nation):
            count -= 1
    return day


def is_working_day(day: date, nation: Nation = Nation.ENGLAND_AND_WALES) -> bool:
    """Whether it is neither Saturday, Sunday nor a bank holiday of that nation."""
    return day.weekday() < 5 and day not in bank_holidays(day.year, nation)


@cache
def bank_holidays(year: int, nation: Nation = Nation.ENGLAND_AND_WALES) -> frozenset[date]:
    """The bank holidays of a year, days in lieu and those proclaimed for one year with them."""
    from holidays import country_holidays  # noqa: PLC0415 - 0.1 s that only working days need

    return frozenset(country_holidays("GB", years=year, subdiv=nation))


def _duration(value: object) -> Duration | None:
    if isinstance(value, str):
        return parse_duration(value)
    if isinstance(value, timedelta):
        return Duration(days=value.days, exact=value - timedelta(days=value.days))
    months = getattr(value, "months", None)  # a FEEL duration of years and months
    return Duration(months=months) if isinstance(months, int) else None


def _add_months(day: date, months: int) -> date:
    if not months:
        return day
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, _last_day(year, month + 1)))


@cache
def _last_day(year: int, month: int) -> int:
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return (first_of_next - timedelta(days=1)).day


def _instant(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=LONDON).astimezone(UTC)
