"""A day: three boxes on the page, real days only."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from engine.feel.values import DATE, Value
from engine.forms.components import kind_wanted
from engine.forms.dates import PARTS, date_parts, in_words, month_number, wrong_parts
from engine.forms.errors import Wrong
from engine.forms.fields import OF_EVERY_QUESTION, Field, Kind, Option

FIRST_YEAR = 1900
LAST_YEAR = 2100
_DIGITS = re.compile(r"[0-9]{1,4}")


class Date(Kind):
    """A question answered by a day."""

    name = "date"
    components = frozenset({"datetime"})
    feel = DATE
    properties = OF_EVERY_QUESTION | {"min", "max", "autocomplete"}
    parts = PARTS

    def is_meant_by(self, component: Mapping[str, object]) -> bool:
        """Unless it asks for a time as well, which no page of ours does."""
        if component.get("subtype", "date") != "date":
            raise Wrong("it asks for a time: only dates can be asked for")
        return kind_wanted(component) in {"", self.name}

    def read(self, field: Field, raw: object, options: Sequence[Option]) -> Value:
        """The day, or None when there is none."""
        return day_in(field.name, raw)

    def at_least(self, limit: Value, source: str) -> str:
        """The day itself may be taken."""
        return "today or in the future" if _is_today(source) else f"on or after {_words(limit)}"

    def at_most(self, limit: Value, source: str) -> str:
        """The day itself may be taken."""
        return "today or in the past" if _is_today(source) else f"on or before {_words(limit)}"

    def typed(self, raw: object) -> str | Mapping[str, str]:
        """Day, month and year."""
        return date_parts(raw) or {}

    def wrong_parts(self, raw: object) -> tuple[str, ...]:
        """The empty ones, else all three."""
        return wrong_parts(raw)


def day_in(name: str, raw: object) -> dt.date | None:
    """The day that was typed, whole or in three boxes; None when there is none.

    Wrong says what is not right with it, by *name*.
    """
    parts = date_parts(raw)
    if parts is None:
        raise Wrong(f"{name} must be a real date")
    if not any(parts.values()):
        return None
    empty_parts = [part for part in PARTS if not parts[part]]
    if empty_parts:
        raise Wrong(f"{name} must include a {' and '.join(empty_parts)}")
    return _real(name, parts)


def _is_today(source: str) -> bool:
    return source.removeprefix("=").strip() == "today"


def _words(limit: Value) -> str:
    return in_words(limit) if isinstance(limit, dt.date) else str(limit)


def _real(name: str, parts: Mapping[str, str]) -> dt.date:
    month = month_number(parts["month"])
    if not all(_DIGITS.fullmatch(part) for part in (parts["day"], month, parts["year"])):
        raise Wrong(f"{name} must be a real date")
    if len(parts["year"]) < 4:
        raise Wrong(f"{name} must have a year of 4 numbers, like 2012")
    if not FIRST_YEAR <= int(parts["year"]) <= LAST_YEAR:
        raise Wrong(f"{name} must have a year from {FIRST_YEAR} to {LAST_YEAR}")
    try:
        return dt.date(int(parts["year"]), int(month), int(parts["day"]))
    except ValueError:
        raise Wrong(f"{name} must be a real date") from None
