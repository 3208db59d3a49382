"""Dates as a person gives and reads them: three boxes, a whole date, a month as a word."""

import re
from collections.abc import Mapping
from datetime import date, datetime

PARTS = ("day", "month", "year")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WHOLE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def date_parts(raw: object) -> dict[str, str] | None:
    """Day, month and year as typed, each perhaps empty; None when it is no date at all."""
    if raw is None or raw == "":
        return dict.fromkeys(PARTS, "")
    if isinstance(raw, date):
        return {"day": str(raw.day), "month": str(raw.month), "year": str(raw.year)}
    if isinstance(raw, str):
        whole = _WHOLE.fullmatch(raw.strip())
        return dict(zip(("year", "month", "day"), whole.groups(), strict=True)) if whole else None
    if isinstance(raw, Mapping) and set(raw) <= set(PARTS):
        return {part: _typed(raw.get(part)) for part in PARTS}
    return None


def wrong_parts(raw: object) -> tuple[str, ...]:
    """The boxes to look at when a date was refused: the empty ones, else all three."""
    parts = date_parts(raw) or {}
    empty_parts = tuple(part for part in PARTS if not parts.get(part))
    return empty_parts or PARTS


def in_words(day: date) -> str:
    """A date as it is read: 5 March 2012."""
    if isinstance(day, datetime):
        return f"{day.day} {day:%B %Y} at {day:%H:%M}"
    return f"{day.day} {day:%B %Y}"


def _typed(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int) else ""


def month_number(typed: str) -> str:
    """The number of a month typed as a word; anything else as it was typed."""
    start = typed.casefold()[:3]
    is_month = typed.isalpha() and start in _MONTHS and _full(start).startswith(typed.casefold())
    return str(_MONTHS.index(start) + 1) if is_month else typed


def _full(start: str) -> str:
    return f"{date(2000, _MONTHS.index(start) + 1, 1):%B}".casefold()
