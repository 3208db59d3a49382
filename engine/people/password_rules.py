"""Whether a new password will do: long enough, and not one of those that guessers try first.

The lists of common passwords, names and words come with the package zxcvbn: nothing is asked of the
network. They take 15 MB, so they are read only where a password is set.
"""

import re
from collections.abc import Iterable

from engine.people.passwords import LONGEST, as_typed_anywhere

SHORTEST = 12
_FEWEST_GUESSES = 10**9  # what a list of leaked passwords and some patience get through
_MOST_SCORED = 72  # characters: the score of more takes long, and is no lower
_SHORTEST_WORD = 3
_FEWEST_BESIDE = 6  # letters and digits beside what is known about its owner
# what anybody knows of this service, and so tries first: the demo's password is made of them
_OF_THE_SERVICE = ("police", "assistance", "section", "section26", "approval", "approvals", "s26")
_WORD = re.compile(r"[^\W_]+")


def why_no_password(password: str, owner_texts: Iterable[str] = ()) -> str | None:
    """Why *password* will not do, or None; *owner_texts* tell of its owner, such as their name."""
    text = as_typed_anywhere(password)
    if len(text) < SHORTEST:
        return f"The password must have {SHORTEST} characters or more: a few words together will do"
    if len(text) > LONGEST:
        return f"The password must have {LONGEST} characters or fewer"
    if not text.isprintable():
        return "The password must not contain hidden characters: type it again"
    own_words = [*_OF_THE_SERVICE, *_words_of(owner_texts)]
    if (
        len(_without_words(text, own_words)) < _FEWEST_BESIDE
        or _guesses(text, own_words) < _FEWEST_GUESSES
    ):
        return (
            "The password is too easy to guess, because it is made of common words, names or "
            "patterns or of what is known about you: choose a few words that do not belong together"
        )
    return None


def _without_words(text: str, own_words: list[str]) -> str:
    """The letters and digits of *text* that are not part of one of the words."""
    remainder = text.casefold()
    for word in sorted(own_words, key=len, reverse=True):
        remainder = remainder.replace(word, " ")
    return "".join(_WORD.findall(remainder))


def _guesses(text: str, own_words: list[str]) -> float:
    from zxcvbn import zxcvbn  # noqa: PLC0415 - 15 MB of lists that only this needs

    return float(zxcvbn(text[:_MOST_SCORED], user_inputs=own_words)["guesses"])


def _words_of(texts: Iterable[str]) -> list[str]:
    words = [word.casefold() for text in texts for word in _WORD.findall(text)]
    return list(dict.fromkeys(word for word in words if len(word) >= _SHORTEST_WORD))
