"""The tree of an expression: which rule each part follows, its words, and the parts within it."""

from collections.abc import Iterator
from dataclasses import dataclass

from lark import Token, Tree

from engine.feel.errors import FeelError
from engine.feel.limits import MAX_DEPTH


@dataclass(frozen=True, slots=True)
class Node:
    """One part of an expression. Texts keep their quotation marks, so no name looks like one."""

    rule: str
    words: tuple[str, ...]
    parts: tuple["Node", ...]
    line: int
    column: int

    @property
    def place(self) -> tuple[int, int]:
        """Where it begins: line and column."""
        return self.line, self.column

    def walk(self) -> Iterator["Node"]:
        """This node and everything in it."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def mentions(self, name: str) -> bool:
        """Whether the name is used anywhere within."""
        return any(node.rule == "name" and node.words[0] == name for node in self.walk())


def from_tree(tree: Tree[Token], depth: int = 0, line: int = 1, column: int = 1) -> Node:
    """The parser's tree in our own words; one that is nested too deep is refused."""
    if depth > MAX_DEPTH:
        raise FeelError(f"the expression is nested more than {MAX_DEPTH} deep", line, column)
    tokens = [child for child in tree.children if isinstance(child, Token)]
    if tokens:
        line, column = tokens[0].line or line, tokens[0].column or column
    parts = tuple(
        from_tree(child, depth + 1, line, column)
        for child in tree.children
        if isinstance(child, Tree)
    )
    if parts and not tokens:
        line, column = parts[0].line, parts[0].column
    return Node(str(tree.data), tuple(map(str, tokens)), parts, line, column)
