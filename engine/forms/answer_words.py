"""A kept or typed answer in words, whatever kind of question it was given to."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from engine.forms.dates import in_words
from engine.forms.files import is_kept
from engine.forms.numbers import plain
from engine.forms.text import is_blank, printable


def answer_in_words(raw: object, labels: Mapping[str, str]) -> str:
    """The answer as a person reads it; a value that is no longer offered as it was kept."""
    if is_blank(raw):
        return ""
    if isinstance(raw, list):
        return "\n".join(_label_of(item, labels) for item in raw)
    if isinstance(raw, date):
        return in_words(raw)
    if isinstance(raw, Decimal):
        return plain(raw)
    return str(raw["name"]) if is_kept(raw) else _label_of(raw, labels)


def _label_of(value: object, labels: Mapping[str, str]) -> str:
    return printable(labels.get(str(value), str(value)))
