"""Dates as a person gives them: three boxes, or a whole date; real days only."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from engine.forms.errors import Wrong
from engine.forms.fields import Field

PARTS = ("day", "month", "year")
FIRST_YEAR = 1900
LAST_YEAR = 2100
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WHOLE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DIGITS = re.compile(r"[0-9]{1,4}")


def read_date(field: Field, raw: object) -> date | None:
    """The date of an answer, or None when there is none."""
    parts = date_parts(raw)
    if parts is None:
        raise Wrong(f"{field.name} must be a real date")
    if not any(parts.values()):
        return None
    gone = [part for part in PARTS if not parts[part]]
    if gone:
        raise Wrong(f"{field.name} must include a {' and '.join(gone)}")
    return _real(field, parts)


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
    gone = tuple(part for part in PARTS if not parts.get(part))
    return gone or PARTS


def in_words(day: date) -> str:
    """A date as it is read: 5 March 2012."""
    if isinstance(day, datetime):
        return f"{day.day} {day:%B %Y} at {day:%H:%M}"
    return f"{day.day} {day:%B %Y}"


def _typed(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int) else ""


def _real(field: Field, parts: Mapping[str, str]) -> date:
    month = _month(parts["month"])
    if not all(_DIGITS.fullmatch(part) for part in (parts["day"], month, parts["year"])):
        raise Wrong(f"{field.name} must be a real date")
    if len(parts["year"]) < 4:
        raise Wrong(f"{field.name} must have a year of 4 numbers, like 2012")
    if not FIRST_YEAR <= int(parts["year"]) <= LAST_YEAR:
        raise Wrong(f"{field.name} must have a year from {FIRST_YEAR} to {LAST_YEAR}")
    try:
        return date(int(parts["year"]), int(month), int(parts["day"]))
    except ValueError:
        raise Wrong(f"{field.name} must be a real date") from None


def _month(typed: str) -> str:
    start = typed.casefold()[:3]
    named = typed.isalpha() and start in _MONTHS and _full(start).startswith(typed.casefold())
    return str(_MONTHS.index(start) + 1) if named else typed


def _full(start: str) -> str:
    return f"{date(2000, _MONTHS.index(start) + 1, 1):%B}".casefold()
