"""What a name looks like to a reader: case, spaces, accents and look-alike letters set aside.

Two names that squeeze to the same text are read as the same. The look-alikes are those of Unicode
Technical Standard 39 that imitate Latin letters; whoever mixes alphabets is refused elsewhere.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_LOOK_ALIKE = {
    "a": "\u0430\u0251\u03b1",
    "b": "\u044c\u0432\u0299\u0185",
    "c": "\u0441\u03f2\u1d04",
    "d": "\u0501\u0257",
    "e": "\u0435\u0454\u03b5\u04bd\u212e",
    "f": "\u0192",
    "g": "\u0261\u0581",
    "h": "\u04bb\u043d\u0570\u029c",
    "j": "\u0458\u03f3",
    "k": "\u043a\u03ba\u1d0b",
    "l": "1|i\u0456\u0131!\u04cf\u03b9\u01c0",
    "m": "\u043c\u028d\u1d0d",
    "n": "\u043f\u0578\u03b7\u0274",
    "o": "0\u043e\u03bf\u03c3\u0585\u1d0f",
    "p": "\u0440\u03c1",
    "q": "\u051b",
    "r": "\u0433\u1d26\u0280",
    "s": "5$\u0455\ua731",
    "t": "\u0442\u03c4\u1d1b",
    "u": "\u03c5\u057d\u1d1c",
    "v": "\u0475\u03bd\u1d20",
    "w": "\u051d\u0461\u03c9\u1d21",
    "x": "\u0445\u03c7\u00d7",
    "y": "\u0443\u04af\u03b3\u028f",
    "z": "\u1d22",
}
_AS_LATIN = str.maketrans({one: latin for latin, like in _LOOK_ALIKE.items() for one in like})


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
