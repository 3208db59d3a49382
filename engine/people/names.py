"""Whether two names may be one person's, however each is written. No database here."""

import re
import unicodedata
from collections.abc import Collection
from itertools import combinations

from engine.look_alikes import LATIN, PLAIN

_WORD = re.compile(r"[^\W\d_]+")
_APOSTROPHES = dict.fromkeys(map(ord, "'\u2019\u02bc\u0060\u00b4"))
_UMLAUT = re.compile(r"([aou])e")  # `Mueller` is `M\u00fcller`
_LONG_ENOUGH = 4  # letters of a word that may have one more or another
_NEITHER_INITIAL_NOR_NAME = {2}  # `of` is no short form of `officer`
_LONGEST_COMPARED = 200  # characters
_MOST_COMPARED = 12  # words


def alike(name: str, other_name: str, titles: Collection[str] = ()) -> bool:
    """Whether two names may be one person's, in whatever order and however much is written out.

    Every word of the shorter name is a word of the longer or its beginning, such as an initial,
    and at least one whole word is in both. A letter more, less or other in a longer word, another
    alphabet, and words run together or apart are no difference. Nobody has a name that is too long
    to compare, so it may be anybody's.
    """
    if len(name) > _LONGEST_COMPARED or len(other_name) > _LONGEST_COMPARED:
        return bool(name.strip() and other_name.strip())
    shorter, longer = sorted((_name_words(name, titles), _name_words(other_name, titles)), key=len)
    if len(longer) > _MOST_COMPARED:
        return bool(shorter)
    if _all_within(shorter, longer):
        return True
    longer_joined = _join_runs(longer, shorter)
    shorter_joined = _join_runs(shorter, longer_joined)
    return _all_within(*sorted((longer_joined, shorter_joined), key=len))


def _all_within(some: list[str], others: list[str]) -> bool:
    """Whether each of *some* words is one of the *others*, and at least one of them wholly.

    The longest are looked for first, so that an initial does not use up what a whole word needs.
    """
    unused = list(others)
    one_is_whole = False
    for word in sorted(some, key=len, reverse=True):
        match = _whole_match(word, unused)
        if match is not None and len(word) > 1:
            one_is_whole = True
        if match is None:
            match = _beginning_match(word, unused)
        if match is None:
            return False
        unused.remove(match)
    return one_is_whole


def _whole_match(word: str, words: list[str]) -> str | None:
    return next((other for other in words if _same(word, other)), None)


def _beginning_match(word: str, words: list[str]) -> str | None:
    return next((other for other in words if _begins(word, other)), None)


def _join_runs(words: list[str], other_name: list[str]) -> list[str]:
    """The words, with those that stand side by side and are one in the other name as one.

    `van der Berg` beside `Vanderberg` is one word.
    """
    for word in other_name:
        words = _join_run(words, word)
    return words


def _join_run(words: list[str], whole: str) -> list[str]:
    """The words, with the first run of them that makes up *whole*, either way round, as one."""
    for start, end in combinations(range(len(words) + 1), 2):
        run = words[start:end]
        if len(run) < 2:
            continue
        if _same("".join(run), whole) or _same("".join(reversed(run)), whole):
            return [*words[:start], whole, *words[end:]]
    return words


def _same(word: str, other: str) -> bool:
    """Whether two words are one, or differ by no more than a letter (`Smith`, `Smyth`)."""
    short, long = sorted((word, other), key=len)
    if short == long or len(long) < _LONG_ENOUGH or len(long) - len(short) > 1:
        return short == long
    differs_at = _first_difference(short, long)
    one_letter_more = short[differs_at:] == long[differs_at + 1 :]
    one_letter_other = short[differs_at + 1 :] == long[differs_at + 1 :]
    return one_letter_more or one_letter_other


def _first_difference(short: str, long: str) -> int:
    """Where two words first differ: the length of the short one where it begins the long one."""
    for position, (letter, other) in enumerate(zip(short, long, strict=False)):
        if letter != other:
            return position
    return len(short)


def _begins(word: str, other: str) -> bool:
    """Whether one word is the initial or the short form of the other (`Alex`, `Alexander`)."""
    short, long = sorted((word, other), key=len)
    return len(short) not in _NEITHER_INITIAL_NOR_NAME and long.startswith(short)


def _name_words(name: str, titles: Collection[str]) -> list[str]:
    """The words of a name without case, accents, ranks and letters after it."""
    decomposed = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES).casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    plain = bare.translate(LATIN).translate(PLAIN)
    words = _WORD.findall(plain)
    name_words = [word for word in words if word not in titles] or words
    return [_UMLAUT.sub(r"\1", word) for word in name_words]
