"""The written-out values a decision cell turns on, from which examples for every case are made."""

from collections.abc import Iterator

from engine.feel.access import MAKERS
from engine.feel.building import Building
from engine.feel.cells import TESTS
from engine.feel.compile import RULES
from engine.feel.errors import FeelError
from engine.feel.grammar import parse
from engine.feel.limits import Budget
from engine.feel.names import tokens
from engine.feel.nodes import Node, from_tree
from engine.feel.scope import Scope
from engine.feel.tokens import Vocabulary
from engine.feel.values import Value

_AROUND = frozenset(
    {
        "tests",
        "refuted",
        "anything",
        "below",
        "range",
        "half_range",
        "choices",
        "comparator",
        "list",
    }
)
_PLAIN = frozenset({"number", "string", "true", "false", "null", "temporal"})


class _Opaque(Exception):
    """The cell looks at more than written-out values."""


def boundaries(source: str) -> tuple[Value, ...] | None:
    """The values in the cell, or None when it also looks at facts or works something out."""
    try:
        text = source if source.strip() else "-"
        node = from_tree(parse(tokens(text, Vocabulary(), unary=True), "unary_tests"))
        return tuple(_values(node))
    except (FeelError, _Opaque):
        return None


def _values(node: Node) -> Iterator[Value]:
    if node.rule in _AROUND:
        for part in node.parts:
            yield from _values(part)
    elif _is_written_out(node):
        yield Building(RULES, TESTS, {}).code(node)(Scope({}, None, Budget()))
    else:
        raise _Opaque


def _is_written_out(node: Node) -> bool:
    if node.rule == "negative":
        return _is_written_out(node.parts[0])
    if node.rule != "chain":
        return node.rule in _PLAIN
    maker, call = node.parts[0], node.parts[-1]
    is_maker = maker.rule == "name" and maker.words[0] in MAKERS and len(node.parts) == 2
    return is_maker and call.rule == "call" and all(_is_written_out(part) for part in call.parts)
