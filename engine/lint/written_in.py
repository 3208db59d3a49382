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
_MOST_KEPT = 256


@dataclass(frozen=True, slots=True)
class Wording:
    """What a template says."""

    words: str  # all of it squeezed, without its tags and then with what is quoted in them
    beginnings: tuple[str, ...]  # its title and its paragraphs, each squeezed
    odd: tuple[
        tuple[str, str], ...
    ]  # the paragraphs that are not plain, and what is odd about them

    def begins(self, headings: Iterable[str]) -> list[str]:
        """Those of *headings* with which the title or a paragraph begins."""
        looks = {heading: squeezed(heading) for heading in headings}
        return [
            heading
            for heading, look in looks.items()
            if any(text.startswith(look) for text in self.beginnings)
        ]


def wording_of(letter: Letter) -> Wording:
    """What *letter* says; kept, as its template does not change."""
    return _wording(letter.paragraphs)


@lru_cache(maxsize=_MOST_KEPT)
def _wording(paragraphs: tuple[str, ...]) -> Wording:
    text = "".join(paragraphs)
    oddities = ((paragraph, oddity_of_prose(paragraph)) for paragraph in paragraphs)
    return Wording(
        words=f"{squeezed(_TAG.sub('', text))}\n{squeezed(_TAG.sub(_quoted, text))}",
        beginnings=tuple(squeezed(_TAG.sub("", paragraph)) for paragraph in paragraphs),
        odd=tuple((paragraph, odd) for paragraph, odd in oddities if odd is not None),
    )


def _quoted(tag: re.Match[str]) -> str:
    """What is quoted in a tag, which it may put into the text."""
    return "".join(one or other for one, other in _QUOTED.findall(tag[0]))
