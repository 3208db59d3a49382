"""What a signatory may add beside their signature without changing the letter. Pure.

It is a list of what is let through: a date, "signed", the name and office as they were issued.
Whatever else stands there could take back what the letter says ("subject to my letter of …").
"""

import re
from collections.abc import Iterable

from engine.letters.fingerprint import normal

LONGEST = 120  # characters
_LISTED = """
    signed sign signature date dated by for and on behalf of the pp per pro electronically digitally
    at name
"""
SIGNING = frozenset(_LISTED.split())
_MONTHS = (
    "jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|"
    "nov(ember)?|dec(ember)?"
)
_DAYS = (
    rf"\d{{1,2}}(st|nd|rd|th)?\s+(of\s+)?({_MONTHS})\s+\d{{4}}",
    r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(\d{4}|\d{2})",
    r"\d{4}[.-]\d{2}[.-]\d{2}",
)
_TIME = r"\d{1,2}[:.]\d{2}([:.]\d{2})?(\s?(am|pm|gmt|bst))?(\s?[+-]\d{2}[:']?\d{2}'?)?"
_MOMENT = re.compile(rf"\b({'|'.join(_DAYS)})\b|(?<!\d){_TIME}(?!\d)", re.IGNORECASE)


def may_be_added(text: str, block: Iterable[str]) -> bool:
    """Whether *text* may stand in a signature block that was issued with the words of *block*."""
    if len(text) > LONGEST:
        return False
    allowed_words = SIGNING | {word for line in block for word in _words(line)}
    return all(word in allowed_words for word in _words(_MOMENT.sub(" ", normal(text))))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", normal(text).replace("_", " ").casefold())
