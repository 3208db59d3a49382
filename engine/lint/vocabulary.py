"""Text as sentences of words, and what kind of word each is. What a sentence says is not judged.

The words of the law stand in a reference table. A name of whoever decides is read as one word.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from engine.lint.likeness import squeezed

# What stands in a sentence for a name: no letter of any text looks like one of these.
DECIDER = "\N{BULLET}"
DECIDER_TAG = "\N{INVERSE BULLET}"  # a tag of a template that puts the name of a decider there
OTHER_TAG = "\N{WHITE BULLET}"

_PART = re.compile(r"\{[{%#](?P<tag>.*?)[}%#]\}|(?P<word>[^\W_]+)|(?P<mark>[.;:,!?()])", re.DOTALL)
_FIRST_WORD = re.compile(r"\w+")
_STOPS = frozenset(".!?")
_AS_COMMAS = {"(": ",", ")": ",", ";": ","}
_NO, _CONTENT = squeezed("no"), squeezed("content")
Words = list[str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its words as they look, and its text as it is written."""

    words: Words
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The words of the table by their kind, each as it looks, and the names of whoever decides."""

    words_by_kind: Mapping[str, frozenset[str]]
    decider_names: tuple[Words, ...]  # the longest first: the end of a name may be a name too

    def of_kind(self, kind: str) -> frozenset[str]:
        """The words of that kind; none where the table does not have it."""
        return self.words_by_kind.get(kind, frozenset())

    def is_of(self, kind: str, word: str) -> bool:
        """Whether *word* is of that kind."""
        return word in self.of_kind(kind)

    def has_any(self, kind: str, words: Iterable[str]) -> bool:
        """Whether one of *words* is of that kind."""
        return not self.of_kind(kind).isdisjoint(words)

    def sentences(self, text: str) -> Iterator[Sentence]:
        """Each sentence of *text*; the last may lack its stop."""
        words: Words = []
        start = 0
        for part in _PART.finditer(text):
            if part["mark"] in _STOPS:
                yield self._sentence(words, text[start : part.end()])
                words, start = [], part.end()
            else:
                words.append(self._look_of(part))
        yield self._sentence(words, text[start:])

    def _look_of(self, part: re.Match[str]) -> str:
        if part["tag"] is not None:
            return self._look_of_tag(part["tag"])
        if part["mark"] is not None:
            return _AS_COMMAS.get(part["mark"], part["mark"])
        return squeezed(part["word"])

    def _look_of_tag(self, tag: str) -> str:
        root = _FIRST_WORD.search(tag)
        if root and self.is_of("facts", squeezed(root[0])):
            return DECIDER_TAG
        return OTHER_TAG

    def _sentence(self, words: Words, text: str) -> Sentence:
        return Sentence(self._without_listed_conditions(self._joined(words)), text.strip())

    def _joined(self, words: Words) -> Words:
        """The words with each name of whoever decides as one, and `no objection` as `content`."""
        joined: Words = []
        index = 0
        while index < len(words):
            name = self._name_at(words, index)
            if name:
                joined.append(DECIDER)
                index += len(name)
            elif self._is_no_objection(words, index):
                joined.append(_CONTENT)
                index += 2
            else:
                joined.append(words[index])
                index += 1
        return joined

    def _name_at(self, words: Words, index: int) -> Words:
        for name in self.decider_names:
            if words[index : index + len(name)] == name:
                return name
        return []

    def _is_no_objection(self, words: Words, index: int) -> bool:
        """`No objection`; a last word `no` counts as well."""
        return words[index] == _NO and self.of_kind("hindrances").issuperset(
            words[index + 1 : index + 2]
        )

    def _without_listed_conditions(self, words: Words) -> Words:
        """`… only when these are done: …` asks for what it lists, and does not say it was done."""
        if ":" not in words:
            return words
        lead = words[: words.index(":")]
        return lead if self.has_any("conditions", lead) else words


def vocabulary(
    words_by_kind: Mapping[str, Iterable[str]], decider_names: Collection[str]
) -> Vocabulary:
    """The vocabulary of a table whose words are written as people write them."""
    looks = {kind: frozenset(map(squeezed, words)) for kind, words in words_by_kind.items()}
    names = [_words_of(name) for name in decider_names]
    return Vocabulary(looks, tuple(sorted(names, key=len, reverse=True)))


def _words_of(name: str) -> Words:
    return [squeezed(part["word"]) for part in _PART.finditer(name) if part["word"]]
