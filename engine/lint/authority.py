"""Whether words say that somebody has given the authority that only the law's own letter gives.

No list of phrases is long enough, so a sentence is read for who does what: whoever decides, and an
act of theirs that is neither denied nor a condition.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from engine.lint.likeness import squeezed
from engine.lint.vocabulary import DECIDER, DECIDER_TAG, Vocabulary, Words, vocabulary
from engine.people.law import Law

_DECIDERS = frozenset({DECIDER, DECIDER_TAG})
_FILLERS = frozenset(map(squeezed, ("the", "a", "an", "now", "hereby", "therefore", "yet", "been")))
_AUXILIARIES = frozenset(
    map(squeezed, ("is", "are", "was", "were", "has", "have", "being", "still"))
)
_WRITERS = frozenset(map(squeezed, ("I", "we", "ministers", "undersigned")))
_POSSESSIVE = squeezed("s")
_BY, _BE, _ONLY, _TO, _OF = map(squeezed, ("by", "be", "only", "to", "of"))

# How many words may stand between those that belong together. Wider windows take one clause for
# part of another; narrower ones miss a decider with a long title.
_FAR, _NEAR = 8, 4
_DENIAL_BEFORE = 2
_TRAVELLER_BEFORE = 3


@dataclass(frozen=True, slots=True, eq=False)
class AuthorityReader:
    """Reads for authority that is given, with the words and names that tell it.

    `The Home Secretary, having considered it, consents`: a decider, then an act within eight words.
    `The Home Secretary has not consented`: the same, but a denial stands right before the act.
    `If the Home Secretary consents`: the same, but a condition stands before the decider.
    """

    vocabulary: Vocabulary

    def giving_sentence(self, paragraphs: Iterable[str], *, named_only: bool = False) -> str | None:
        """The sentence that gives authority, as it is written; None when none does.

        With *named_only* just what somebody does who is named there, not in a tag, nor the writer.
        """
        if not self.vocabulary.words_by_kind:
            return None
        for sentence in self.vocabulary.sentences(" ".join(paragraphs)):
            words = sentence.words
            if named_only:
                gives = self._decider_acts([word for word in words if word != DECIDER_TAG])
            else:
                gives = self._decider_acts(words) or self._gives_without_decider(words)
            if gives:
                return sentence.text
        return None

    def is_claimed_by(self, name: str, *, in_law: bool) -> bool:
        """Whether an end or a state so called says that authority is given.

        In a process of the law any word of authority says so, elsewhere only beside a name.
        """
        for sentence in self.vocabulary.sentences(name):
            words = sentence.words
            if in_law and (self._lets_anybody_go(words) or self._orders_to_go(words)):
                return True
            if (in_law or DECIDER in words) and self._claims_authority(words):
                return True
        return False

    def _decider_acts(self, words: Words) -> bool:
        """`The commissioner approves`, `approved by the minister`; nor need anybody be named."""
        acts = [index for index in range(len(words)) if self._is_act(words, index)]
        # A heading such as `Approved: assistance to Kosovo` says it by beginning with the act.
        if 0 in acts and self.vocabulary.has_any("objects", words[1:_FAR]):
            return True
        for index, word in enumerate(words):
            if word in _DECIDERS and self._decider_does(words, index, acts):
                return True
            if word == _BY and self._is_done_by_decider(words, index, acts):
                return True
        return False

    def _is_act(self, words: Words, index: int) -> bool:
        """Whether it gives authority; a mild word, such as `agrees`, only with what it is of."""
        if self.vocabulary.is_of("mild_acts", words[index]):
            return self.vocabulary.has_any("objects", words[index + 1 : index + _FAR])
        return self.vocabulary.is_of("acts", words[index])

    def _decider_does(self, words: Words, decider: int, acts: list[int]) -> bool:
        is_owner = words[decider + 1 : decider + 2] == [_POSSESSIVE]  # `the minister's office`
        if is_owner or self._is_conditional(words, decider):
            return False
        for act in acts:
            within_reach = decider < act <= decider + _FAR
            if within_reach and not self._is_denied(words, act, decider + 1):
                return True
        return False

    def _is_done_by_decider(self, words: Words, by: int, acts: list[int]) -> bool:
        if _DECIDERS.isdisjoint(words[by : by + _NEAR]):
            return False
        for act in acts:
            doubtful = self._is_denied(words, act, 0) or self._is_conditional(words, act)
            if by - _NEAR <= act < by and not doubtful:
                return True
        return False

    def _gives_without_decider(self, words: Words) -> bool:
        """Whether it is given without a word of who gives it, or whoever reads may go."""
        if self._lets_travellers_go(words):
            return True
        return any(
            self._gives_consent(words, index) or self._writer_acts(words, index)
            for index in range(len(words))
        )

    def _gives_consent(self, words: Words, index: int) -> bool:
        """`Consent has been given`, or `gives its consent`: either word may come first."""
        if self.vocabulary.is_of("nouns", words[index]):
            counterparts = self.vocabulary.of_kind("gives")
        elif self.vocabulary.is_of("gives", words[index]):
            counterparts = self.vocabulary.of_kind("nouns")
        else:
            return False
        between: Words = []
        for word in _up_to_comma(words[index : index + _FAR]):
            if word in counterparts:
                return not (
                    self.vocabulary.has_any("conditions", between)
                    or self._is_denied(words, index, 0)
                    or self._is_conditional(words, index)
                )
            between.append(word)
        return False

    def _writer_acts(self, words: Words, index: int) -> bool:
        """`We consent to the assistance`; with a title, `I, the Minister, consent`."""
        if words[index] not in _WRITERS:
            return False
        reach = _FAR if DECIDER in words[index : index + _NEAR] else _NEAR
        for act in range(index + 1, min(index + reach, len(words))):
            is_act = self.vocabulary.is_of("own_acts", words[act])
            if is_act and not self._is_denied(words, act, index):
                return DECIDER in words or self.vocabulary.has_any("objects", words)
        return False

    def _lets_travellers_go(self, words: Words) -> bool:
        """`You may now travel`, `officers are free to go`; not `may be given only with`."""
        for index in range(len(words)):
            who = words[max(index - _TRAVELLER_BEFORE, 0) : index]
            if self.vocabulary.has_any("travellers", who) and self._lets_go(words, index):
                return True
        return False

    def _lets_anybody_go(self, words: Words) -> bool:
        """The same in a name, which need not say who: `May depart`."""
        return any(self._lets_go(words, index) for index in range(len(words)))

    def _lets_go(self, words: Words, index: int) -> bool:
        """Whether the word there is a `may` or a `free to`, and what follows is that they go."""
        if not self.vocabulary.is_of("leaves", words[index]):
            return False
        if self.vocabulary.has_any("denials", words[max(index - _TRAVELLER_BEFORE, 0) : index]):
            return False
        following = [
            word for word in words[index + 1 : index + 5] if word not in {*_FILLERS, _TO, _BE}
        ]
        if _ONLY in following[:2]:
            return False
        goes = self.vocabulary.of_kind("departures") | self.vocabulary.of_kind("gives")
        return not goes.isdisjoint(following[:1])

    def _orders_to_go(self, words: Words) -> bool:
        """Whether a name is nothing but an order: `Go`, `Proceed`."""
        return bool(words) and self.vocabulary.of_kind("imperatives").issuperset(words)

    def _claims_authority(self, words: Words) -> bool:
        return any(self._is_word_of_authority(words, index) for index in range(len(words)))

    def _is_word_of_authority(self, words: Words, index: int) -> bool:
        """Whether a word of authority stands in a name, and nothing beside it takes it back."""
        stems = tuple(self.vocabulary.of_kind("stems"))
        if not words[index].startswith(stems):
            return False
        before = [word for word in words[:index] if word not in {*_FILLERS, _OF}]
        after = [word for word in words[index + 1 :] if word not in {*_FILLERS, *_AUXILIARIES}]
        denied = self.vocabulary.has_any("denials", before[-1:])
        undone = self.vocabulary.has_any("undone", after[:1])
        return not denied and not undone

    def _is_denied(self, words: Words, act: int, start: int) -> bool:
        """Whether a word before an act, from *start* on, denies it or makes it yet to come."""
        return self.vocabulary.has_any("denials", words[max(act - _DENIAL_BEFORE, start) : act])

    def _is_conditional(self, words: Words, index: int) -> bool:
        """Whether what stands before it in its clause makes it a condition."""
        return self.vocabulary.has_any("conditions", _since_comma(words[:index]))


def _up_to_comma(words: Words) -> Words:
    return words[: words.index(",")] if "," in words else words


def _since_comma(words: Words) -> Words:
    if "," not in words:
        return words
    last_comma = len(words) - 1 - words[::-1].index(",")
    return words[last_comma + 1 :]


def authority_of_deciders(law: Law) -> AuthorityReader:
    """Reads whether one of those who decide gives authority."""
    return _authority_reader(frozenset(law.words.items()), law.names_of("deciders"))


def authority_of_last(law: Law) -> AuthorityReader:
    """Reads whether one of those alone whose consent is the last gives it."""
    return _authority_reader(frozenset(law.words.items()), law.names_of("last"))


@lru_cache(maxsize=8)
def _authority_reader(
    law_words: frozenset[tuple[str, tuple[str, ...]]], names: tuple[str, ...]
) -> AuthorityReader:
    """From the words of the table by their kind, and the names of those who decide."""
    words_by_kind = dict(law_words)
    deciders = (*names, *words_by_kind.get("holders", ()))
    return AuthorityReader(vocabulary(words_by_kind, deciders))


@lru_cache(maxsize=512)
def sentence_giving_authority(
    reader: AuthorityReader, paragraphs: tuple[str, ...], *, named_only: bool = False
) -> str | None:
    """As `AuthorityReader.giving_sentence`; remembered, as a letter does not change."""
    return reader.giving_sentence(paragraphs, named_only=named_only)
