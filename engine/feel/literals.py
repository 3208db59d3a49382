"""The closures of things written out: numbers, texts, dates, lists, contexts and ranges."""

from collections.abc import Callable, Mapping

from engine.feel.building import Building, Rule
from engine.feel.errors import FeelError
from engine.feel.nodes import Node
from engine.feel.scope import Code, Scope, placed
from engine.feel.temporal import read_any
from engine.feel.values import Range, Value, kind
from engine.feel.written import unquoted, written_number


def _constant(value: Value) -> Code:
    return lambda _scope: value


def _number(_build: Building, node: Node) -> Code:
    literal = node.words[0]
    number = written_number(literal)
    if number is None:
        raise FeelError(f"the number {literal[:12]}… is too large or too long", *node.place)
    return _constant(number)


def _string(_build: Building, node: Node) -> Code:
    return _constant(unquoted(node.words[0]))


def _temporal(_build: Building, node: Node) -> Code:
    return _constant(read_any(unquoted(node.words[-1])))


def _always(value: Value) -> Rule:
    return lambda _build, _node: _constant(value)


def _list(build: Building, node: Node) -> Code:
    items = build.codes(node.parts)
    return placed(lambda scope: scope.budget.weigh([item(scope) for item in items]), node)


def _context(build: Building, node: Node) -> Code:
    entries: dict[str, Code] = {}
    for entry in node.parts:
        word = entry.words[0]
        key = unquoted(word) if word.startswith('"') else word
        with build.binding(entries):
            code = build.code(entry.parts[0])
        if key in entries:
            return _constant(None)
        entries[key] = code

    def context(scope: Scope) -> Value:
        values: dict[str, Value] = {}
        inside = scope.within(values)
        for key, code in entries.items():
            values[key] = code(inside)
        return scope.budget.weigh(values)

    return placed(context, node)


def _range(build: Building, node: Node) -> Code:
    start, end = build.codes(node.parts)
    first, last = node.words[0] == "[", node.words[-1] == "]"

    def whole(scope: Scope) -> Range | None:
        low, high = start(scope), end(scope)
        if low is None and high is None:
            return None
        if None not in (low, high) and kind(low) != kind(high):
            return None
        return Range(low, high, first, last)

    return whole


_HALVES: Mapping[str, Callable[[Value], Range]] = {
    "<": lambda end: Range(None, end, start_included=False, end_included=False, sign="<"),
    "<=": lambda end: Range(None, end, start_included=False, end_included=True, sign="<="),
    ">": lambda start: Range(start, None, start_included=False, end_included=False, sign=">"),
    ">=": lambda start: Range(start, None, start_included=True, end_included=False, sign=">="),
    "=": lambda value: Range(value, value, sign="="),
    "!=": lambda value: Range(value, value, sign="!="),
}


def _half_range(build: Building, node: Node) -> Code:
    comparator, operand = node.parts[0], build.code(node.parts[1])
    half = _HALVES[comparator.words[0]]
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
