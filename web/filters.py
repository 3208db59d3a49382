"""How values read on a page: dates and times in London, sizes of files, whole sentences."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Flask

LONDON = ZoneInfo("Europe/London")
KILOBYTE = 1000
FINGERPRINT_GROUP = 4


def gov_date(value: date | datetime | None) -> str:
    """17 November 2026: the day in London when it is an instant."""
    if value is None:
        return ""
    day = value.astimezone(LONDON) if isinstance(value, datetime) else value
    return f"{day.day} {day:%B %Y}"


def iso_day(text: str) -> str:
    """17 November 2026, of a day written as 2026-11-17."""
    return gov_date(date.fromisoformat(text))


def gov_time(value: datetime | None) -> str:
    """17 November 2026 at 3:12pm, in London."""
    if value is None:
        return ""
    local = value.astimezone(LONDON)
    hour = local.hour % 12 or 12
    return f"{gov_date(local)} at {hour}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


def file_size(size: float | None) -> str:
    """42KB, 1.2MB: as the design system writes them."""
    if not size:
        return ""
    if size < KILOBYTE * KILOBYTE:
        return f"{max(1, round(size / KILOBYTE))}KB"
    return f"{size / KILOBYTE / KILOBYTE:.1f}MB"


def sentence(text: object) -> str:
    """A refusal's words with a capital at the start and a full stop at the end."""
    words = sentence_start(text)
    return words if not words or words[-1] in ".?!" else f"{words}."


def sentence_start(text: object) -> str:
    """A problem's words with a capital at the start, as an error message has."""
    words = str(text).strip()
    first = words.partition(" ")[0]
    if "." in first[:-1]:  # the name of a file stays as it is
        return words
    return words[:1].upper() + words[1:]


def anchor(path: str) -> str:
    """The id on the form's page of the question or the row at a path."""
    return "-".join(path.split("."))


def list_and(items: Iterable[str]) -> str:
    """One, two and three."""
    *most, last = [*items] or [""]
    return f"{', '.join(most)} and {last}" if most else last


def grouped(fingerprint: str) -> str:
    """A fingerprint in groups of four, so that two people can read it to each other."""
    if " " in fingerprint or "-" in fingerprint:
        return fingerprint
    starts = range(0, len(fingerprint), FINGERPRINT_GROUP)
    return " ".join(fingerprint[start : start + FINGERPRINT_GROUP] for start in starts)


FILTERS: dict[str, Callable[..., str]] = {
    "gov_date": gov_date,
    "iso_day": iso_day,
    "gov_time": gov_time,
    "file_size": file_size,
    "sentence": sentence,
    "sentence_start": sentence_start,
    "anchor": anchor,
    "list_and": list_and,
    "grouped": grouped,
}


def attach(app: Flask) -> None:
    """Give templates the filters."""
    app.jinja_env.filters.update(FILTERS)
