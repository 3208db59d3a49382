"""Whether a text is anything like the letter at all, before it is compared with care. Pure."""

from collections.abc import Sequence

from engine.letters.fingerprint import normal

ALIKE = 0.3  # of the letter's runs of three words
TIMES = 3  # as long as the letter, and a little
MORE = 2_000  # characters


def hardly_alike(issued: Sequence[str], returned: Sequence[str]) -> bool:
    """Whether hardly any three words of the letter stand together in the text."""
    wanted = _threes(issued)
    return len(wanted & _threes(returned)) < ALIKE * len(wanted)


def far_too_long(issued: Sequence[str], returned: Sequence[str]) -> bool:
    """Whether the text is so much longer that comparing it would only take time."""
    return sum(map(len, returned)) > TIMES * sum(map(len, issued)) + MORE


def _threes(texts: Sequence[str]) -> set[tuple[str, ...]]:
    words = normal(" ".join(texts)).casefold().split()
    return set(zip(words, words[1:], words[2:], strict=False)) or {tuple(words)}
