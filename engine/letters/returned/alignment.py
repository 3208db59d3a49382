"""Two texts walked side by side to the first place where one does not say what the other says.

The walk is forward only and looks back a few characters at most, so its time grows with the length
of the texts and not with their product, whatever somebody hands in. Pure.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from engine.letters.returned.additions import may_be_added
from engine.letters.returned.outcome import Difference
from engine.letters.returned.streams import Stream

LOOK_BACK = 40  # characters: what was added may begin like what comes after it
MOST_ADDED = 24  # words in one place
MOST_ADDITIONS = 8
SHOWN_AROUND = 6  # words
SHOWN = 30  # words
NEAR = 32  # characters compared first
WINDOW = 60  # words looked at to tell what was changed


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may stand in a returned text beside the words that were issued."""

    paragraphs: tuple[int, ...]  # where each issued paragraph begins, as a place in the stream
    labels: re.Pattern[str]  # numbers of lists, which are drawn and not held as words
    heads: tuple[str, ...]  # heading rows of tables, which come again on the next page
    block: tuple[int, int]  # the signature block: where it begins and ends
    block_words: tuple[str, ...]

    def paragraph_at(self, place: int) -> int:
        """The number of the paragraph that a place belongs to."""
        return max(0, bisect_right(self.paragraphs, place) - 1)

    def begins_at(self, place: int) -> bool:
        """Whether a paragraph begins just there."""
        return place in self.paragraphs[self.paragraph_at(place) : self.paragraph_at(place) + 1]


@dataclass(frozen=True, slots=True)
class Aligned:
    """How far two texts say the same."""

    difference: Difference | None
    added: tuple[str, ...] = ()  # in the signature block, and let through
    ended: bool = True  # the returned text was at its end there: what it holds was all issued


def aligned(issued: Stream, returned: Stream, allowed: Allowed, begin: int = 0) -> Aligned:
    """The first difference between two texts, or what was let through when there is none.

    *begin* is the place in the issued text where the returned one begins.
    """
    added: list[str] = []
    pairs: list[tuple[int, int]] = []  # places that answer each other
    here, there = begin, 0
    while True:
        pairs.append((here, there))
        length = _alike(issued.characters, returned.characters, here, there)
        here, there = here + length, there + length
        if here == len(issued.characters) and there == len(returned.characters):
            break
        step = _step(issued, returned, allowed, (here, there))
        if step is None or len(added) > MOST_ADDITIONS:
            ended = there == len(returned.characters)
            return Aligned(_difference(issued, returned, here, there), tuple(added), ended)
        here, there, words = step
        if words:
            added.append(words)
    strange = _turned_otherwise(issued, returned, allowed, pairs)
    return Aligned(strange, tuple(added))


