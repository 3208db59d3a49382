"""The words of a Word template as a reader would see them: without tags, squeezed together."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from engine.letters.compile import Letter
from engine.lint.likeness import squeezed
from engine.lint.plain import oddity_of_prose

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_MOST_KEPT = 256  # templates: more than a definition has, which is checked while it is edited


@dataclass(frozen=True, slots=True)
class Wording:
    """What a template says."""

    words: str  # all of it squeezed, without its tags and then with what is quoted in them
    beginnings: tuple[str, ...]  # its title and its paragraphs, each squeezed
    odd_paragraphs: tuple[str, ...]  # as they are written: those with hidden or mixed letters

    def headings_among(self, headings: Iterable[str]) -> list[str]:
        """Those of *headings* with which the title or a paragraph begins."""
        return [heading for heading in headings if self._begins_with(squeezed(heading))]

    def _begins_with(self, look: str) -> bool:
        return any(beginning.startswith(look) for beginning in self.beginnings)


def wording_of(letter: Letter) -> Wording:
    """What *letter* says; remembered, as its template does not change."""
    return _wording(letter.paragraphs)


@lru_cache(maxsize=_MOST_KEPT)
def _wording(paragraphs: tuple[str, ...]) -> Wording:
    text = "".join(paragraphs)
    without_tags = squeezed(_TAG.sub("", text))
    with_quotes = squeezed(_TAG.sub(_quotes_in_tag, text))
    beginnings = [squeezed(_TAG.sub("", paragraph)) for paragraph in paragraphs]
    odd = [paragraph for paragraph in paragraphs if oddity_of_prose(paragraph) is not None]
    return Wording(f"{without_tags}\n{with_quotes}", tuple(beginnings), tuple(odd))


def _quotes_in_tag(tag: re.Match[str]) -> str:
    """What is quoted in a tag, which it may put into the text."""
    return "".join(single or double for single, double in _QUOTED.findall(tag[0]))
