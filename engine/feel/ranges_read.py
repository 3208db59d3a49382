"""Reading a range from a text such as "[1..10)" whose ends are written-out values."""

import re

from engine.feel.compare import ordered
from engine.feel.temporal import read_any, read_date, read_duration, read_instant, read_time
from engine.feel.values import Range, Value, kind
from engine.feel.written import unquoted, written_number

_TEXT = r'"(?:[^"\\]|\\.)*"'
_END = (
    rf"""(?:-?[\d.]+?|{_TEXT}|@{_TEXT}|(?:date\ and\ time|date|time|duration)\(\s*{_TEXT}\s*\))"""
)
_RANGE = re.compile(rf"\s*([\[(\]])\s*({_END})\s*\.\.\s*({_END})\s*([\])\[])\s*", re.DOTALL)
_CALL = re.compile(rf"(date and time|date|time|duration)\(\s*({_TEXT})\s*\)", re.DOTALL)
_READERS = {
    "date": read_date,
    "time": read_time,
    "date and time": read_instant,
    "duration": read_duration,
}


def read_range(text: str) -> Range | None:
    """The range the text spells; None when it does not spell one with ends in order."""
    match = _RANGE.fullmatch(text) if len(text) <= 1000 else None
    if match is None:
        return None
    opening, low, high, closing = match.groups()
    start, end = _value(low), _value(high)
    if kind(start) != kind(end) or not ordered(start, end, "<="):
        return None
    return Range(start, end, opening == "[", closing == "]")


def _value(text: str) -> Value:
    if text.startswith('"'):
        return unquoted(text)
    if text.startswith("@"):
        return read_any(unquoted(text[1:]))
    call = _CALL.fullmatch(text)
    if call:
        return _READERS[call[1]](unquoted(call[2]))
    return written_number(text)
