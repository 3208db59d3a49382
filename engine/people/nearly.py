"""What somebody may have meant by a word that is not one of those there are. No database here."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """A question to follow a refusal, such as `: did you mean force_lead?`; empty with no idea."""
    near = get_close_matches(word.casefold(), list(words), 3, 0.6)
    return f": did you mean {' or '.join(near)}?" if near else ""
