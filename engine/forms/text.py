"""Text as a person typed it, made fit to keep: in one line or in several, or refused."""

import re
import unicodedata

from engine.forms.errors import Wrong
from engine.forms.fields import Field

LONGEST_LINE = 300
LONGEST_TEXT = 10_000
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
_PHONE = re.compile(r"\+?[0-9 ()-]{7,25}")
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


def read_text(field: Field, raw: object) -> str | None:
    """The text of an answer, or None when there is none."""
    if not isinstance(raw, str):
        raise Wrong(f"{field.name} could not be read: reload the page and try again")
    if _UNSEEN.search(raw):
        raise Wrong(f"{field.name} must not contain hidden characters: type it again")
    text = _tidied(raw, lines=field.kind == "textarea")
    if not text:
        return None
    _measure(field, text)
    _match(field, text)
    return text


def longest(field: Field) -> int:
    """How many characters the answer may have."""
    usual = LONGEST_TEXT if field.kind == "textarea" else LONGEST_LINE
    return usual if field.limits.longest is None else field.limits.longest


def printable(text: str) -> str:
    """The text without what a page cannot carry, for showing an answer that was refused."""
    return _UNSEEN.sub("", text)


def _tidied(raw: str, *, lines: bool) -> str:
    text = unicodedata.normalize("NFC", _BREAKS.sub("\n", raw)).replace("\t", " ")
    if lines:
        text = "\n".join(line.rstrip() for line in text.split("\n"))
    else:
        text = re.sub(r"\s*\n\s*", " ", text)
    text = text.strip()
    return text if any(char.isprintable() and not char.isspace() for char in text) else ""


def _measure(field: Field, text: str) -> None:
    if len(text) > longest(field):
        raise Wrong(f"{field.name} must be {longest(field):,} characters or fewer")
    if len(text) < field.limits.shortest:
        raise Wrong(f"{field.name} must be {field.limits.shortest:,} characters or more")


def _match(field: Field, text: str) -> None:
    if field.kind == "email" and not _EMAIL.fullmatch(text):
        raise Wrong(f"Enter {field.noun} in the correct format, like name@example.com")
    if field.kind == "phone" and not _PHONE.fullmatch(text):
        raise Wrong(f"Enter {field.noun} in the correct format, like 01632 960 001")
    if field.limits.pattern and not re.search(field.limits.pattern, text):
        raise Wrong(f"{field.name} must be in the correct format")
