"""The closures that reach into values: names, paths, filters and calls."""

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence

from engine.feel.arithmetic import whole
from engine.feel.building import Building, Rule
from engine.feel.errors import FeelError
from engine.feel.library.catalogue import FUNCTIONS
from engine.feel.limits import Budget
from engine.feel.nodes import Node
from engine.feel.properties import of_value
from engine.feel.scope import Code, Scope
from engine.feel.values import Function, Number, Value, is_number

Step = Callable[[Scope, Value], Value]
Trailer = Callable[[Building, Node], Step]


def _name(build: Building, node: Node) -> Code:
    name = node.words[0]
    built_in = FUNCTIONS.get(name)
    if " " not in name or built_in is None:  # a fact may be called `duration`
        build.mention(name.partition(".")[0])

    def read(scope: Scope) -> Value:
        around: Scope | None = scope
        while around is not None:
            if name in around.names:
                return around.names[name]
            around = around.outer
        return built_in

    return _read_path(name, read) if "." in name else read


def _read_path(name: str, whole: Code) -> Code:
    """A name with a dot in it, such as a parameter `Person.Age`; else a path of that spelling."""
    first, *steps = name.split(".")

    def read(scope: Scope) -> Value:
        value = whole(scope)
        around: Scope | None = scope if value is None else None
        while around is not None and first not in around.names:
            around = around.outer
        if around is not None:
            value = functools.reduce(of_value, steps, around.names[first])
        return value

    return read


def _chain(build: Building, node: Node) -> Code:
    first, *trailers = node.parts
    if _asks_the_time(first, trailers[0]):
        build.mention(first.words[0])
        trailers = trailers[1:]
    called = first.rule == "name" and trailers[:1] and trailers[0].rule == "call"
    start = _function_called(build, first) if called else build.code(first)
    if called and first.words[0] in MAKERS and all(map(_plain, trailers[0].parts)):
        start, trailers = _once(build, start, first.words[0], trailers[0]), trailers[1:]
    build.nodes += len(trailers)
    steps = [_TRAILERS[trailer.rule](build, trailer) for trailer in trailers]

    def chain(scope: Scope) -> Value:
        try:
            value = start(scope)
            for step in steps:
                value = step(scope, value)
        except FeelError as refusal:
            raise refusal.at(*node.place) from None
        return value

    return chain


def _function_called(build: Building, node: Node) -> Code:
    """A name that is called: a fact of the same name does not hide a built-in function."""
    built_in = FUNCTIONS.get(node.words[0])
    if built_in is None:
        return build.code(node)
    read_fact = _name(Building({}, {}, {}), node)

    def function(scope: Scope) -> Value:
        value = read_fact(scope)
        return value if isinstance(value, Function) else built_in

    return function


def _plain(node: Node) -> bool:
    return node.rule in {"string", "number"}


def _once(build: Building, start: Code, name: str, node: Node) -> Code:
    """A date or duration written out: made once, unless a fact is a function of that name."""
    built_in, step = FUNCTIONS[name], _call(build, node)
    value = step(Scope({}, None, Budget()), built_in)

    def once(scope: Scope) -> Value:
        function = start(scope)
        return value if function is built_in else step(scope, function)

    return once


def _asks_the_time(first: Node, trailer: Node) -> bool:
    """today() and now() are facts here: an expression has no clock of its own."""
    called = trailer.rule == "call" and not trailer.parts
    return called and first.rule == "name" and first.words[0] in {"today", "now"}


def _path(_build: Building, node: Node) -> Step:
    name = node.words[0]

    def path(scope: Scope, value: Value) -> Value:
        if isinstance(value, dict):
            return value.get(name)
        if isinstance(value, list):
            scope.budget.spend(len(value) // 4)
        return of_value(value, name)

    return path


def _filter(build: Building, node: Node) -> Step:
    nodes_before = build.nodes
    with build.filtering():
        condition = build.code(node.parts[0])
    weight = 1 + (build.nodes - nodes_before) // 2

    def filtered(scope: Scope, value: Value) -> Value:
        if isinstance(value, list):
            items = value
        elif value is None:
            items = []
        else:
            items = [value]
        scope.budget.spend(1)
        first = condition(_item_scope(scope, items[0]) if items else scope)
        if is_number(first):
            return _item_at(items, first)
        scope.budget.spend(weight * len(items))
        return [item for item in items if condition(_item_scope(scope, item)) is True]

    return filtered


def _item_scope(scope: Scope, item: Value) -> Scope:
    inner = scope.within({"item": item})
    return inner.within(item) if isinstance(item, Mapping) else inner


def _item_at(items: Sequence[Value], position: Number) -> Value:
    number = whole(position)
    if number != position or not number or abs(number) > len(items):
        return None
    return items[number - 1 if number > 0 else number]


def _call(build: Building, node: Node) -> Step:
    by_position = [part for part in node.parts if part.rule != "named"]
    by_name = [part for part in node.parts if part.rule == "named"]
    positional = build.codes(by_position)
    named_codes = {part.words[0]: build.code(part.parts[0]) for part in by_name}
    mixed = bool(by_position and by_name) or len(named_codes) < len(by_name)

    def call(scope: Scope, function: Value) -> Value:
        if mixed or not isinstance(function, Function):
            return None
        args = [code(scope) for code in positional]
        options = {name: code(scope) for name, code in named_codes.items()}
        _charge(scope.budget, args)
        _charge(scope.budget, options.values())
        return scope.budget.weigh(function.call(scope.budget, args, options))

    return call


def _charge(budget: Budget, args: Iterable[Value]) -> None:
    budget.spend(1)
    for arg in args:
        budget.weigh(arg)


_TRAILERS: Mapping[str, Trailer] = {"path": _path, "filter": _filter, "call": _call}
#: The functions that make a date, a time or a duration of what is written out.
MAKERS = frozenset({"date", "time", "date and time", "duration"})
RULES: Mapping[str, Rule] = {"name": _name, "chain": _chain}
