"""The words of a Word template as a reader would see them: without tags, squeezed together."""

import re
from collections.abc import Iterable

from engine.letters.compile import Letter
from engine.lint.likeness import squeezed

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_SAID = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_kept: dict[str, str] = {}
_MOST_KEPT = 256


def words_of_letter(letter: Letter) -> str:
    """All the words of a letter, those outside its tags and then those quoted inside them."""
    if letter.sha256 not in _kept:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        text = "".join(letter.paragraphs)
        quoted = "".join(one or other for one, other in _SAID.findall(" ".join(_TAG.findall(text))))
        _kept[letter.sha256] = squeezed(_TAG.sub("", text)) + "\n" + squeezed(quoted)
    return _kept[letter.sha256]


def headings_of(letter: Letter, headings: Iterable[str]) -> list[str]:
    """Those of *headings* with which the letter's title or one of its paragraphs begins."""
    begins = [squeezed(_TAG.sub("", text)) for text in letter.paragraphs]
    return [one for one in headings if any(text.startswith(squeezed(one)) for text in begins)]
