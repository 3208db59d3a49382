"""A returned scan or photograph: no program can say that its words stand, so a person must. Pure.

Told here is only what a picture cannot be: blank, cut short, too small to read, or too large.
"""

import struct
import zlib
from collections.abc import Iterator

from engine.letters.returned.issued import Issued
from engine.letters.returned.outcome import JPEG, PNG, Kind, Outcome

LARGEST = 40_000_000  # dots
SMALLEST = 600  # dots across or down: less is no page that can be read
BLANK_PNG = 0.005  # bytes a dot: what a picture with nothing on it is packed into
BLANK_JPEG = 0.015
WORDS_ON_A_PAGE = 700  # more than any letter has
PNG_BEGINS = b"\x89PNG\r\n\x1a\n"
JPEG_BEGINS = b"\xff\xd8\xff"
_NO_SIZE = frozenset({0xC4, 0xC8, 0xCC})  # JPEG tables that are numbered like frames


def scanned(issued: Issued, pages: int, media_type: str, details: tuple[str, ...] = ()) -> Outcome:
    """The outcome for pictures of *pages* pages: somebody has to look at them."""
    words = sum(len(paragraph.split()) for paragraph in issued.shown.paragraphs)
    if words > pages * WORDS_ON_A_PAGE:
        few = f"it has {pages} {'page' if pages == 1 else 'pages'}, few for {words:,} words"
        details = (*details, few)
    sentence = "This is a picture of the letter: only a person can say that its words are the same"
    return Outcome(Kind.SCAN, sentence, details, None, media_type, pages)


def judge_picture(content: bytes, issued: Issued) -> Outcome:
    """What a JPEG or PNG is; it is not decoded."""
    is_png = content.startswith(PNG_BEGINS)
    size = _png_size(content) if is_png else _jpeg_size(content)
    if size is None:
        sentence = "The picture is cut short or broken. Take or scan it again"
        return Outcome(Kind.UNREADABLE, sentence)
    width, height = size
    if width * height > LARGEST:
        sentence = "The picture is far too large. Scan it at 200 dots an inch, in grey"
        return Outcome(Kind.UNSAFE, sentence)
    if min(size) < SMALLEST:
        sentence = f"The picture is {width} by {height} dots: too small for a letter to be read"
        return Outcome(Kind.NOT_A_LETTER, sentence)
    if len(content) < width * height * (BLANK_PNG if is_png else BLANK_JPEG):
        return Outcome(Kind.NOT_A_LETTER, "There is nothing on the picture")
    return scanned(issued, 1, PNG if is_png else JPEG)


def _png_size(content: bytes) -> tuple[int, int] | None:
    """The size of a PNG whose every part is whole to its end."""
    size = None
    offset = len(PNG_BEGINS)
    while offset + 12 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, offset)
        body = content[offset + 8 : offset + 8 + length]
        check = content[offset + 8 + length : offset + 12 + length]
        if len(check) < 4 or zlib.crc32(kind + body) != int.from_bytes(check, "big"):
            return None
        if kind == b"IHDR" and length == 13:
            size = struct.unpack_from(">II", body)
        if kind == b"IEND":
            return size
        offset += 12 + length
    return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """The size of a JPEG that has its end."""
    if b"\xff\xd9" not in content[-65_536:]:
        return None
    for marker, body in _segments(content):
        if 0xC0 <= marker <= 0xCF and marker not in _NO_SIZE and len(body) >= 5:
            height, width = struct.unpack_from(">HH", body, 1)
            return (width, height) if width and height else None
    return None


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The parts of a JPEG before its picture: their marker and what they hold."""
    offset = 2
    while offset + 4 <= len(content) and content[offset] == 0xFF:
        marker = content[offset + 1]
        if marker == 0xFF:
            offset += 1
            continue
        length = int.from_bytes(content[offset + 2 : offset + 4], "big")
        yield marker, content[offset + 4 : offset + 2 + length]
        if marker == 0xDA or length < 2:
            return
        offset += 2 + length
