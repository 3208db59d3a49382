"""Whether words say that somebody has given the authority that only the law's own letter gives.

No list of phrases is long enough, so a sentence is read for who does what: whoever decides, and an
act of theirs that is neither denied nor a condition. The words stand in a reference table.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from engine.lint.likeness import squeezed
from engine.people.law import Law

HOLDER, HELD, TAG = "\N{BULLET}", "\N{INVERSE BULLET}", "\N{WHITE BULLET}"
HOLDERS = frozenset({HOLDER, HELD})
_PART = re.compile(r"\{[{%#](?P<tag>.*?)[}%#]\}|(?P<word>[^\W_]+)|(?P<mark>[.;:,!?()])", re.DOTALL)
_ROOT = re.compile(r"\w+")
_STOPS = frozenset(".!?")
_FILLERS = frozenset(map(squeezed, ("the", "a", "an", "now", "hereby", "therefore", "yet", "been")))
_AUXILIARIES = frozenset(
    map(squeezed, ("is", "are", "was", "were", "has", "have", "being", "still"))
)
_POSSESSIVE = squeezed("s")
_BY, _BE, _ONLY, _TO, _OF = map(squeezed, ("by", "be", "only", "to", "of"))
_NO, _CONTENT = squeezed("no"), squeezed("content")
_MARKS = {"(": ",", ")": ",", ";": ","}
_OF_ONES_OWN = frozenset(map(squeezed, ("I", "we", "ministers", "undersigned")))
_FAR, _NEAR = 8, 4
Words = list[str]


@dataclass(frozen=True, slots=True, eq=False)
class Authority:
    """The words of the table, each as it looks, and whose names count as whoever decides."""

    words: Mapping[str, frozenset[str]]
    names: tuple[Words, ...]  # longest first

    def given_in(self, paragraphs: Iterable[str], *, named_only: bool = False) -> str | None:
        """The sentence that gives authority, as it is written; None when none does.

        With *named_only* just what somebody does who is named there, not in a tag, nor the writer.
        """
        if not self.words:
            return None
        for words, sentence in self._sentences(" ".join(paragraphs)):
            said = [word for word in words if not (named_only and word == HELD)]
            if self._acts(said) or (not named_only and self._gives(said)):
                return sentence
        return None

    def claimed_by(self, name: str, *, in_law: bool) -> bool:
        """Whether an end or a state so called says that authority is given.

        In a process of the law any word of authority says so, elsewhere only beside a name.
        """
        for words, _ in self._sentences(name):
            if in_law and (self._lets_go(words, alone=True) or self._sends_off(words)):
                return True
            named = HOLDER in words
            if (in_law or named) and any(self._stands(words, at) for at in range(len(words))):
                return True
        return False

    def _sends_off(self, words: Words) -> bool:
        return bool(words) and {*words} <= self._kind("imperatives")

    def _kind(self, kind: str) -> frozenset[str]:
        return self.words.get(kind, frozenset())

    def _sentences(self, text: str) -> Iterator[tuple[Words, str]]:
        words: Words = []
        start = 0
        for part in _PART.finditer(text):
            if part["mark"] in _STOPS:
                yield self._said(words), text[start : part.end()].strip()
                words, start = [], part.end()
            elif part["tag"] is not None:
                words.append(self._tagged(part["tag"]))
            else:
                words.append(_MARKS.get(part["mark"], part["mark"]) or squeezed(part["word"]))
        yield self._said(words), text[start:].strip()

    def _tagged(self, tag: str) -> str:
        root = _ROOT.search(tag)
        return HELD if root and squeezed(root[0]) in self._kind("facts") else TAG

    def _said(self, words: Words) -> Words:
        """The words with each name of whoever decides as one, up to the list of what is asked."""
        said: Words = []
        at = 0
        while at < len(words):
            name = next((n for n in self.names if words[at : at + len(n)] == n), None)
            content = words[at] == _NO and {*words[at + 1 : at + 2]} <= self._kind("hindrances")
            said.append(HOLDER if name else _CONTENT if content else words[at])
            at += len(name) if name else 1 + content
        lead = said.index(":") if ":" in said else len(said)
        return said[:lead] if self._kind("conditions") & {*said[:lead]} else said

    def _acts(self, words: Words) -> bool:
        """Whether somebody who decides does: before an act of theirs, or after it with `by`."""
        acts = [at for at in range(len(words)) if self._is_act(words, at)]
        if acts and acts[0] == 0 and self._kind("objects") & {*words[1:_FAR]}:
            return True
        return any(
            (word in HOLDERS and self._before(words, at, acts))
            or (word == _BY and HOLDERS & {*words[at : at + _NEAR]} and self._by(words, at, acts))
            for at, word in enumerate(words)
        )

    def _is_act(self, words: Words, at: int) -> bool:
        word = words[at]
        if word in self._kind("mild_acts"):
            return bool(self._kind("objects") & {*words[at + 1 : at + _FAR]})
        return word in self._kind("acts")

    def _before(self, words: Words, holder: int, acts: list[int]) -> bool:
        if words[holder + 1 : holder + 2] == [_POSSESSIVE] or self._asked(words, holder):
            return False
        near = [at for at in acts if holder < at <= holder + _FAR]
        return any(not self._denied(words, at, holder + 1) for at in near)

    def _by(self, words: Words, by: int, acts: list[int]) -> bool:
        near = [at for at in acts if by - _NEAR <= at < by]
        return any(not (self._denied(words, at, 0) or self._asked(words, at)) for at in near)

    def _gives(self, words: Words) -> bool:
        """Whether it is given without a word of who gives it, or whoever reads may go."""
        return self._lets_go(words) or any(
            self._given(words, at) or self._own(words, at) for at in range(len(words))
        )

    def _given(self, words: Words, at: int) -> bool:
        """`Consent has been given`, or `gives its consent`."""
        noun, gives = self._kind("nouns"), self._kind("gives")
        first, second = (noun, gives) if words[at] in noun else (gives, noun)
        clause = words[at : at + _FAR]
        clause = clause[: clause.index(",")] if "," in clause else clause
        if words[at] not in first or not second & {*clause}:
            return False
        between = clause[: next(n for n, one in enumerate(clause) if one in second)]
        denied = self._denied(words, at, 0) or self._kind("conditions") & {*between}
        return not denied and not self._asked(words, at)

    def _own(self, words: Words, at: int) -> bool:
        if words[at] not in _OF_ONES_OWN:
            return False
        far = _FAR if HOLDER in words[at : at + _NEAR] else _NEAR
        for act in range(at + 1, min(at + far, len(words))):
            if words[act] in self._kind("own_acts") and not self._denied(words, act, at):
                return bool({HOLDER, *self._kind("objects")} & {*words})
        return False

    def _lets_go(self, words: Words, *, alone: bool = False) -> bool:
        """`You may now travel`, `officers are free to go`; not `may be given only with`."""
        for at, word in enumerate(words):
            then = [one for one in words[at + 1 : at + 5] if one not in {*_FILLERS, _TO, _BE}]
            who = {*words[max(at - 3, 0) : at]}
            goes = word in self._kind("leaves") and {*then[:1]} & self._goes
            may = (alone or who & self._kind("travellers")) and not who & self._kind("denials")
            if goes and may and _ONLY not in then[:2]:
                return True
        return False

    @property
    def _goes(self) -> frozenset[str]:
        return self._kind("departures") | self._kind("gives")

    def _denied(self, words: Words, at: int, start: int) -> bool:
        """Whether one of the two words before an act denies it, or makes it something to come."""
        return bool(self._kind("denials") & {*words[max(at - 2, start) : at]})

    def _asked(self, words: Words, at: int) -> bool:
        """Whether what stands before it in its clause makes it a condition."""
        clause = words[:at]
        if "," in clause:
            clause = clause[len(clause) - clause[::-1].index(",") :]
        return bool(self._kind("conditions") & {*clause})

    def _stands(self, words: Words, at: int) -> bool:
        """Whether a word of authority stands in a name, and nothing beside it takes it back."""
        if not any(words[at].startswith(stem) for stem in self._kind("stems")):
            return False
        before = [one for one in words[:at] if one not in {*_FILLERS, _OF}][-1:]
        after = [one for one in words[at + 1 :] if one not in {*_FILLERS, *_AUXILIARIES}][:1]
        return not (self._kind("denials") & {*before} or self._kind("undone") & {*after})


def authority_of_deciders(law: Law) -> Authority:
    """What tells whether words say that one of those who decide gives authority."""
    return _authority(frozenset(law.words.items()), law.names_of("deciders"))


def authority_of_last(law: Law) -> Authority:
    """The same of those alone whose consent is the last."""
    return _authority(frozenset(law.words.items()), law.names_of("last"))


@lru_cache(maxsize=8)
def _authority(
    law_words: frozenset[tuple[str, tuple[str, ...]]], names: tuple[str, ...]
) -> Authority:
    """From the words of the table by their kind, and the names of those who decide."""
    words = dict(law_words)
    looks = {kind: frozenset(map(squeezed, said)) for kind, said in words.items()}
    split = [_words_of(name) for name in (*names, *words.get("holders", ()))]
    return Authority(looks, tuple(sorted(split, key=len, reverse=True)))


@lru_cache(maxsize=512)
def given_in(by: Authority, paragraphs: tuple[str, ...], *, named_only: bool = False) -> str | None:
    """As `Authority.given_in`; kept, as a letter does not change."""
    return by.given_in(paragraphs, named_only=named_only)


def _words_of(name: str) -> Words:
    return [squeezed(part["word"]) for part in _PART.finditer(name) if part["word"]]
