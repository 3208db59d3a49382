"""What a template asks of each fact it names: its kind, its values, and the names inside it.

A fact is a path: `force.name` is ("force", "name"), and the rank of each post in a loop is
("posts", EACH, "rank"). What stands in a text of lines has no path.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from jinja2 import nodes

from engine.letters.spots import NOWHERE, Spot

EACH = "*"
PRINTED, REPEATED, ASKED, ORDERED = "printed", "repeated", "asked", "ordered"
Path = tuple[str, ...]
_Rows = Mapping[str, Path | None]


@dataclass(frozen=True, slots=True)
class Mention:
    """One use of a fact in a template."""

    path: Path
    use: str  # PRINTED, REPEATED, ASKED, ORDERED, or the name of a filter
    line: int
    equals: tuple[str, ...] = ()  # the texts that it is compared with
    spot: Spot = NOWHERE
    words: str = ""

    @property
    def name(self) -> str:
        """The fact as a template writes it."""
        return ".".join(key for key in self.path if key != EACH)


def mentions(tree: nodes.Template) -> Iterator[Mention]:
    """Every use of a fact in a part, in the order of its lines."""
    for node in tree.body:
        yield from _in(node, {})


def _in(node: nodes.Node, rows: _Rows) -> Iterator[Mention]:
    reader = _READERS.get(type(node))
    if reader is not None:
        yield from reader(node, rows)
    elif isinstance(node, nodes.Name | nodes.Getattr):
        yield from _mention(node, ASKED, rows)
    else:
        for child in node.iter_child_nodes():
            yield from _in(child, rows)


def _mention(
    node: nodes.Node, use: str, rows: _Rows, equals: tuple[str, ...] = ()
) -> Iterator[Mention]:
    path = _path(node, rows)
    if path:
        yield Mention(path, use, node.lineno or 1, equals)


def _path(node: nodes.Node, rows: _Rows) -> Path | None:
    if isinstance(node, nodes.Name):
        return rows.get(node.name, (node.name,))
    if isinstance(node, nodes.Getattr):
        inner = _path(node.node, rows)
        return None if inner is None else (*inner, node.attr)
    return None


def _output(node: nodes.Node, rows: _Rows) -> Iterator[Mention]:
    assert isinstance(node, nodes.Output)
    for part in node.nodes:
        yield from _written(part, rows)


def _written(node: nodes.Node, rows: _Rows) -> Iterator[Mention]:
    """What is printed, or one of what may be."""
    if isinstance(node, nodes.CondExpr):
        yield from _in(node.test, rows)
        for choice in (node.expr1, node.expr2):
            if choice is not None:
                yield from _written(choice, rows)
    elif isinstance(node, nodes.Name | nodes.Getattr):
        yield from _mention(node, PRINTED, rows)
    else:
        yield from _in(node, rows)


def _filter(node: nodes.Node, rows: _Rows) -> Iterator[Mention]:
    assert isinstance(node, nodes.Filter)
    if node.node is None:
        return
    if isinstance(node.node, nodes.Name | nodes.Getattr):
        yield from _mention(node.node, node.name, rows)
        yield from _column(node, rows)
    else:
        yield from _in(node.node, rows)
    for argument in node.args:
        yield from _in(argument, rows)


def _column(node: nodes.Filter, rows: _Rows) -> Iterator[Mention]:
    """The values that `list_and("name")` takes from each row of a list."""
    path = _path(node.node, rows) if node.node is not None else None
    if node.name == "list_and" and node.args and path:
        key = node.args[0]
        if isinstance(key, nodes.Const) and isinstance(key.value, str):
            yield Mention((*path, EACH, key.value), PRINTED, node.lineno)


def _loop(node: nodes.Node, rows: _Rows) -> Iterator[Mention]:
    assert isinstance(node, nodes.For)
    inner = dict(rows)
    inner["loop"] = None
    if isinstance(node.iter, nodes.Name | nodes.Getattr):
        yield from _mention(node.iter, REPEATED, rows)
    else:
        yield from _in(node.iter, rows)
    if isinstance(node.target, nodes.Name):
        listed = _path(node.iter, rows)
        inner[node.target.name] = None if listed is None else (*listed, EACH)
    for child in [*node.body, *([node.test] if node.test is not None else [])]:
        yield from _in(child, inner)
    for child in node.else_:
        yield from _in(child, rows)


def _compare(node: nodes.Node, rows: _Rows) -> Iterator[Mention]:
    assert isinstance(node, nodes.Compare)
    sides = [node.expr, *(operand.expr for operand in node.ops)]
    texts = tuple(text for side in sides for text in _texts(side))
    in_order = not {operand.op for operand in node.ops} <= {"eq", "ne", "in", "notin"}
    use = ORDERED if in_order and any(map(_is_number, sides)) else ASKED
    for side in sides:
        if isinstance(side, nodes.Name | nodes.Getattr):
            yield from _mention(side, use, rows, texts)
        else:
            yield from _in(side, rows)


def _is_number(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and isinstance(node.value, int | float)


def _texts(node: nodes.Node) -> list[str]:
    if isinstance(node, nodes.Const):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, nodes.List | nodes.Tuple):
        return [text for item in node.items for text in _texts(item)]
    return []


_READERS: Mapping[type[nodes.Node], Callable[[nodes.Node, _Rows], Iterator[Mention]]] = {
    nodes.Output: _output,
    nodes.Filter: _filter,
    nodes.For: _loop,
    nodes.Compare: _compare,
}
