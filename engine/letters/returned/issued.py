"""The letter as it was issued, ready to hold a returned file against. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.letters.fingerprint import fingerprint
from engine.letters.returned.alignment import Allowed
from engine.letters.returned.streams import Stream, bare_characters, stream_of, words_in
from engine.letters.returned.word_parts import parts_of
from engine.letters.returned.word_shown import FIELD, Shown, shown_by

_COUNTED = r"(?:[0-9]{1,3}|[a-z]|[ivx]{1,6})"
_BULLETS = r"[•◦▪●○■□–\-·\uf0a7\uf0b7\uf02d]"


@dataclass(frozen=True, slots=True)
class Stray:
    """Another letter that we issued."""

    letter: str
    version: int
    case: str


Known = Callable[[str], Stray | None]  # the other letter that has a fingerprint, if any has


@dataclass(frozen=True)
class Issued:
    """The version of a letter that is to come back signed."""

    letter: str  # its number, such as LAN-2627-0001-L07
    version: int
    case: str
    shown: Shown

    @cached_property
    def fingerprint(self) -> str:
        """The fingerprint of its words."""
        return fingerprint(self.shown.paragraphs)

    def stream(self, *, any_case: bool) -> Stream:
        """Its words as one run of characters."""
        return stream_of(words_in(self.shown.paragraphs), any_case=any_case)

    @cached_property
    def block_words(self) -> tuple[str, ...]:
        """The lines of its signature block."""
        first, last = self.shown.block
        return self.shown.paragraphs[first : last + 1]

    def allowed(self, *, any_case: bool) -> Allowed:
        """What may stand in a copy beside its words; with *any_case* a PDF's drawn lists too."""
        places = [0]
        for paragraph in self.shown.paragraphs:
            places.append(places[-1] + _length(paragraph, any_case=any_case))
        first, last = self.shown.block
        heads = [bare_characters(head, any_case=any_case) for head in self.shown.heads]
        return Allowed(
            paragraphs=tuple(places),
            labels=self._labels() if any_case else re.compile("(?!)"),
            heads=tuple(head for head in heads if head and any_case),
            block=(places[min(first, len(places) - 1)], places[min(last + 1, len(places) - 1)]),
            block_words=self.block_words,
        )

    def _labels(self) -> re.Pattern[str]:
        """Whatever the numbered lists of the letter print before a paragraph."""
        patterns = {_BULLETS}
        for label in self.shown.labels:
            bare = bare_characters(label, any_case=True)
            if re.search(r"%\d", bare):
                pieces = [re.escape(piece) for piece in re.split(r"%\d", bare)]
                patterns.add(_COUNTED.join(pieces))
        return re.compile("|".join(sorted(patterns)))

    @cached_property
    def edge_lines(self) -> re.Pattern[str]:
        """A line of a page, without spaces, that is its header or footer."""
        lines = set()
        for edge in self.shown.edges.values():
            for line in edge:
                pieces = bare_characters(line, any_case=True).split(FIELD)
                lines.add(r"\d{1,4}".join(re.escape(piece) for piece in pieces))
        return re.compile("|".join(sorted(lines)) or "(?!)")


def _length(paragraph: str, *, any_case: bool) -> int:
    return len(stream_of(paragraph.split(), any_case=any_case).characters)


def issued_letter(letter: str, version: int, case: str, members: Mapping[str, bytes]) -> Issued:
    """The letter whose Word file has those *members*."""
    return Issued(letter, version, case, shown_by(parts_of(members)))
