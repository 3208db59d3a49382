"""Any value as text, the way FEEL's string() writes it."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from decimal import Decimal

from engine.feel.limits import MAX_DEPTH, fits
from engine.feel.temporal import write
from engine.feel.values import Range, Temporal, Value, YearsMonths


def text_of(value: Value, depth: int = 0) -> str:
    """The text; texts inside lists and contexts stand in quotation marks."""
    text = _text(value, depth)
    fits(len(text))
    return text


def _text(value: Value, depth: int) -> str:
    if value is None or depth > MAX_DEPTH:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quote(value) if depth else value
    if isinstance(value, Decimal | int | float):
        return number_text(Decimal(value))
    if isinstance(value, Temporal | timedelta | YearsMonths):
        return _moment(value, depth)
    return _structure(value, depth)


def number_text(number: Decimal) -> str:
    """The number without an exponent and without needless zeros."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def _moment(value: Temporal | timedelta | YearsMonths, depth: int) -> str:
    return f'@"{write(value)}"' if depth else write(value)


def _structure(value: Value, depth: int) -> str:
    if isinstance(value, list | tuple):
        return f"[{_join(text_of(item, depth + 1) for item in value)}]"
    if isinstance(value, Mapping):
        entries = (f"{_key(key)}: {text_of(item, depth + 1)}" for key, item in value.items())
        return f"{{{_join(entries)}}}"
    if isinstance(value, Range):
        opening = "[" if value.start_included else "("
        closing = "]" if value.end_included else ")"
        ends = (text_of(value.start, depth + 1), text_of(value.end, depth + 1))
        return f"{opening}{ends[0]}..{ends[1]}{closing}"
    return "function"


def _join(parts: Iterable[str]) -> str:
    pieces, length = [], 0
    for part in parts:
        length += len(part) + 2
        fits(length)
        pieces.append(part)
    return ", ".join(pieces)


def _key(key: object) -> str:
    text = str(key)
    return text if text.replace("_", "a").isalnum() else _quote(text)


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
