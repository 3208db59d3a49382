"""Fact values to JSON and back: numbers, dates and durations keep their type. No database here."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import orjson

from engine.feel.values import Facts, YearsMonths

_FILE = re.compile(r'"file":"([0-9a-f]{64})"')
_READERS: dict[str, Callable[[Any], Any]] = {
    "$number": Decimal,
    "$date": date.fromisoformat,
    "$time": time.fromisoformat,
    "$instant": datetime.fromisoformat,
    "$seconds": lambda text: timedelta(seconds=float(text)),
    "$months": lambda text: YearsMonths(int(text)),
    "$text": lambda inner: {key: _value(item) for key, item in inner.items()},
}


def _instant(value: datetime) -> str:
    if value.tzinfo is None:
        raise TypeError("a fact cannot be a moment without a time zone")
    return value.astimezone(UTC).isoformat()


_WRITERS: tuple[tuple[type, str, Callable[[Any], str]], ...] = (
    (int, "$number", str),
    (Decimal, "$number", str),
    (datetime, "$instant", _instant),  # before the date, which it is too
    (date, "$date", date.isoformat),
    (time, "$time", time.isoformat),
    (timedelta, "$seconds", lambda value: str(value.total_seconds())),
    (YearsMonths, "$months", lambda value: str(value.months)),
)


def to_json(value: object) -> str:
    """The canonical JSON text of a fact value: same value, same text."""
    return orjson.dumps(_plain(value), option=orjson.OPT_SORT_KEYS).decode()


def texts_of(facts: Facts) -> dict[str, str]:
    """The canonical JSON text of each of the facts, as their rows hold it."""
    return {key: to_json(value) for key, value in facts.items()}


def from_json(text: str) -> object:
    """The fact value that `to_json` wrote."""
    return _value(orjson.loads(text))


def files_named(text: str) -> list[str]:
    """The SHA-256 of every file that `to_json` wrote into a text."""
    return _FILE.findall(text)


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        plain = {str(key): _plain(item) for key, item in value.items()}
        return {"$text": plain} if _READERS.keys() & plain.keys() else plain
    return _tagged(value)


def _tagged(value: Any) -> dict[str, str]:
    for kind, tag, text_of in _WRITERS:
        if isinstance(value, kind):
            return {tag: text_of(value)}
    raise TypeError(f"a fact cannot be a {type(value).__name__}")


def _value(plain: Any) -> Any:
    if isinstance(plain, list):
        return [_value(item) for item in plain]
    if not isinstance(plain, dict):
        return plain
    if len(plain) == 1:
        ((tag, inner),) = plain.items()
        if tag in _READERS:
            return _READERS[tag](inner)
    return {key: _value(item) for key, item in plain.items()}
