"""What a name looks like to a reader: case, spaces, accents and look-alike letters set aside.

Two names that squeeze to the same text are read as the same. Whoever mixes alphabets is
refused elsewhere.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from engine.look_alikes import LATIN

# beside letters of other alphabets, what looks alike within our own
_AS_LATIN = LATIN | str.maketrans("1|i!05$\u0456\u0131\u03b9", "llllosslll")

_BETWEEN = re.compile(r"[\W_]+")
_LONGEST_KEPT = 300


def squeezed(text: str) -> str:
    """The letters and digits of *text* as they look, with nothing between them."""
    return _squeezed_name(text) if len(text) <= _LONGEST_KEPT else _squeezed(text)


@lru_cache(maxsize=4_000)
def _squeezed_name(name: str) -> str:
    return _squeezed(name)


def _squeezed(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold()).casefold()
    looks = plain.translate(_AS_LATIN).replace("rn", "m").replace("vv", "w")
    return _BETWEEN.sub("", looks)


def claimed(text: str, claims: Iterable[str]) -> list[str]:
    """Those of *claims* that *text* makes, the longest first; each part of it is read once."""
    left = squeezed(text)
    made = []
    for claim, phrase in _longest_first(tuple(claims)) if left else ():
        if phrase in left:
            made.append(claim)
            left = left.replace(phrase, "\n")
    return made


@lru_cache(maxsize=200)
def _longest_first(claims: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each claim with how it looks, the longest first; those that look like nothing left out."""
    phrases = [(claim, squeezed(claim)) for claim in claims]
    return sorted((pair for pair in phrases if pair[1]), key=lambda pair: -len(pair[1]))
