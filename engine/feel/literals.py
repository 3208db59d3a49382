"""The closures of things written out: numbers, texts, dates, lists, contexts and ranges."""

from collections.abc import Callable, Mapping

from lark import Token, Tree

from engine.feel.building import Building, Rule, place
from engine.feel.errors import FeelError
from engine.feel.scope import Code, Scope
from engine.feel.temporal import read_any
from engine.feel.values import Range, Value, kind
from engine.feel.written import unquoted, written_number


def _constant(value: Value) -> Code:
    return lambda scope: value


def _number(build: Building, tree: Tree[Token]) -> Code:
    literal = str(tree.children[0])
    number = written_number(literal)
    if number is None:
        raise FeelError(f"the number {literal[:12]}… is too large or too long", *place(tree))
    return _constant(number)


def _string(build: Building, tree: Tree[Token]) -> Code:
    return _constant(unquoted(str(tree.children[0])))


def _temporal(build: Building, tree: Tree[Token]) -> Code:
    return _constant(read_any(unquoted(str(tree.children[-1]))))


def _always(value: Value) -> Rule:
    return lambda build, tree: _constant(value)


def _list(build: Building, tree: Tree[Token]) -> Code:
    items = build.codes(tree.children)
    return lambda scope: scope.budget.weigh([item(scope) for item in items])


def _context(build: Building, tree: Tree[Token]) -> Code:
    entries: dict[str, Code] = {}
    for entry in tree.children:
        key_token, value_tree = entry.children
        key = unquoted(str(key_token)) if key_token.type == "STRING" else str(key_token)
        with build.binding(entries):
            code = build.code(value_tree)
        if key in entries:
            return _constant(None)
        entries[key] = code

    def context(scope: Scope) -> Value:
        made: dict[str, Value] = {}
        inside = scope.within(made)
        for key, code in entries.items():
            made[key] = code(inside)
        return scope.budget.weigh(made)

    return context


def _range(build: Building, tree: Tree[Token]) -> Code:
    opened, start_tree, _, end_tree, closed = tree.children
    start, end = build.code(start_tree), build.code(end_tree)
    first, last = opened == "[", closed == "]"

    def whole(scope: Scope) -> Range | None:
        low, high = start(scope), end(scope)
        if low is None and high is None:
            return None
        if None not in (low, high) and kind(low) != kind(high):
            return None
        return Range(low, high, first, last)

    return whole


_HALVES: Mapping[str, Callable[[Value], Range]] = {
    "<": lambda end: Range(None, end, start_included=False, end_included=False),
    "<=": lambda end: Range(None, end, start_included=False, end_included=True),
    ">": lambda start: Range(start, None, start_included=False, end_included=False),
    ">=": lambda start: Range(start, None, start_included=True, end_included=False),
    "=": lambda value: Range(value, value),
    "!=": lambda value: Range(value, value, excluded=True),
}


def _half_range(build: Building, tree: Tree[Token]) -> Code:
    comparator, operand_tree = tree.children
    operand = build.code(operand_tree)
    half = _HALVES[str(comparator.children[0])]
    return lambda scope: half(operand(scope))


RULES: Mapping[str, Rule] = {
    "number": _number,
    "string": _string,
    "temporal": _temporal,
    "true": _always(True),  # noqa: FBT003
    "false": _always(False),  # noqa: FBT003
    "null": _always(None),
    "list": _list,
    "context": _context,
    "range": _range,
    "half_range": _half_range,
}
