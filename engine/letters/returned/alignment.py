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
    issued_place, returned_place = begin, 0
    while True:
        pairs.append((issued_place, returned_place))
        length = _alike(issued.characters, returned.characters, issued_place, returned_place)
        issued_place, returned_place = issued_place + length, returned_place + length
        if issued_place == len(issued.characters) and returned_place == len(returned.characters):
            break
        step = _step(issued, returned, allowed, (issued_place, returned_place))
        if step is None or len(added) > MOST_ADDITIONS:
            ended = returned_place == len(returned.characters)
            return Aligned(
                _difference(issued, returned, issued_place, returned_place), tuple(added), ended
            )
        issued_place, returned_place, words = step
        if words:
            added.append(words)
    strange = _turned_otherwise(issued, returned, allowed, pairs)
    return Aligned(strange, tuple(added))


def _alike(first: str, second: str, i: int, j: int) -> int:
    """How many characters are the same from two places on."""
    most = min(len(first) - i, len(second) - j)
    low, high = 0, min(most, NEAR)
    while low < most and first[i : i + high] == second[j : j + high]:
        low, high = high, min(most, 4 * high)
        if low == high:
            return low
    while low < high:  # the longest slice that is equal
        middle = (low + high + 1) // 2
        if first[i : i + middle] == second[j : j + middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _step(
    issued: Stream, returned: Stream, allowed: Allowed, places: tuple[int, int]
) -> tuple[int, int, str] | None:
    """Over something that may be added near here: where both go on, and the words let through.

    Only what leads further than the place reached is a step, so that the walk ends.
    """
    for back in range(min(LOOK_BACK, *places) + 1):
        issued_place, returned_place = places[0] - back, places[1] - back
        for next_place, words in _insertions(returned, allowed, (issued_place, returned_place)):
            if next_place <= returned_place:
                continue
            reach = issued_place + _alike(
                issued.characters, returned.characters, issued_place, next_place
            )
            over = issued_place == len(issued.characters) and next_place == len(returned.characters)
            if reach > places[0] or over:
                return issued_place, next_place, words
    return None


def _insertions(
    returned: Stream, allowed: Allowed, places: tuple[int, int]
) -> Iterator[tuple[int, str]]:
    """Where the returned text goes on if something was added just here, and the words added."""
    issued_place, returned_place = places
    if allowed.begins_at(issued_place):
        label = allowed.labels.match(returned.characters, returned_place)
        if label:
            yield label.end(), ""
        for head in allowed.heads:
            if returned.characters.startswith(head, returned_place):
                yield returned_place + len(head), ""
    if allowed.block[0] <= issued_place <= allowed.block[1]:
        yield from _added_words(returned, allowed, returned_place)


def _added_words(returned: Stream, allowed: Allowed, place: int) -> Iterator[tuple[int, str]]:
    first = returned.word_at(place)
    if first >= len(returned.words) or returned.starts[first] != place:
        return
    for last in range(first + 1, min(first + MOST_ADDED, len(returned.words)) + 1):
        words = " ".join(returned.words[first:last])
        if may_be_added(words, allowed.block_words):
            ends = returned.starts[last] if last < len(returned.words) else len(returned.characters)
            yield ends, words


def _difference(
    issued: Stream, returned: Stream, issued_place: int, returned_place: int
) -> Difference:
    """What was issued and what came back, from the words at two places on."""
    first_issued = (
        issued.word_at(issued_place) if issued_place < len(issued.characters) else len(issued.words)
    )
    within = issued_place - issued.starts[first_issued] if first_issued < len(issued.words) else 0
    begin = returned_place - within  # where the returned text began to say that word
    first_returned = (
        returned.word_at(begin) if begin < len(returned.characters) else len(returned.words)
    )
    old = issued.words[first_issued : first_issued + WINDOW]
    new = returned.words[first_returned : first_returned + WINDOW]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    changes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    _, a, b, c, d = changes[0] if changes else ("", 0, len(old), 0, len(new))
    return Difference(
        before=" ".join(issued.words[max(0, first_issued + a - SHOWN_AROUND) : first_issued + a]),
        issued=" ".join(old[a : min(b, a + SHOWN)]),
        returned=" ".join(new[c : min(d, c + SHOWN)]),
        after=" ".join(issued.words[first_issued + b : first_issued + b + SHOWN_AROUND]),
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
    letters_lacking = {paragraph: _letters(issued, words) for paragraph, words in wanted.items()}
    for word, letters in returned.from_right:
        place = _answers(returned.starts[word], pairs)
        paragraph = _home_of(Counter(letters), place, allowed, letters_lacking)
        if paragraph is None:
            old = wanted.get(allowed.paragraph_at(place), [])
            return _difference_from_right(issued, returned, (old, [word]))
        letters_lacking[paragraph] -= Counter(letters)
    for paragraph, letters_left in letters_lacking.items():
        if letters_left:
            return _difference_from_right(issued, returned, (wanted[paragraph], []))
    return None


def _home_of(
    letters: Counter[str], place: int, allowed: Allowed, letters_lacking: dict[int, Counter[str]]
) -> int | None:
    """The paragraph that a right-to-left word belongs to, which still lacks its letters.

    At the border of two paragraphs a word may belong to either: it has no place of its own.
    """
    last = allowed.paragraph_at(place)
    first = bisect_left(allowed.paragraphs, place)
    for paragraph in range(max(0, min(first, last) - 1), last + 1):
        ends = allowed.paragraphs[paragraph + 1 : paragraph + 2] or (place,)
        if ends[0] >= place and letters <= letters_lacking.get(paragraph, Counter()):
            return paragraph
    return None


def _letters(stream: Stream, words: Sequence[int]) -> Counter[str]:
    """How often each right-to-left letter stands in some words."""
    of_word = dict(stream.from_right)
    return Counter("".join(of_word[word] for word in words))


def _answers(place: int, pairs: Sequence[tuple[int, int]]) -> int:
    """The place in the issued text that answers a place in the returned one."""
    issued_place, returned_place = next(
        pair for pair in reversed(pairs) if pair[1] <= place or pair == pairs[0]
    )
    return issued_place + place - returned_place


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
