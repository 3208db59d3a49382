"""The names an expression can see while it is worked out, innermost first."""

from collections.abc import Callable

from engine.feel.errors import FeelError
from engine.feel.limits import Budget
from engine.feel.nodes import Node
from engine.feel.values import Facts, Value


class Scope:
    """Some names, the scope around them, and the budget all of them share."""

    __slots__ = ("budget", "names", "outer")

    def __init__(self, names: Facts, outer: "Scope | None", budget: Budget) -> None:
        self.names = names
        self.outer = outer
        self.budget = budget

    def within(self, names: Facts) -> "Scope":
        """A scope inside this one."""
        return Scope(names, self, self.budget)


Code = Callable[[Scope], Value]
Test = Callable[[Scope, Value], "bool | None"]


def placed(code: Code, node: Node) -> Code:
    """The same code, whose refusals say where in the expression it stands."""

    def at_its_place(scope: Scope) -> Value:
        try:
            return code(scope)
        except FeelError as refusal:
            raise refusal.at(*node.place) from None

    return at_its_place
