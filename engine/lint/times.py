"""Times as a diagram may write them without an expression: ISO 8601, and working days."""

import re
from datetime import datetime, timedelta

MOST_WORKING_DAYS, MOST_MONTHS = 2_000, 1_200  # as engine.calendar counts them
_WORKING_DAYS = re.compile(r"(\d{1,4})\s+working days?")
_DURATION = re.compile(
    r"P(?=\d|T\d)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?"
    r"(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})(?:\.\d+)?S)?)?"
)
_CYCLE = re.compile(r"R(\d{0,4})/(?:(?P<start>\d{4}-[^/]+)/)?(?P<every>[^/]+)")
_MEANT = re.compile(r"[Rr]\d*/.*|[Pp]T?\d.*|\d{4}-\d.*|.*\bworking\b.*|\d+( ?[a-z]+)+")


def is_duration(source: str) -> bool:
    """Whether *source* is a duration: `P5D`, `PT4H` or `10 working days`."""
    working = _WORKING_DAYS.fullmatch(source)
    if working is not None:
        return int(working[1]) <= MOST_WORKING_DAYS
    found = _DURATION.fullmatch(source)
    return found is not None and 12 * int(found[1] or 0) + int(found[2] or 0) <= MOST_MONTHS


def is_cycle(source: str) -> bool:
    """Whether *source* is a cycle: `R/P7D`, `R3/PT24H`, `R/3 working days`."""
    found = _CYCLE.fullmatch(source)
    if found is None or not is_duration(found["every"]):
        return False
    return found["start"] is None or is_date(found["start"])


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
    return timedelta(days=whole_days, hours=hours, minutes=minutes, seconds=seconds)
