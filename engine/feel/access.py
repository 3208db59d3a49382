"""The closures that reach into values: names, paths, filters and calls."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from lark import Token, Tree

from engine.feel.building import Building, Rule
from engine.feel.library.catalogue import FUNCTIONS
from engine.feel.limits import Budget
from engine.feel.properties import of_value
from engine.feel.scope import Code, Scope
from engine.feel.values import NUMBER, Function, Value, kind

Trailer = Callable[[Building, "Tree[Token]", Code], Code]


def _name(build: Building, tree: Tree[Token]) -> Code:
    name = str(tree.children[0])
    built_in = FUNCTIONS.get(name)
    if built_in is None:
        build.mention(name)

    def read(scope: Scope) -> Value:
        around: Scope | None = scope
        while around is not None:
            if name in around.names:
                return around.names[name]
            around = around.outer
        return built_in

    return read


def _chain(build: Building, tree: Tree[Token]) -> Code:
    first, *trailers = tree.children
    code = build.code(first)
    for trailer in trailers:
        build.nodes += 1
        code = _TRAILERS[trailer.data](build, trailer, code)
    return code


def _path(build: Building, tree: Tree[Token], inner: Code) -> Code:
    name = str(tree.children[0])

    def path(scope: Scope) -> Value:
        value = inner(scope)
        if isinstance(value, dict):
            return value.get(name)
        if isinstance(value, list):
            scope.budget.spend(len(value) // 4)
        return of_value(value, name)

    return path


def _filter(build: Building, tree: Tree[Token], inner: Code) -> Code:
    before = build.nodes
    with build.filtering():
        condition = build.code(tree.children[0])
    weight = 1 + (build.nodes - before) // 2

    def filtered(scope: Scope) -> Value:
        value = inner(scope)
        items = value if isinstance(value, list) else [] if value is None else [value]
        scope.budget.spend(1)
        first = condition(_item_scope(scope, items[0]) if items else scope)
        if kind(first) == NUMBER:
            return _at(items, first)
        scope.budget.spend(weight * len(items))
        return [item for item in items if condition(_item_scope(scope, item)) is True]

    return filtered


def _item_scope(scope: Scope, item: Value) -> Scope:
    named = scope.within({"item": item})
    return named.within(item) if isinstance(item, Mapping) else named


def _at(items: Sequence[Value], position: Decimal) -> Value:
    at = int(position)
    if at != position or not at or abs(at) > len(items):
        return None
    return items[at - 1 if at > 0 else at]


def _call(build: Building, tree: Tree[Token], inner: Code) -> Code:
    given = [child for child in tree.children if child.data != "named"]
    by_name = [child for child in tree.children if child.data == "named"]
    positional = build.codes(given)
    named = {str(child.children[0]): build.code(child.children[1]) for child in by_name}
    mixed = bool(given and by_name) or len(named) < len(by_name)

    def call(scope: Scope) -> Value:
        function = inner(scope)
        if mixed or not isinstance(function, Function):
            return None
        args = [code(scope) for code in positional]
        options = {name: code(scope) for name, code in named.items()}
        _charge(scope.budget, args)
        _charge(scope.budget, options.values())
        return scope.budget.weigh(function.call(args, options))

    return call


def _charge(budget: Budget, args: Iterable[Value]) -> None:
    budget.spend(1)
    for arg in args:
        budget.weigh(arg)


_TRAILERS: Mapping[str, Trailer] = {"path": _path, "filter": _filter, "call": _call}
RULES: Mapping[str, Rule] = {"name": _name, "chain": _chain}
