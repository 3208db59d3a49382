"""The tag language of the letters: Jinja's, cut down to naming, comparing, choosing and repeating.

What a template may not do is refused when it is compiled, by reading its syntax tree: calls,
arithmetic, assignment, macros, includes, subscripts, private names, filters that are not ours.
"""

import functools
from collections.abc import Callable, Iterator
from typing import NoReturn, TypeVar

from jinja2 import Undefined, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from engine.letters.groups import Group, Missing
from engine.letters.words import FILTERS, WrongKind, in_word, one_line

DEEPEST_LOOP = 2
ONE_LINE = "one_line"
Written = TypeVar("Written")
_ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const),
    *(nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not),
    *(nodes.If, nodes.For, nodes.CondExpr, nodes.Concat, nodes.Tuple, nodes.List),
)
_INNER = frozenset({"self", "super", "caller", "varargs", "kwargs"})
_LOOP = frozenset({"index", "first", "last", "length"})


class Dialect(ImmutableSandboxedEnvironment):
    """A Jinja environment that can read facts and nothing else."""

    def __init__(self) -> None:
        # What is written is escaped by `in_word`, the last to see every value.
        super().__init__(autoescape=False, undefined=Missing, finalize=in_word)
        self.globals.clear()
        self.filters.clear()
        self.filters.update({name: _present(filter_) for name, filter_ in FILTERS.items()})
        self.filters[ONE_LINE] = one_line  # of a property, which no template asks for
        self.tests = {"defined": self.tests["defined"]}

    def getattr(self, obj: object, attribute: str) -> object:
        """A value of a group, or a loop's own counters; never a Python attribute."""
        if isinstance(obj, Group):
            return obj.pick(attribute)
        if isinstance(obj, LoopContext) and attribute in _LOOP:
            return super().getattr(obj, attribute)
        if isinstance(obj, Undefined):
            return Missing(name=f"{_name(obj)}.{attribute}")
        raise WrongKind(f"'.{attribute}' is asked of something that is a single value")

    def getitem(self, obj: object, argument: object) -> NoReturn:
        """Subscripts are not part of the dialect."""
        raise WrongKind("square brackets may not be used")


def _name(missing: Undefined) -> str:
    return missing.name if isinstance(missing, Missing) else "?"


def _present(write: Callable[..., Written]) -> Callable[..., Written]:
    @functools.wraps(write)
    def with_a_value(value: object, *rest: object) -> Written:
        if isinstance(value, Undefined):
            str(value)  # raises, and names the fact
        return write(value, *rest)

    return with_a_value


LETTERS = Dialect()


def objections(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Every reason the template may not be used, with its line."""
    for node in tree.find_all(nodes.Node):
        sentence = _objection(node)
        if sentence:
            yield getattr(node, "lineno", 1), sentence
    for loop in _too_deep(tree, 0):
        yield loop.lineno, f"loops may be nested {DEEPEST_LOOP} deep and no more"


def _objection(node: nodes.Node) -> str | None:
    if not isinstance(node, _ALLOWED):
        return f"{_plain(node)} may not be used in a letter"
    if isinstance(node, nodes.Name | nodes.Getattr):
        name = node.name if isinstance(node, nodes.Name) else node.attr
        hidden = name.startswith("_") or name in _INNER
        return f"the name '{name}' may not be used" if hidden else None
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        return f"there is no filter '{node.name}'; there are {', '.join(sorted(FILTERS))}"
    if isinstance(node, nodes.Test) and node.name != "defined":
        return f"'is {node.name}' may not be used; 'is defined' may"
    if isinstance(node, nodes.For) and node.recursive:
        return "a recursive loop may not be used"
    return None


def _plain(node: nodes.Node) -> str:
    kind = type(node).__name__
    phrases = {
        "Call": "a call, as in name(),",
        "Getitem": "square brackets",
        "Keyword": "a named value, as in upper(x=1),",
    }
    arithmetic = isinstance(node, nodes.BinExpr | nodes.UnaryExpr)
    return phrases.get(kind, "arithmetic" if arithmetic else f"'{kind}'")


def _too_deep(node: nodes.Node, depth: int) -> Iterator[nodes.For]:
    for child in node.iter_child_nodes():
        inner = depth + isinstance(child, nodes.For)
        if isinstance(child, nodes.For) and inner > DEEPEST_LOOP:
            yield child
        else:
            yield from _too_deep(child, inner)
