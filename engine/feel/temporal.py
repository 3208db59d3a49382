"""Reading dates, times and durations from text, and writing them back."""

import re
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal

from engine.feel.longdates import day_of, exact_clock, far_later, joined, year_of
from engine.feel.values import Clock, Day, FineTime, LongDate, Temporal, Value, YearsMonths
from engine.feel.zones import zone, zone_text

_DATE = re.compile(r"((?!-0000)-?(?:\d{4}|[1-9]\d{4,8}))-(\d\d)-(\d\d)", re.ASCII)
_TIME = re.compile(r"(\d\d):(\d\d):(\d\d)(?:\.(\d{1,18}))?(Z|z|[+-][\d:]+|@\S+)?", re.ASCII)
_MONTHS = re.compile(r"(-)?P(?=\d)(?:(\d{1,12})Y)?(?:(\d{1,12})M)?", re.ASCII)
_DAYS = re.compile(
    r"(-)?P(?=[\dT])(?:(\d{1,12})D)?"
    r"(?:T(?=\d)(?:(\d{1,15})H)?(?:(\d{1,15})M)?(?:(\d{1,18})(?:\.(\d{0,18}))?S)?)?",
    re.ASCII,
)


def read_date(text: str) -> Day | None:
    """The day written as 2011-12-31."""
    match = _DATE.fullmatch(text)
    return day_of(*map(int, match.groups())) if match else None


def read_time(text: str) -> Clock | None:
    """The time of day written as 23:59:01, with or without a zone."""
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    hour, minute, second, fraction, where = match.groups()
    place: tzinfo | None = zone(where) if where else None
    if where and place is None:
        return None
    micro, nanos = divmod(int((fraction or "0").ljust(9, "0")[:9]), 1000)
    try:
        return exact_clock(time(int(hour), int(minute), int(second), micro, place), nanos)
    except ValueError:
        return None


def read_instant(text: str) -> Day | None:
    """The moment written as 2011-12-31T23:59:01; a day alone means its first moment."""
    day_text, mark, time_text = text.partition("T")
    day = read_date(day_text)
    late = time_text.startswith("24:00:00")  # the end of that day
    if late:
        time_text = time_text.replace("24", "00", 1)
    clock = read_time(time_text) if mark else time()
    if late and day is not None:
        day = far_later(day, timedelta(days=1))
    if day is None or clock is None:
        return None
    return joined(day, clock)


def read_duration(text: str) -> timedelta | YearsMonths | None:
    """The duration written as P1Y2M or P1DT2H."""
    match = _MONTHS.fullmatch(text)
    if match:
        sign, years, months = match.groups()
        count = int(years or 0) * 12 + int(months or 0)
        return YearsMonths(-count if sign else count)
    match = _DAYS.fullmatch(text)
    if match is None or not any(match.groups()[1:]):
        return None
    sign, days, hours, minutes, seconds, fraction = match.groups()
    span = _span(days, hours, minutes, seconds, fraction)
    return -span if sign and span is not None else span


def _span(*parts: str | None) -> timedelta | None:
    days, hours, minutes, seconds = (int(part or 0) for part in parts[:4])
    micro = int((parts[4] or "0").ljust(6, "0")[:6])
    try:
        return timedelta(
            days=days, hours=hours, minutes=minutes, seconds=seconds, microseconds=micro
        )
    except OverflowError:
        return None


def read_any(text: str) -> Value:
    """The date, time, moment or duration that @"…" stands for."""
    for reader in (read_date, read_time, read_duration):
        value = reader(text)
        if value is not None:
            return value
    return read_instant(text) if "T" in text else None


def write(value: Temporal | timedelta | YearsMonths) -> str:
    """The text FEEL's string() gives for a date, time, moment or duration."""
    if isinstance(value, LongDate | FineTime):
        return _long_text(value)
    if isinstance(value, datetime):
        return f"{value.date().isoformat()}T{_clock_text(value)}"
    if isinstance(value, time):
        return _clock_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, YearsMonths):
        return _months_text(value.months)
    return _days_text(value)


def _long_text(value: LongDate | FineTime) -> str:
    if isinstance(value, FineTime):
        return _clock_text(value.near, value.nanos)
    year = year_of(value)
    day = f"{'-' if year < 0 else ''}{abs(year):04}-{value.near:%m-%d}"
    if not isinstance(value.near, datetime):
        return day
    return f"{day}T{_clock_text(value.near, value.nanos)}"


def _clock_text(value: datetime | time, nanos: int = 0) -> str:
    exact = value.microsecond * 1000 + nanos
    fraction = f".{exact:09}".rstrip("0") if exact else ""
    return f"{value.hour:02}:{value.minute:02}:{value.second:02}{fraction}{zone_text(value)}"


def _months_text(months: int) -> str:
    years, rest = divmod(abs(months), 12)
    sign = "-" if months < 0 else ""
    text = (f"{years}Y" if years else "") + (f"{rest}M" if rest else "")
    return f"{sign}P{text or '0M'}"


def _days_text(span: timedelta) -> str:
    sign = "-" if span < timedelta() else ""
    span = abs(span)
    hours, rest = divmod(span.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    exact = Decimal(seconds) + Decimal(span.microseconds) / 1_000_000
    day_part = f"{span.days}D" if span.days else ""
    parts = ((hours, "H"), (minutes, "M"))
    clock = "".join(f"{count}{unit}" for count, unit in parts if count)
    if exact:
        clock += f"{exact.normalize():f}S"
    if not day_part and not clock:
        return "PT0S"
    return f"{sign}P{day_part}{'T' + clock if clock else ''}"
