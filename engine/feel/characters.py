"""The Unicode categories and blocks that \\p{…} can name, as the inside of a Python class."""

import itertools
import unicodedata
from collections.abc import Mapping
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


@lru_cache(maxsize=64)
def block_or_category(name: str) -> str | None:
    """The characters of the block or category; None when there is none of that name."""
    block = _BLOCKS.get(name)
    if block:
        return _span(*block)
    runs = _runs()
    kinds = [kind for kind in runs if name in {kind, kind[0]}]
    return "".join(_span(*run) for kind in kinds for run in runs[kind]) or None


@lru_cache(maxsize=1)
def _runs() -> Mapping[str, list[tuple[int, int]]]:
    """Where the characters of each category begin and end."""
    runs: dict[str, list[tuple[int, int]]] = {}
    categories = map(unicodedata.category, map(chr, range(_LAST + 1)))
    start = 0
    for kind, group in itertools.groupby(categories):
        length = sum(1 for _ in group)
        runs.setdefault(kind, []).append((start, start + length - 1))
        start += length
    return runs


def _span(start: int, end: int) -> str:
    return f"\\U{start:08x}-\\U{end:08x}"
