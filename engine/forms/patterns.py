"""Whether a pattern an author wrote may be tried on what people type: right, and never slow.

A regular expression with repeats inside repeats can keep a server busy for hours over thirty
characters. The ways a pattern could be tried are counted, and one with too many is refused.
"""

import re
from dataclasses import dataclass

LONGEST = 200
_MOST_WAYS = 3_000_000
_ENDLESS = 300  # no line is longer
_REPEAT = re.compile(r"[*+?]|\{([0-9]*)(,?)([0-9]*)\}")
_ATOM = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]|\\.|[^\\()|]", re.DOTALL)


def refused(pattern: object) -> str | None:
    """Why a pattern may not be used, or None."""
    if not isinstance(pattern, str) or len(pattern) > LONGEST:
        return f"must be text of {LONGEST} characters or fewer"
    try:
        re.compile(pattern)
    except re.error as fault:
        return f"cannot be read: {fault}"
    if re.search(r"\(\?(?!:)|\\[1-9]", pattern):
        return "may not look ahead or refer back: say the same more simply"
    start = 1 if pattern.startswith("^") else _ENDLESS
    if start * _Reader(pattern).ways() > _MOST_WAYS:
        return "could take too long to try: say the same with fewer repeats"
    return None


@dataclass(slots=True)
class _Reader:
    """How many ways a pattern can be tried at one place, at most."""

    pattern: str
    position: int = 0

    def ways(self) -> int:
        """The ways of the alternatives from here to the end of the group."""
        total, branch = 0, 1
        while self.position < len(self.pattern) and self.pattern[self.position] != ")":
            if self.pattern[self.position] == "|":
                self.position += 1
                total, branch = total + branch, 1
            else:
                branch = min(branch * self._piece(), _MOST_WAYS + 1)
        self.position += 1
        return total + branch

    def _piece(self) -> int:
        if self.pattern[self.position] == "(":
            self.position += 3 if self.pattern.startswith("(?:", self.position) else 1
            inner = self.ways()
        else:
            atom = _ATOM.match(self.pattern, self.position)
            assert atom is not None  # the pattern compiles
            self.position = atom.end()
            inner = 1
        return self._ways_to_repeat(inner)

    def _ways_to_repeat(self, inner: int) -> int:
        repeat = _REPEAT.match(self.pattern, self.position)
        if repeat is None:
            return inner
        self.position = repeat.end()
        if self.pattern.startswith("?", self.position):
            self.position += 1  # lazy: as many ways, in another order
        low, high = _times(repeat)
        if inner == 1:
            return high - low + 1
        count: int = inner ** min(high, 64) * (high - low + 1)
        return min(count, _MOST_WAYS + 1)


def _times(repeat: re.Match[str]) -> tuple[int, int]:
    sign = repeat[0]
    if sign in "*+?":
        return {"*": (0, _ENDLESS), "+": (1, _ENDLESS), "?": (0, 1)}[sign]
    low = int(repeat[1] or 0)
    if not repeat[2]:
        return low, low
    return low, min(int(repeat[3] or _ENDLESS), _ENDLESS)
