"""How much an expression may ask for: every cap, and the budget one evaluation spends."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from engine.feel.errors import FeelError
from engine.feel.values import Value

MAX_SOURCE = 20_000
MAX_TOKENS = 6_000
MAX_DEPTH = 60
MAX_DIGITS = 40
MAX_CALLS = 40
MAX_LIST = 20_000
MAX_TEXT = 200_000
MAX_WEIGHT = 100_000
MAX_STEPS = 200_000
MAX_PATTERNS = 400

#: The types of values with no others in them: they are looked at in one step.
LIGHT = frozenset({Decimal, str, bool, type(None), date, datetime, timedelta})
_CALL = 20  # what calling a function of the author's own costs


class Budget:
    """The work one evaluation may still do; loops, calls and built lists spend it."""

    __slots__ = ("calls", "left", "paid")

    def __init__(self, steps: int = MAX_STEPS) -> None:
        self.left = steps
        self.calls = 0
        self.paid: set[str] | None = None

    def spend(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0:
            raise FeelError("the expression does too much work; make its lists or loops smaller")

    def enter(self, weight: int = 0) -> None:
        """One function call deeper, into a body of that weight."""
        self.calls += 1
        self.spend(_CALL + weight)
        if self.calls > MAX_CALLS:
            raise FeelError(f"functions call each other more than {MAX_CALLS} deep")

    def leave(self) -> None:
        self.calls -= 1

    def once(self, what: str, steps: int) -> None:
        """Spends *steps* on making something ready that is kept from then on."""
        self.paid = set() if self.paid is None else self.paid
        if what in self.paid:
            return
        self.spend(steps)
        self.paid.add(what)
        if len(self.paid) > MAX_PATTERNS:
            raise FeelError(f"the expression uses more than {MAX_PATTERNS} different patterns")

    def weigh(self, value: Value) -> Value:
        """*value*, once it is known to be of a bearable size all through."""
        if type(value) is str:
            fits(len(value))
            self.spend(len(value) // 256)
        elif type(value) not in LIGHT and isinstance(value, list | Mapping):
            self.spend(1 + size(value) // 2)
        return value


def fits(length: int) -> None:
    """Refuses a text that would be longer than any text may be."""
    if length > MAX_TEXT:
        raise FeelError(f"a text would be longer than {MAX_TEXT} characters")


def size(value: Value) -> int:
    """How many values *value* holds, counting shared parts as often as they are reached."""
    count, stack = 0, [value]
    while stack:
        inner = stack.pop()
        if type(inner) in LIGHT:
            continue
        if isinstance(inner, list | Mapping):
            stack.extend(inner if isinstance(inner, list) else inner.values())
            count += len(inner)
        if count > MAX_WEIGHT:
            raise FeelError(f"a list or context would hold more than {MAX_WEIGHT} values")
    return count
