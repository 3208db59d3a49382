"""Which facts a letter names, as dotted paths: all of them, and those it cannot do without.

A fact is conditional when it stands in a branch of an {% if %}, after an 'and' or 'or', or is only
asked whether it 'is defined'. A row's values are named after their list: `posts.rank`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from jinja2 import nodes


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a fact is named."""

    path: str
    certain: bool


def uses(tree: nodes.Template) -> Iterator[Use]:
    """Every use of a fact in a template, the letter's own `letter.…` left out."""
    for use in _uses_in_all(tree.body, {}, certain=True):
        if use.path.split(".")[0] not in {"letter", "stamp", "loop", ""}:
            yield use


def _uses_in_all(
    body: list[nodes.Node] | list[nodes.Expr], rows: Mapping[str, str], *, certain: bool
) -> Iterator[Use]:
    return chain.from_iterable(_uses_in(node, rows, certain=certain) for node in body)


def _uses_in(node: nodes.Node, rows: Mapping[str, str], *, certain: bool) -> Iterator[Use]:
    path = _path(node, rows)
    if path is not None:
        yield Use(path, certain)
    elif isinstance(node, nodes.For):
        yield from _loop(node, rows, certain=certain)
    elif isinstance(node, nodes.If | nodes.CondExpr):
        yield from _choice(node, rows, certain=certain)
    elif isinstance(node, nodes.And | nodes.Or):
        yield from _uses_in(node.left, rows, certain=certain)
        yield from _uses_in(node.right, rows, certain=False)
    elif isinstance(node, nodes.Test):
        yield from _uses_in(node.node, rows, certain=False)
    else:
        yield from _uses_in_all(list(node.iter_child_nodes()), rows, certain=certain)


def _loop(node: nodes.For, rows: Mapping[str, str], *, certain: bool) -> Iterator[Use]:
    yield from _uses_in(node.iter, rows, certain=certain)
    listed = _path(_bare(node.iter), rows)
    inner = dict(rows)
    if isinstance(node.target, nodes.Name):
        inner[node.target.name] = listed or ""
    inside = [node.test, *node.body] if node.test else node.body
    yield from _uses_in_all(inside, inner, certain=certain)
    yield from _uses_in_all(node.else_, rows, certain=False)


def _choice(
    node: nodes.If | nodes.CondExpr, rows: Mapping[str, str], *, certain: bool
) -> Iterator[Use]:
    yield from _uses_in(node.test, rows, certain=certain)
    if isinstance(node, nodes.If):
        yield from _uses_in_all([*node.body, *node.elif_, *node.else_], rows, certain=False)
    else:
        yield from _uses_in(node.expr1, rows, certain=False)
        if node.expr2 is not None:
            yield from _uses_in(node.expr2, rows, certain=False)


def _path(node: nodes.Node, rows: Mapping[str, str]) -> str | None:
    if isinstance(node, nodes.Name):
        return rows.get(node.name, node.name)
    if isinstance(node, nodes.Getattr):
        inner = _path(node.node, rows)
        return inner if inner is None else f"{inner}.{node.attr}"
    return None


def _bare(node: nodes.Node) -> nodes.Node:
    return _bare(node.node) if isinstance(node, nodes.Filter) and node.node else node
