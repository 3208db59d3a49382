"""Regular expressions as FEEL has them (XPath's), rewritten for Python and never run away with."""

import re
from dataclasses import dataclass
from functools import lru_cache

from engine.feel.errors import FeelError
from engine.feel.limits import Budget
from engine.feel.patterns_read import Unreadable, translate

MAX_PATTERN = 1_000
MAX_WORK = 20_000_000
_WORK_A_STEP = 4_000
_MOST_KINDS = 8
_KIND = 6_000  # steps that making ready the hundreds of ranges of a kind costs
_KINDS = re.compile(r"\\[pPiIcC]")
_REFERENCE = re.compile(r"\\(.)|\$(\d+)|(\\$|\$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern ready to run: the work it may cost is `choices` times a power of the length."""

    regex: re.Pattern[str]
    choices: int
    power: int


def compiled(pattern: str, flags: str, budget: Budget) -> Pattern | None:
    """The pattern, or None when it is not one; made ready at the budget's cost, but once."""
    if len(pattern) > MAX_PATTERN:
        raise FeelError(f"a pattern is longer than {MAX_PATTERN} characters")
    kinds = len(_KINDS.findall(pattern))
    if kinds > _MOST_KINDS:
        raise FeelError(f"a pattern names more than {_MOST_KINDS} kinds of letters with a \\")
    budget.once(f"{flags} {pattern}", 2 * len(pattern) + _KIND * kinds)
    return _compile(pattern, flags)


@lru_cache(maxsize=512)
def _compile(pattern: str, flags: str) -> Pattern | None:
    if set(flags) - set("smixq"):
        return None
    if "q" in flags:
        return Pattern(re.compile(re.escape(pattern), _flags(flags)), 1, 1)
    try:
        translation = translate(pattern, flags)
        regex = re.compile(translation.text, _flags(flags))
    except (Unreadable, re.error, OverflowError, RecursionError):
        return None
    return Pattern(regex, translation.choices * translation.length, translation.power)


def _flags(flags: str) -> int:
    mask = re.IGNORECASE if "i" in flags else 0
    mask |= re.DOTALL if "s" in flags else 0
    return mask | (re.MULTILINE if "m" in flags else 0)


def guarded(pattern: Pattern, text: str, budget: Budget) -> None:
    """Refuses to look for a pattern in a text where that could take very long."""
    work = pattern.choices * (len(text) + 1) ** pattern.power
    if work > MAX_WORK:
        raise FeelError("a pattern has too many repeats for so long a text; make it simpler")
    budget.spend(work // _WORK_A_STEP)


def replacement(pattern: Pattern, text: str) -> str | None:
    """FEEL's $1 as Python's \\g<1>; None when the text refers to something else."""
    parts, offset = [], 0
    for reference in _REFERENCE.finditer(text):
        escaped, number, stray = reference.groups()
        if stray or (escaped is not None and escaped not in "\\$"):
            return None
        parts.append(_literal(text[offset : reference.start()]))
        parts.append(_literal(escaped) if escaped else _group(pattern, number))
        offset = reference.end()
    return "".join(parts) + _literal(text[offset:])


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\")


def _group(pattern: Pattern, number: str) -> str:
    """The longest group number that exists, the other digits standing for themselves."""
    for length in range(len(number), 0, -1):
        if int(number[:length]) <= pattern.regex.groups:
            return f"\\g<{number[:length]}>{number[length:]}"
    return number[1:]
