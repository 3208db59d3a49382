"""Pictures: their dots are counted from what they say in their first bytes."""

import struct

import pytest

from engine.readers.errors import NotRead
from engine.readers.pictures import must_not_be_huge, size_of

Size = tuple[int, int]


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height) + b"\x08\0\0\0\0"


def jpeg(width: int, height: int) -> bytes:
    table = b"\xff\xc4" + struct.pack(">H", 4) + b"ab"
    frame = b"\xff\xc2" + struct.pack(">HBHH", 8, 8, height, width)
    return b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xd0" + table + frame


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height)


def bmp(width: int, height: int) -> bytes:
    return b"BM" + b"\0" * 12 + struct.pack("<Iii", 40, width, -height)


def old_bmp(width: int, height: int) -> bytes:
    return b"BM" + b"\0" * 12 + struct.pack("<IHH", 12, width, height)


def tiff(width: int, height: int) -> bytes:
    """A TIFF of two pictures, the second the large one."""

    def directory(wide: int, high: int, after: bytes) -> bytes:
        entries = struct.pack("<HHII", 256, 4, 1, wide) + struct.pack("<HHIHH", 257, 3, 1, high, 0)
        return struct.pack("<H", 3) + struct.pack("<HHII", 254, 4, 1, 0) + entries + after

    first = directory(1, 1, struct.pack("<I", 8 + 42))
    return b"II*\0" + struct.pack("<I", 8) + first + directory(width, height, b"\0" * 4)


def tiff_other_way(width: int, height: int) -> bytes:
    entries = struct.pack(">HHII", 256, 4, 1, width) + struct.pack(">HHII", 257, 4, 1, height)
    return b"MM\0*" + struct.pack(">IH", 8, 2) + entries + b"\0" * 4


def tiff_in_a_circle(width: int, height: int) -> bytes:
    content = tiff_other_way(width, height)
    return content[:-4] + struct.pack(">I", 8)


def webp(width: int, height: int) -> bytes:
    return b"RIFF\0\0\0\0WEBPVP8 " + b"\0" * 10 + struct.pack("<HH", width, height)


def webp_lossless(width: int, height: int) -> bytes:
    packed = (width - 1) | (height - 1) << 14
    return b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f" + struct.pack("<I", packed)


def webp_extended(width: int, height: int) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 8 + size


KINDS = (png, jpeg, gif, bmp, old_bmp, tiff, tiff_other_way, tiff_in_a_circle)
KINDS_OF_WEBP = (webp, webp_lossless, webp_extended)


@pytest.mark.parametrize("kind", [*KINDS, *KINDS_OF_WEBP])
def test_a_picture_with_too_many_dots_is_refused(kind: object) -> None:
    assert callable(kind)
    assert size_of(kind(1_700, 2_400)) == (1_700, 2_400)
    must_not_be_huge("a.png", kind(1_700, 2_400))

    with pytest.raises(NotRead, match=r"a\.png: it is 16,000 by 16,000 dots"):
        must_not_be_huge("a.png", kind(16_000, 16_000))


def test_a_tiff_with_entries_without_end_is_refused() -> None:
    entries = struct.pack("<HHII", 9, 3, 1, 1) * 501

    with pytest.raises(NotRead, match="more entries than any program writes"):
        must_not_be_huge("a", b"II*\0" + struct.pack("<IH", 8, 501) + entries + b"\0" * 4)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg/>",
        png(1, 1)[:20],
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0\0\x04abnothing",
        b"\xff\xd8\xff\xd0" + b"\xff\xd0" * 2_000,
        b"II*\0\0\0\0\0",
        b"RIFF\0\0\0\0WAVE",
        b"RIFF\0\0\0\0WEBPVP9X" + b"\0" * 20,
    ],
)
def test_what_says_no_size_has_none(content: bytes) -> None:
    assert size_of(content) is None
    must_not_be_huge("a", content)
