"""Where the stream of an object ends, and the objects that are packed in it. Pure.

Two readers must not find two ends: a stream that lies about its length is refused. Streams that
hold no objects (pictures, fonts, the words of pages) are not unpacked.
"""

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from engine.readers.errors import NotRead
from engine.readers.pdf_dictionary import Dictionary
from engine.readers.pdf_refused import AGAIN, broken, too_many
from engine.readers.pdf_tokens import SPACE, plain_name

MOST_UNPACKED = 10_000_000  # bytes of packed objects in one file
MOST_PACKED = 3_000_000  # bytes that these may be packed in; it takes 0.1 µs to look at one
LONGEST_ENTRY = 25  # bytes of a number and a place in the list of packed objects
_END = b"endstream"
_AROUND = SPACE + b"[]/"
_LINE_END = re.compile(rb"[ \t]*+(?:\r\n|\n|\r)")
_GAP_AND_END = re.compile(rb"[" + SPACE + rb"]*+endstream")


class Piece(NamedTuple):
    """A packed object: its number, and where it begins and ends among the unpacked bytes."""

    number: int
    begin: int
    end: int


def bytes_of_stream(content: bytes, offset: int, dictionary: Dictionary) -> tuple[int, int, int]:
    """Where the bytes of a stream begin and end, and where its end mark ends."""
    if dictionary.one("F") is not None:
        raise NotRead(f"a part of it is in another file (/F): {AGAIN}")
    line_end = _LINE_END.match(content, offset)
    length = dictionary.one("Length")
    if line_end is None or length is None or length.kind not in {"number", "reference"}:
        raise broken()
    begin = line_end.end()
    if length.kind == "reference":
        return begin, *_end_sought(content, begin)
    return begin, *_end_counted(content, begin + int(length.raw))


def _end_sought(content: bytes, begin: int) -> tuple[int, int]:
    """The end of a stream whose length stands elsewhere: the first end mark behind its begin."""
    end = content.find(_END, begin)
    if end < 0:
        raise broken()
    return end, end + len(_END)


def _end_counted(content: bytes, end: int) -> tuple[int, int]:
    """The end of a stream by its own length; its end mark must stand there."""
    if end > len(content):
        raise broken()
    mark = _GAP_AND_END.match(content, end)
    if mark is None:
        raise NotRead(f"a part of it is not as long as it says: {AGAIN}")
    return end, mark.end()


def holds_objects(dictionary: Dictionary) -> bool:
    """Whether any reader could take the stream of a dictionary for one of packed objects."""
    return dictionary.is_a("ObjStm") or {"N", "First"} <= dictionary.noted.keys()


def unpacked(packed: bytes, dictionary: Dictionary, most: int) -> bytes:
    """The bytes of packed objects; they may be packed in the usual way or not at all."""
    if not _is_usual(dictionary):
        raise NotRead(f"objects of it are packed in a way that is not read here: {AGAIN}")
    if dictionary.one("Filter") is None:
        data, whole = packed[: most + 1], True
    else:
        pump = zlib.decompressobj()
        try:
            data, whole = pump.decompress(packed, most + 1), pump.eof
        except zlib.error:
            raise broken() from None
    if len(data) > most:
        raise NotRead(f"unpacked, its objects are larger than 10 MB: {AGAIN}")
    if not whole:
        raise broken()
    return data


def _is_usual(dictionary: Dictionary) -> bool:
    filter_, more = dictionary.one("Filter"), dictionary.one("DecodeParms")
    plain = filter_ is None or (
        filter_.kind in {"name", "list"} and plain_name(filter_.raw.strip(_AROUND)) == "FlateDecode"
    )
    return plain and (more is None or more.kind == "nothing")


def pieces(data: bytes, dictionary: Dictionary, most: int) -> Iterator[Piece]:
    """The packed objects one behind the other; NotRead when the list of them is not whole."""
    many, first = _number(dictionary, "N"), _number(dictionary, "First")
    if many > most or first > LONGEST_ENTRY * (many + 1):
        raise too_many()
    listed = data[:first].split()
    if len(listed) != 2 * many or first > len(data):
        raise broken()
    try:
        numbers = [int(digits) for digits in listed]
    except ValueError:
        raise broken() from None
    begins = [first + offset for offset in numbers[1::2]]
    ends = [*begins[1:], len(data)]
    for number, begin, end in zip(numbers[::2], begins, ends, strict=True):
        if not first <= begin <= end:
            raise broken()
        yield Piece(number, begin, end)


def _number(dictionary: Dictionary, key: str) -> int:
    value = dictionary.one(key)
    if value is None or value.kind != "number":
        raise broken()
    return int(value.raw)
