"""What a written-out text or number stands for."""

import re
from decimal import Decimal

from engine.feel.arithmetic import DECIMAL
from engine.feel.limits import MAX_DIGITS

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|(.))", re.DOTALL)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "'": "'", "\\": "\\"}


def unquoted(literal: str) -> str:
    """The text between the quotation marks, with its escapes resolved."""
    text = _ESCAPE.sub(_escape, literal[1:-1])
    if any("\ud800" <= character <= "\udfff" for character in text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _escape(match: re.Match[str]) -> str:
    short, long, letter = match.groups()
    if letter is not None:
        return _LETTERS.get(letter, "\\" + letter)
    number = int(short or long, 16)
    return chr(number) if number <= 0x10FFFF else match.group()


def written_number(literal: str) -> Decimal | None:
    """The number; None when it is none, or too large or too long to be kept."""
    number = DECIMAL.create_decimal(literal)
    return number if len(literal) <= MAX_DIGITS and number.is_finite() else None
