"""Turning a tree into closures, rule by rule, and noting which names it does not explain itself."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

from lark import Token, Tree

from engine.feel.errors import FeelError
from engine.feel.limits import MAX_DEPTH
from engine.feel.scope import Code, Test
from engine.feel.types import Type

Node = Tree[Token] | Token
Rule = Callable[["Building", Tree[Token]], Code]
TestRule = Callable[["Building", "Tree[Token]"], Test]


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
        self._depth = 0
        self._filters = 0
        self._bound: list[frozenset[str]] = []

    def code(self, tree: Tree[Token]) -> Code:
        """The closure of *tree*."""
        with self._deeper(tree):
            return self.rules[tree.data](self, tree)

    def codes(self, trees: Iterable[Tree[Token]]) -> list[Code]:
        return [self.code(tree) for tree in trees]

    def test(self, tree: Tree[Token]) -> Test:
        """The closure that says whether a value passes *tree*."""
        with self._deeper(tree):
            return self.tests.get(tree.data, self.tests["expression"])(self, tree)

    @contextmanager
    def _deeper(self, tree: Tree[Token]) -> Iterator[None]:
        self.nodes += 1
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise FeelError(f"the expression is nested more than {MAX_DEPTH} deep", *place(tree))
        yield
        self._depth -= 1

    def mention(self, name: str) -> None:
        """Notes a name the expression uses without having given it."""
        if any(name in names for names in self._bound):
            return
        (self.possible if self._filters else self.names).add(name)

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


def place(node: Node) -> tuple[int, int]:
    """Line and column where *node* begins."""
    while isinstance(node, Tree):
        if not node.children:
            return 0, 0
        node = node.children[0]
    return node.line or 0, node.column or 0


def mentions(tree: Tree[Token], name: str) -> bool:
    """Whether *name* is written anywhere in *tree*."""
    return any(tree.scan_values(lambda found: found.type == "NAME" and found == name))
