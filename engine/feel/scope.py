"""The names an expression can see while it is worked out, innermost first."""

from collections.abc import Callable, Mapping
from typing import Any

from engine.feel.limits import Budget
from engine.feel.values import Value


class Scope:
    """Some names, the scope around them, and the budget all of them share."""

    __slots__ = ("budget", "names", "outer")

    def __init__(self, names: Mapping[str, Any], outer: "Scope | None", budget: Budget) -> None:
        self.names = names
        self.outer = outer
        self.budget = budget

    def within(self, names: Mapping[str, Any]) -> "Scope":
        """A scope inside this one."""
        return Scope(names, self, self.budget)


Code = Callable[[Scope], Value]
Test = Callable[[Scope, Value], "bool | None"]
