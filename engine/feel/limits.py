"""How much an expression may ask for: every cap, and the budget one evaluation spends."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from engine.feel.errors import FeelError

MAX_SOURCE = 20_000
MAX_TOKENS = 6_000
MAX_DEPTH = 60
MAX_DIGITS = 40
MAX_CALLS = 40
MAX_LIST = 20_000
MAX_TEXT = 200_000
MAX_WEIGHT = 100_000
MAX_STEPS = 200_000

#: The types of values that weigh nothing, whatever they are.
_SINGLE = frozenset({Decimal, bool, type(None), date, datetime, timedelta})
_CALL = 20  # what calling a function of the author's own costs


class Budget:
    """The work one evaluation may still do; loops, calls and built lists spend it."""

    __slots__ = ("calls", "left")

    def __init__(self, steps: int = MAX_STEPS) -> None:
        self.left = steps
        self.calls = 0

    def spend(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0:
            raise FeelError("the expression does too much work; make its lists or loops smaller")

    def enter(self) -> None:
        """One function call deeper."""
        self.calls += 1
        self.spend(_CALL)
        if self.calls > MAX_CALLS:
            raise FeelError(f"functions call each other more than {MAX_CALLS} deep")

    def leave(self) -> None:
        self.calls -= 1

    def weigh(self, value: Any) -> Any:
        """*value*, once it is known to be of a bearable size all through."""
        if type(value) in _SINGLE:
            return value
        if isinstance(value, list | Mapping):
            self.spend(1 + size(value) // 4)
        elif isinstance(value, str):
            fits(len(value))
            self.spend(len(value) // 256)
        return value


def fits(length: int) -> None:
    """Refuses a text that would be longer than any text may be."""
    if length > MAX_TEXT:
        raise FeelError(f"a text would be longer than {MAX_TEXT} characters")


def size(value: Any) -> int:
    """How many values *value* holds, counting shared parts as often as they are reached."""
    count, waiting = 0, [value]
    while waiting:
        inner = waiting.pop()
        if type(inner) in _SINGLE or type(inner) is str:
            continue
        if isinstance(inner, list | Mapping):
            waiting.extend(inner if isinstance(inner, list) else inner.values())
            count += len(inner)
        if count > MAX_WEIGHT:
            raise FeelError(f"a list or context would hold more than {MAX_WEIGHT} values")
    return count
