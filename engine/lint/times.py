"""Times as a diagram may write them without an expression: ISO 8601, and working days."""

import re
from datetime import datetime, timedelta

_WORKING_DAYS = re.compile(r"\d{1,4} working days?")
_DURATION = re.compile(
    r"P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?"
    r"(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?"
)
_CYCLE = re.compile(r"R\d*/(?:(?P<start>\d{4}-[^/]+)/)?(?P<every>P[^/]+)(?:/(?P<end>\d{4}-[^/]+))?")
_MEANT = re.compile(r"[Rr]\d*/.*|[Pp]T?\d.*|\d{4}-\d.*|.*\bworking\b.*|\d+( ?[a-z]+)+")


def is_duration(source: str) -> bool:
    """Whether *source* is a duration: `P5D`, `PT4H` or `10 working days`."""
    return bool(_DURATION.fullmatch(source) or _WORKING_DAYS.fullmatch(source))


def is_cycle(source: str) -> bool:
    """Whether *source* is a cycle: `R/P7D`, `R3/PT24H`."""
    found = _CYCLE.fullmatch(source)
    if found is None or not _DURATION.fullmatch(found["every"]):
        return False
    return all(is_date(part) for part in (found["start"], found["end"]) if part)


def is_date(source: str) -> bool:
    """Whether *source* is a date or a date and time."""
    try:
        datetime.fromisoformat(source)
    except ValueError:
        return False
    return source[:4].isdigit() and "-" in source


def is_time(source: str) -> bool:
    """Whether *source* is a time of any kind, rather than an expression."""
    return is_duration(source) or is_cycle(source) or is_date(source)


def is_meant(source: str) -> bool:
    """Whether *source* looks like a time that was mistyped, rather than an expression."""
    return not is_time(source) and bool(_MEANT.fullmatch(source))


def length(source: str) -> timedelta | None:
    """How long a duration, or one turn of a cycle, lasts; None for working days and expressions."""
    cycle = _CYCLE.fullmatch(source)
    found = _DURATION.fullmatch(cycle["every"] if cycle else source)
    if found is None:
        return None
    years, months, weeks, days, hours, minutes, seconds = (
        int(part or 0) for part in found.groups()
    )
    whole_days = 365 * years + 30 * months + 7 * weeks + days
    try:
        return timedelta(days=whole_days, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError:
        return timedelta.max
