"""The bytes of a PDF as the few marks that matter: where objects begin, dictionaries, names. Pure.

Nothing goes back or looks ahead without a bound: the work grows with the bytes and no faster.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from engine.readers.errors import NotRead
from engine.readers.pdf_refused import AGAIN, too_many
from engine.readers.pdf_rules import ALLOWED, CARRIERS, KINDS, LOCKED

SPACE = b"\x00\t\n\x0c\r "
DIGITS = b"0123456789"
ADDRESSES = frozenset({"URI", "Base"})
# Keys whose value is kept with the dictionary they stand in.
KEPT = frozenset(
    {
        *("Type", "Subtype", "S", "N", "First", "Filter", "DecodeParms", "Length", "F", "Next"),
        *ALLOWED,
        *ADDRESSES,
    }
)
NOTED = frozenset({*KEPT, *CARRIERS, *KINDS, LOCKED})
MOST_WORDS = 100_000  # that may begin an object or a trailer; a thousand pages have 5,000
_LONGEST_GAP = 200  # bytes between the numbers of an object; one is usual
_LONGEST_NUMBER = 10  # digits
_NESTED = 6  # brackets in brackets of a text; writers put a \ before them

_IN_NAMES = r"[^\x00\t\n\x0c\r ()<>\[\]{}/%]"
_ENDS = rf"(?!{_IN_NAMES})"
_BLANK = r"[\x00\t\n\x0c\r ]"
_COMMENT = r"%[^\r\n]*+"
_GAP = rf"(?:{_BLANK}++|{_COMMENT})*+"
_NUMBER = r"[0-9+\-.]++"
_HEX = r"<[0-9A-Fa-f\x00\t\n\x0c\r ]*+>"


def _text(depth: int) -> str:
    """The pattern of a text with that many brackets in brackets."""
    inner = rf"|{_text(depth - 1)}" if depth else ""
    return rf"\((?:[^()\\]++|\\[\x00-\xff]{inner})*+\)"


_TEXT = _text(_NESTED)
_NOTED = rf"(?:{'|'.join(sorted(NOTED))}){_ENDS}"
# What does not matter, all of it at once, and then a mark; `odd` is a byte that may not be there.
MARKS = re.compile(
    rf"""
    (?: [0-9+\-.\[\]\x00\t\n\x0c\r ]++ | /(?!{_NOTED})[^\x00\t\n\x0c\r ()<>\[\]{{}}/%\#]*+(?!\#)
      | {_TEXT} | {_HEX} | (?:true|false|null|R){_ENDS} | {_COMMENT} )*+
    (?: (?P<open><<) | (?P<close>>>) | /(?P<name>{_IN_NAMES}*+)
      | (?P<end>endobj) | (?P<stream>stream){_ENDS} | (?P<done>\Z) | (?P<odd>[\x00-\xff]) )
    """.encode(),
    re.VERBOSE,
)
_VALUE = re.compile(
    rf"""{_GAP}
    (?: /(?P<name>{_IN_NAMES}*+)
      | (?P<nothing>null{_ENDS}|<<{_BLANK}*+>>) | (?P<dictionary><<)
      | (?P<list>\[(?:{_BLANK}*+/{_IN_NAMES}*+{_BLANK}*+\])?+)
      | (?P<text>{_TEXT}) | (?P<hex>{_HEX})
      | (?P<reference>[0-9]{{1,10}})(?={_GAP}[0-9]{{1,10}}{_GAP}R{_ENDS})
      | (?P<odd>{_NUMBER})(?={_GAP}{_NUMBER}{_GAP}R{_ENDS})
      | (?P<number>[0-9]{{1,10}}){_ENDS} )
    """.encode(),
    re.VERBOSE,
)
_BEGINS = re.compile(rf"obj(?<=[0-9\x00\t\n\x0c\r ]obj)|trailer(?={_BLANK}*+(?:<<|%))".encode())
_COMMENTED = re.compile(rb"(?:^|[0-9])[\x00\t\x0c ]*+%")
_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")


class Value(NamedTuple):
    """What stands behind a key: its kind, and its bytes where it is a name, number or text."""

    kind: str
    raw: bytes


class Beginning(NamedTuple):
    """Where an object begins, where what it holds begins, and its number (None for a trailer)."""

    start: int
    inside: int
    number: int | None


def beginnings(content: bytes) -> Iterator[Beginning]:
    """Every place where any reader could take an object or a trailer to begin, in order."""
    for many, word in enumerate(_BEGINS.finditer(content), start=1):
        if many > MOST_WORDS:
            raise too_many()
        start, inside = word.span()
        if word[0] == b"trailer":
            yield Beginning(start, inside, None)
            continue
        generation = _number_before(content, start)
        number = None if generation is None else _number_before(content, generation)
        if number is not None:
            yield Beginning(number, inside, int(content[number : _after_digits(content, number)]))


def _number_before(content: bytes, end: int) -> int | None:
    """Where the number begins that stands before *end*; None when none does."""
    bytes_before = content[max(0, end - _LONGEST_GAP) : end]
    bare = bytes_before.rstrip(SPACE)
    digits = len(bare) - len(bare.rstrip(DIGITS))
    if digits:
        if digits > _LONGEST_NUMBER:
            raise _odd_beginning()
        return end - len(bytes_before) + len(bare) - digits
    if (bytes_before and not bare) or _may_be_a_comment(bare, bytes_before[len(bare) :]):
        raise _odd_beginning()
    return None


def _may_be_a_comment(bytes_before: bytes, gap: bytes) -> bool:
    """Whether what ends before a gap may be a comment behind a number: no writer puts one there."""
    if not gap.strip(b"\0\t\f "):
        return False  # a comment ends with its line
    *lines, last = bytes_before.replace(b"\r", b"\n").split(b"\n")
    return bool(_COMMENTED.search(last)) or (not lines and len(bytes_before) > _LONGEST_GAP // 2)


def _after_digits(content: bytes, offset: int) -> int:
    while content[offset : offset + 1].isdigit():
        offset += 1
    return offset


def _odd_beginning() -> NotRead:
    return NotRead(f"an object of it begins in a way that no program writes: {AGAIN}")


def value_at(content: bytes, offset: int, end: int) -> Value:
    """What stands at a place, behind spaces and comments; `other` is what has no kind here."""
    match = _VALUE.match(content, offset, end)
    if match is None:
        return Value("other", b"")
    kind = match.lastgroup or ""
    return Value(kind, match[kind])


def plain_name(name: bytes) -> str:
    """A name with its codes turned into the characters they stand for."""
    if b"#" in name:
        name = _CODE.sub(lambda code: bytes([int(code[1], 16)]), name)
    return name.decode("latin-1")
