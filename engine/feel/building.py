"""Turning a tree into closures, rule by rule, and noting which names it does not explain itself."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

from engine.feel.nodes import Node
from engine.feel.scope import Code, Test
from engine.feel.types import Type

Rule = Callable[["Building", Node], Code]
TestRule = Callable[["Building", Node], Test]


class Building:
    """One expression being compiled."""

    def __init__(
        self, rules: Mapping[str, Rule], tests: Mapping[str, TestRule], types: Mapping[str, Type]
    ) -> None:
        self.rules = rules
        self.tests = tests
        self.types = types
        self.names: set[str] = set()
        self.possible: set[str] = set()
        self.nodes = 0
        self._filters = 0
        self._bound: list[frozenset[str]] = []

    def code(self, node: Node) -> Code:
        """The closure of *node*."""
        self.nodes += 1
        return self.rules[node.rule](self, node)

    def codes(self, nodes: Iterable[Node]) -> list[Code]:
        return [self.code(node) for node in nodes]

    def test(self, node: Node) -> Test:
        """The closure that says whether a value passes *node*."""
        self.nodes += 1
        return self.tests.get(node.rule, self.tests["expression"])(self, node)

    def mention(self, name: str) -> None:
        """Notes a name the expression uses without having given it."""
        if any(name in names for names in self._bound):
            return
        (self.possible if self._filters else self.names).add(name)

    def facts(self) -> tuple[frozenset[str], frozenset[str]]:
        """The names of facts mentioned, and of what may be one, or an entry of an item."""
        return frozenset(self.names), frozenset(self.possible)

    @contextmanager
    def binding(self, names: Iterable[str]) -> Iterator[None]:
        """While this lasts, *names* are the expression's own."""
        self._bound.append(frozenset(names))
        yield
        self._bound.pop()

    @contextmanager
    def filtering(self) -> Iterator[None]:
        """While this lasts, a name may be a fact or an entry of the item looked at."""
        self._filters += 1
        with self.binding({"item"}):
            yield
        self._filters -= 1
