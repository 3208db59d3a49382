"""Words as one run of characters, so that two files can be compared however each spaces them.

Left out is what a program adds or loses between words: spaces, lines to write on, leaders of dots.
Kept is everything that can change what a sentence says, figures with their points and commas too.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.letters.fingerprint import normal

_LEADERS = re.compile(r"_+|\.{4,}|…{2,}")
_FROM_RIGHT = ("R", "AL")  # as Unicode calls letters of right-to-left scripts


@dataclass(frozen=True, slots=True)
class Stream:
    """The characters of many words, and which word each of them belongs to."""

    words: tuple[str, ...]
    characters: str
    starts: tuple[int, ...]  # where each word begins among the characters
    from_right: tuple[tuple[int, str], ...]  # right-to-left letters: of which word, and which

    def word_at(self, place: int) -> int:
        """The number of the word that the character at *place* belongs to."""
        return max(0, bisect_right(self.starts, place) - 1)


def stream_of(words: Iterable[str], *, any_case: bool) -> Stream:
    """The characters of *words*; *any_case* when capitals may be a matter of style."""
    all_words: list[str] = []
    pieces: list[str] = []
    starts: list[int] = []
    from_right: list[tuple[int, str]] = []
    place = 0
    for word in words:
        bare = bare_characters(word, any_case=any_case)
        turned = "".join(letter for letter in bare if _is_from_right(letter))
        if turned:
            from_right.append((len(all_words), turned))
            bare = "".join(letter for letter in bare if not _is_from_right(letter))
        all_words.append(word)
        starts.append(place)
        pieces.append(bare)
        place += len(bare)
    return Stream(tuple(all_words), "".join(pieces), tuple(starts), tuple(from_right))


def bare_characters(text: str, *, any_case: bool) -> str:
    """The characters of a text that count, without spaces and leaders."""
    bare = _LEADERS.sub("", normal(text)).replace(" ", "")
    return bare.casefold() if any_case else bare


def words_in(paragraphs: Sequence[str]) -> list[str]:
    """The words of several paragraphs, in order."""
    return [word for paragraph in paragraphs for word in paragraph.split()]


def _is_from_right(letter: str) -> bool:
    return not letter.isascii() and unicodedata.bidirectional(letter) in _FROM_RIGHT
