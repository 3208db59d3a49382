"""What a name looks like to a reader: case, spaces, accents and look-alike letters set aside.

Two names that squeeze to the same text are read as the same: `Con-Sent` and `c0nsent` both become
`consent`. Whoever mixes alphabets is refused elsewhere.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from engine.look_alikes import LATIN

# beside letters of other alphabets, what looks alike within our own
_AS_LATIN = LATIN | str.maketrans("1|i!05$\u0456\u0131\u03b9", "llllosslll")

_BETWEEN = re.compile(r"[\W_]+")
_LONGEST_KEPT = 300  # of the texts that are remembered: names come again and again, letters do not


def squeezed(text: str) -> str:
    """The letters and digits of *text* as they look, with nothing between them."""
    if len(text) > _LONGEST_KEPT:
        return _squeeze(text)
    return _squeeze_name(text)


@lru_cache(maxsize=4_000)
def _squeeze_name(name: str) -> str:
    return _squeeze(name)


def _squeeze(text: str) -> str:
    # Some letters unfold to capitals when they are taken apart, so the case is set aside twice.
    plain = unicodedata.normalize("NFKD", text.casefold()).casefold()
    looks = plain.translate(_AS_LATIN).replace("rn", "m").replace("vv", "w")
    return _BETWEEN.sub("", looks)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A claim, and how it looks."""

    claim: str
    look: str


def claims_in(text: str, claims: Iterable[str]) -> list[str]:
    """Those of *claims* that *text* makes, the longest first; each part of it is read once.

    `No consent` makes the claim `no consent`, and not the claim `consent` beside it.
    """
    unread = squeezed(text)
    if not unread:
        return []
    claims_made = []
    for phrase in _longest_first(tuple(claims)):
        if phrase.look in unread:
            claims_made.append(phrase.claim)
            unread = unread.replace(phrase.look, "\n")
    return claims_made


@lru_cache(maxsize=200)
def _longest_first(claims: tuple[str, ...]) -> list[_Phrase]:
    """The claims as they look; those that look like nothing are left out."""
    phrases = [_Phrase(claim, squeezed(claim)) for claim in claims]
    visible = [phrase for phrase in phrases if phrase.look]
    return sorted(visible, key=lambda phrase: len(phrase.look), reverse=True)
