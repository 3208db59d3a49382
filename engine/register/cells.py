"""Cells of the register in the one form in which they are kept, or what is wrong with one. Pure."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from engine.register.schema import SURENESS

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
_BRITISH_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")  # as spreadsheets save a day
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a spreadsheet knows a formula
_LINK = re.compile(r"https?://[^\s<>\"]+")
_INVISIBLE = {"Cc", "Cf"}  # Unicode's categories of control and format characters
_ZERO_WIDTH_JOINER = "\u200d"
_LONGEST = 2000  # characters
_LONGEST_SHOWN = 20


class CellRefused(ValueError):
    """What is wrong with a cell, as a clause that goes on from its column's name."""


def read_cell(kind: str, text: str) -> str:
    """The cell as it is kept, in NFC and without spaces around it; CellRefused with the reason.

    An empty cell is an empty text: it is not there, so that a column more changes no row.
    """
    if text.lstrip(" \ufeff").startswith(_FORMULA):
        raise CellRefused(f"begins like a formula ({text.strip()[:_LONGEST_SHOWN]}): write words")
    value = unicodedata.normalize("NFC", text.replace("\u00a0", " ")).strip()
    if not value.isprintable() and any(_is_invisible(letter) for letter in value):
        raise CellRefused("holds a character that cannot be seen: type it again")
    if len(value) > _LONGEST:
        raise CellRefused(f"is longer than {_LONGEST} characters: shorten it")
    read = _READERS.get(kind)
    return value if read is None or not value else read(value)


def _is_invisible(letter: str) -> bool:
    if letter in {"\n", _ZERO_WIDTH_JOINER}:
        return False
    return unicodedata.category(letter) in _INVISIBLE


def _day(value: str) -> str:
    british = _BRITISH_DAY.fullmatch(value)
    if british:
        day, month, year = british.groups()
        value_read = f"{year}-{int(month):02d}-{int(day):02d}"
    else:
        value_read = value
    try:
        is_day = date.fromisoformat(value_read).isoformat() == value_read
    except ValueError:
        is_day = False
    if not is_day:
        raise CellRefused(f"'{value}' is no day: write it as year-month-day")
    return value_read


def _id(value: str) -> str:
    if not _ID.fullmatch(value):
        raise CellRefused(f"'{value}' is no id: use letters, digits, hyphens and underscores")
    return value


def _lines(value: str) -> str:
    """Parts that a semicolon divides, as an address or a list of roles has them."""
    return "; ".join(part.strip() for part in value.split(";") if part.strip())


def _yes_or_no(value: str) -> str:
    if value.lower() not in {"yes", "no"}:
        raise CellRefused(f"'{value}' must be yes or no")
    return value.lower()


def _whole_number(value: str) -> str:
    if not re.fullmatch(r"[0-9]{1,4}", value):
        raise CellRefused(f"'{value}' is no whole number")
    return str(int(value))


def _amount(value: str) -> str:
    try:
        amount = Decimal(value.removeprefix("£").replace(",", ""))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite():
        raise CellRefused(f"'{value}' is no amount: write it like 4000.00")
    return f"{amount:.2f}"


def _link(value: str) -> str:
    if not _LINK.fullmatch(value):
        raise CellRefused(f"'{value}' is no address of a page: begin it with https://")
    return value


def _sureness(value: str) -> str:
    if value not in SURENESS:
        raise CellRefused(f"'{value}' must be one of {', '.join(SURENESS)}")
    return value


_READERS: Mapping[str, Callable[[str], str]] = {
    "date": _day,
    "id": _id,
    "lines": _lines,
    "yesno": _yes_or_no,
    "whole": _whole_number,
    "money": _amount,
    "link": _link,
    "sureness": _sureness,
}
