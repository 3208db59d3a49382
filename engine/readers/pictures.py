"""How many dots a picture would have, read from its first bytes: nothing is decoded. Pure.

A picture of some KB may say that it is 60,000 dots wide and high, and whoever opens it needs 14 GB.
"""

import struct
from collections.abc import Callable, Mapping

from engine.readers.errors import NotRead, shown

MOST_DOTS = 40_000_000  # an A4 page at 600 dots an inch has 35 million
MOST_DIRECTORIES = 50  # pictures in one TIFF
MOST_ENTRIES = 500  # in one directory of a TIFF; cameras write about 60
MOST_SEGMENTS = 1_000  # before the frame of a JPEG; cameras write about 20
_NO_FRAME = frozenset({0xC4, 0xC8, 0xCC})  # JPEG tables that are numbered like frames
_BARE = frozenset({0x01, *range(0xD0, 0xD8)})  # JPEG markers that have no length
_WIDTH, _HEIGHT = 256, 257  # what TIFF calls them
_TIFF_SHORT = 3

Size = tuple[int, int]


def must_not_be_huge(name: str, content: bytes) -> None:
    """Refuses a picture that would have too many dots; what is no picture is not looked at."""
    size = size_of(content)
    if size is not None and size[0] * size[1] > MOST_DOTS:
        raise NotRead(
            f"{shown(name)}: it is {size[0]:,} by {size[1]:,} dots, far too many: make it smaller"
        )


def size_of(content: bytes) -> Size | None:
    """Width and height in dots as a picture declares them; None for what is none we know."""
    for begins, read_size in _KINDS.items():
        if content.startswith(begins):
            try:
                return read_size(content)
            except (struct.error, IndexError):
                return None  # cut short before it says its size; nobody can show it
    return None


def _png(content: bytes) -> Size:
    return _two_numbers(">II", content, 16)


def _gif(content: bytes) -> Size:
    return _two_numbers("<HH", content, 6)


def _two_numbers(form: str, content: bytes, offset: int) -> Size:
    width, height = struct.unpack_from(form, content, offset)
    return abs(width), abs(height)


def _jpeg(content: bytes) -> Size | None:
    offset = 2
    for _ in range(MOST_SEGMENTS):
        if content[offset : offset + 1] != b"\xff":
            return None
        marker = content[offset + 1]
        if marker == 0xFF or marker in _BARE:
            offset += 1 if marker == 0xFF else 2
        elif 0xC0 <= marker <= 0xCF and marker not in _NO_FRAME:
            height, width = struct.unpack_from(">HH", content, offset + 5)
            return width, height
        else:
            offset += 2 + struct.unpack_from(">H", content, offset + 2)[0]
    return None


def _bmp(content: bytes) -> Size:
    oldest = struct.unpack_from("<I", content, 14)[0] == 12  # of OS/2, whose numbers are short
    return _two_numbers("<HH" if oldest else "<ii", content, 18)


def _webp(content: bytes) -> Size | None:
    kind = content[12:16] if content[8:12] == b"WEBP" else b""
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", content, 26)
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L":
        packed = struct.unpack_from("<I", content, 21)[0]
        return (packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1
    if kind == b"VP8X":
        last_column, last_row = content[24:27], content[27:30]
        return int.from_bytes(last_column, "little") + 1, int.from_bytes(last_row, "little") + 1
    return None


def _tiff(content: bytes) -> Size | None:
    """The largest of its pictures."""
    order = "<" if content.startswith(b"II") else ">"
    sizes: list[Size] = []
    offset = struct.unpack_from(f"{order}I", content, 4)[0]
    for _ in range(MOST_DIRECTORIES):
        if not offset:
            break
        size, offset = _tiff_directory(content, offset, order)
        sizes.append(size)
    return max(sizes, key=lambda size: size[0] * size[1], default=None)


def _tiff_directory(content: bytes, offset: int, order: str) -> tuple[Size, int]:
    """The size in one directory of a TIFF, and where the next one is."""
    entries = struct.unpack_from(f"{order}H", content, offset)[0]
    if entries > MOST_ENTRIES:
        raise NotRead("a TIFF in it has more entries than any program writes: take it out")
    size = {_WIDTH: 0, _HEIGHT: 0}
    for entry in range(entries):
        tag, kind = struct.unpack_from(f"{order}HH", content, offset + 2 + 12 * entry)
        if tag in size:
            form = "H" if kind == _TIFF_SHORT else "I"
            size[tag] = struct.unpack_from(order + form, content, offset + 10 + 12 * entry)[0]
    following = struct.unpack_from(f"{order}I", content, offset + 2 + 12 * entries)[0]
    return (size[_WIDTH], size[_HEIGHT]), following


_KINDS: Mapping[bytes, Callable[[bytes], Size | None]] = {
    b"\x89PNG\r\n\x1a\n": _png,
    b"\xff\xd8\xff": _jpeg,
    b"GIF87a": _gif,
    b"GIF89a": _gif,
    b"BM": _bmp,
    b"II*\0": _tiff,
    b"MM\0*": _tiff,
    b"RIFF": _webp,
}
