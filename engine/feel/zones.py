"""Time zones and offsets: reading them, writing them, and putting moments on one clock."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import TypeVar
from zoneinfo import ZoneInfo, available_timezones

_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)(?::(\d\d))?")
Moved = TypeVar("Moved", date, datetime)
_SOME_DAY = date(2000, 1, 1)
_MAX_OFFSET = timedelta(hours=14)


@lru_cache(maxsize=512)
def zone(text: str) -> tzinfo | None:
    """The zone written as Z, +01:00 or @Europe/London; None when there is no such zone."""
    if text in {"Z", "z"}:
        return UTC
    if text.startswith("@"):
        return _named_zone(text[1:])
    match = _OFFSET.fullmatch(text)
    if match is None:
        return None
    sign, hours, minutes, seconds = match.groups()
    span = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds or 0))
    if span > _MAX_OFFSET or int(minutes) > 59 or int(seconds or 0) > 59:
        return None
    return offset_zone(-span if sign == "-" else span)


def _named_zone(name: str) -> tzinfo | None:
    return ZoneInfo(name) if name in _names() else None


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset(available_timezones())


def offset_zone(span: timedelta) -> tzinfo | None:
    """The zone that is always *span* from UTC."""
    if abs(span) >= timedelta(hours=24):
        return None
    return timezone(span) if span else UTC


def zone_key(moment: datetime | time) -> str | None:
    """The name of the moment's region, when it has one."""
    return moment.tzinfo.key if isinstance(moment.tzinfo, ZoneInfo) else None


def zone_text(moment: datetime | time) -> str:
    """How the moment's zone is written: '', 'Z', '+01:00' or '@Europe/London'."""
    if moment.tzinfo is None:
        return ""
    key = zone_key(moment)
    if key:
        return f"@{key}"
    seconds = int((moment.utcoffset() or timedelta()).total_seconds())
    if not seconds:
        return "Z"
    sign, seconds = ("-", -seconds) if seconds < 0 else ("+", seconds)
    text = f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}"
    return f"{text}:{seconds % 60:02}" if seconds % 60 else text


def offset(moment: datetime | time) -> timedelta | None:
    """How far the moment's clock is from UTC."""
    if isinstance(moment, time) and zone_key(moment):
        return datetime.combine(_SOME_DAY, moment).utcoffset()
    return moment.utcoffset()


def clock(moment: datetime | time) -> datetime:
    """The moment on the one clock all moments of its sort can be compared on."""
    if isinstance(moment, time):
        moment = datetime.combine(_SOME_DAY, moment)
    if moment.tzinfo is None:
        return moment
    return _in_utc(moment)


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:  # the first or last hours of the calendar
        return moment.replace(tzinfo=UTC)


def later(moment: Moved, span: timedelta) -> Moved | None:
    """The day, or the moment on the clock of the world, *span* later, told in the same zone."""
    try:
        if not isinstance(moment, datetime) or moment.tzinfo is None:
            return moment + span
        return (moment.astimezone(UTC) + span).astimezone(moment.tzinfo)
    except OverflowError:
        return None
