"""Text as a person typed it: what of it can be kept, and what a page can show of it."""

import re
import unicodedata
from collections.abc import Mapping

# control and other unseen characters that a letter cannot print or that would reorder its words
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u202a-\u202e\u2066-\u2069"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "]"
)
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def has_unseen(text: str) -> bool:
    """Whether it holds what nobody sees: a letter could not print it, or would be reordered."""
    return bool(_UNSEEN.search(text))


def printable(text: str) -> str:
    """The text without what a page cannot carry, for showing an answer that was refused."""
    return _UNSEEN.sub("", text)


def tidied(raw: str, *, lines: bool) -> str:
    """The text in one form, with several *lines* or on one; nothing when nobody could read it."""
    text = unicodedata.normalize("NFC", _BREAKS.sub("\n", raw)).replace("\t", " ")
    if lines:
        text = "\n".join(line.rstrip() for line in text.split("\n"))
    else:
        text = re.sub(r"\s*\n\s*", " ", text)
    text = text.strip()
    return text if any(char.isprintable() and not char.isspace() for char in text) else ""


def is_blank(raw: object) -> bool:
    """Whether nothing was typed, chosen, ticked or handed in."""
    if isinstance(raw, Mapping):
        return all(is_blank(inner) for inner in raw.values())
    if isinstance(raw, list | tuple):
        return all(is_blank(inner) for inner in raw)
    return raw is None or (isinstance(raw, str) and not raw.strip())