def _alike(one: str, other: str, here: int, there: int) -> int:
    """How many characters are the same from two places on."""
    most = min(len(one) - here, len(other) - there)
    low, high = 0, min(most, NEAR)
    while low < most and one[here : here + high] == other[there : there + high]:
        low, high = high, min(most, 4 * high)
        if low == high:
            return low
    while low < high:  # the longest slice that is equal
        middle = (low + high + 1) // 2
        if one[here : here + middle] == other[there : there + middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _step(
    issued: Stream, returned: Stream, allowed: Allowed, at: tuple[int, int]
) -> tuple[int, int, str] | None:
    """Over something that may be added near here: where both go on, and the words let through.

    Only what leads further than the place reached is a step, so that the walk ends.
    """
    for back in range(min(LOOK_BACK, *at) + 1):
        here, there = at[0] - back, at[1] - back
        for after, words in _insertions(returned, allowed, (here, there)):
            if after <= there:
                continue
            further = here + _alike(issued.characters, returned.characters, here, after)
            over = here == len(issued.characters) and after == len(returned.characters)
            if further > at[0] or over:
                return here, after, words
    return None


def _insertions(
    returned: Stream, allowed: Allowed, at: tuple[int, int]
) -> Iterator[tuple[int, str]]:
    """Where the returned text goes on if something was added just here, and the words added."""
    here, there = at
    if allowed.begins_at(here):
        label = allowed.labels.match(returned.characters, there)
        if label:
            yield label.end(), ""
        for head in allowed.heads:
            if returned.characters.startswith(head, there):
                yield there + len(head), ""
    if allowed.block[0] <= here <= allowed.block[1]:
        yield from _added_words(returned, allowed, there)


def _added_words(returned: Stream, allowed: Allowed, there: int) -> Iterator[tuple[int, str]]:
    first = returned.word_at(there)
    if first >= len(returned.words) or returned.starts[first] != there:
        return
    for last in range(first + 1, min(first + MOST_ADDED, len(returned.words)) + 1):
        words = " ".join(returned.words[first:last])
        if may_be_added(words, allowed.block_words):
            ends = returned.starts[last] if last < len(returned.words) else len(returned.characters)
            yield ends, words


def _difference(issued: Stream, returned: Stream, here: int, there: int) -> Difference:
    """What was issued and what came back, from the words at two places on."""
    one = issued.word_at(here) if here < len(issued.characters) else len(issued.words)
    within = here - issued.starts[one] if one < len(issued.words) else 0
    at = there - within  # where the returned text began to say that word
    other = returned.word_at(at) if at < len(returned.characters) else len(returned.words)
    old = issued.words[one : one + WINDOW]
    new = returned.words[other : other + WINDOW]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    changes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    _, a, b, c, d = changes[0] if changes else ("", 0, len(old), 0, len(new))
    return Difference(
        before=" ".join(issued.words[max(0, one + a - SHOWN_AROUND) : one + a]),
        issued=" ".join(old[a : min(b, a + SHOWN)]),
        returned=" ".join(new[c : min(d, c + SHOWN)]),
        after=" ".join(issued.words[one + b : one + b + SHOWN_AROUND]),
    )


def _turned_otherwise(
    issued: Stream, returned: Stream, allowed: Allowed, pairs: Sequence[tuple[int, int]]
) -> Difference | None:
    """The first paragraph whose words from right to left are not those that were issued.

    A PDF gives them in the order they are drawn, so within a paragraph their order says nothing.
    """
    wanted: dict[int, list[int]] = {}
    for word, _ in issued.from_right:
        wanted.setdefault(allowed.paragraph_at(issued.starts[word]), []).append(word)
    lacking = {paragraph: _letters(issued, words) for paragraph, words in wanted.items()}
    for word, letters in returned.from_right:
        place = _answers(returned.starts[word], pairs)
        paragraph = _home_of(Counter(letters), place, allowed, lacking)
        if paragraph is None:
            old = wanted.get(allowed.paragraph_at(place), [])
            return _difference_from_right(issued, returned, (old, [word]))
        lacking[paragraph] -= Counter(letters)
    for paragraph, letters_left in lacking.items():
        if letters_left:
            return _difference_from_right(issued, returned, (wanted[paragraph], []))
    return None


def _home_of(
    letters: Counter[str], place: int, allowed: Allowed, lacking: dict[int, Counter[str]]
) -> int | None:
    """The paragraph that a right-to-left word belongs to, which still lacks its letters.

    At the border of two paragraphs a word may belong to either: it has no place of its own.
    """
    last = allowed.paragraph_at(place)
    first = bisect_left(allowed.paragraphs, place)
    for paragraph in range(max(0, min(first, last) - 1), last + 1):
        ends = allowed.paragraphs[paragraph + 1 : paragraph + 2] or (place,)
        if ends[0] >= place and letters <= lacking.get(paragraph, Counter()):
            return paragraph
    return None


def _letters(stream: Stream, words: Sequence[int]) -> Counter[str]:
    """How often each right-to-left letter stands in some words."""
    of_word = dict(stream.from_right)
    return Counter("".join(of_word[word] for word in words))


def _answers(place: int, pairs: Sequence[tuple[int, int]]) -> int:
    """The place in the issued text that answers a place in the returned one."""
    here, there = next(pair for pair in reversed(pairs) if pair[1] <= place or pair == pairs[0])
    return here + place - there


def _difference_from_right(
    issued: Stream, returned: Stream, words: tuple[Sequence[int], Sequence[int]]
) -> Difference:
    old, new = words
    first = old[0] if old else 0
    return Difference(
        before=" ".join(issued.words[max(0, first - SHOWN_AROUND) : first]),
        issued=" ".join(issued.words[word] for word in old[:SHOWN]),
        returned=" ".join(returned.words[word] for word in new[:SHOWN]),
        after="",
    )
