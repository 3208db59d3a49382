"""The Unicode categories and blocks that \\p{…} can name, as the inside of a Python class."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

_BLOCKS: Mapping[str, tuple[int, int]] = {
    "IsBasicLatin": (0x00, 0x7F),
    "IsLatin-1Supplement": (0x80, 0xFF),
    "IsLatinExtended-A": (0x100, 0x17F),
    "IsLatinExtended-B": (0x180, 0x24F),
    "IsGreek": (0x370, 0x3FF),
    "IsCyrillic": (0x400, 0x4FF),
    "IsHebrew": (0x590, 0x5FF),
    "IsArabic": (0x600, 0x6FF),
    "IsGeneralPunctuation": (0x2000, 0x206F),
    "IsCurrencySymbols": (0x20A0, 0x20CF),
}
_LAST = 0x1FFFF
_CATEGORIES = re.compile(r"L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?")


@lru_cache(maxsize=64)
def block_or_category(name: str) -> str | None:
    """The characters of the block or category; None when there is none of that name."""
    block = _BLOCKS.get(name)
    if block:
        return _span(*block)
    if not _CATEGORIES.fullmatch(name):
        return None
    return "".join(_span(start, end) for start, end in _runs(name))


def _runs(category: str) -> Iterator[tuple[int, int]]:
    start = None
    for code in range(_LAST + 2):
        inside = code <= _LAST and unicodedata.category(chr(code)).startswith(category)
        if inside and start is None:
            start = code
        elif not inside and start is not None:
            yield start, code - 1
            start = None


def _span(start: int, end: int) -> str:
    return f"\\U{start:08x}-\\U{end:08x}"
