"""The closures of conditions and sums: or, and, comparing, between, in, instance of, + - * / **."""

from collections.abc import Mapping

from lark import Token, Tree

from engine.feel.arithmetic import OPERATIONS, negate
from engine.feel.building import Building, Rule
from engine.feel.compare import ORDERS, equal, ordered
from engine.feel.scope import Code, Scope
from engine.feel.types import instance_of, read_type


def _either(build: Building, tree: Tree[Token]) -> Code:
    parts = build.codes(_trees(tree))

    def either(scope: Scope) -> bool | None:
        unknown = False
        for part in parts:
            value = part(scope)
            if value is True:
                return True
            unknown = unknown or value is not False
        return None if unknown else False

    return either


def _both(build: Building, tree: Tree[Token]) -> Code:
    parts = build.codes(_trees(tree))

    def both(scope: Scope) -> bool | None:
        unknown = False
        for part in parts:
            value = part(scope)
            if value is False:
                return False
            unknown = unknown or value is not True
        return None if unknown else True

    return both


def _compare(build: Building, tree: Tree[Token]) -> Code:
    left_tree, comparator, right_tree = tree.children
    left, right = build.code(left_tree), build.code(right_tree)
    mark = str(comparator.children[0])
    if mark == "=":
        return lambda scope: equal(left(scope), right(scope))
    if mark == "!=":
        return lambda scope: _not(equal(left(scope), right(scope)))
    order = ORDERS[mark]
    return lambda scope: ordered(left(scope), right(scope), order)


def _not(value: bool | None) -> bool | None:  # noqa: FBT001
    return None if value is None else not value


def _between(build: Building, tree: Tree[Token]) -> Code:
    value_of, low_of, high_of = build.codes(_trees(tree))
    at_least, at_most = ORDERS[">="], ORDERS["<="]

    def between(scope: Scope) -> bool | None:
        value = value_of(scope)
        above = ordered(value, low_of(scope), at_least)
        below = ordered(value, high_of(scope), at_most)
        if above is None or below is None:
            return None
        return above and below

    return between


def _member(build: Building, tree: Tree[Token]) -> Code:
    value_tree, membership = tree.children[0], tree.children[-1]
    value, passes = build.code(value_tree), build.test(membership)
    return lambda scope: passes(scope, value(scope))


def _instance(build: Building, tree: Tree[Token]) -> Code:
    value, spelled = build.code(tree.children[0]), tree.children[-1]
    type_ = read_type(spelled, build.types)
    if type_ is None:
        return lambda scope: None
    return lambda scope: instance_of(value(scope), type_)


def _arithmetic(build: Building, tree: Tree[Token]) -> Code:
    first, *rest = tree.children
    code = build.code(first)
    for mark, operand in zip(rest[::2], rest[1::2], strict=True):
        code = _operation(str(mark), code, build.code(operand))
    return code


def _operation(mark: str, left: Code, right: Code) -> Code:
    operate = OPERATIONS[mark]
    return lambda scope: operate(left(scope), right(scope))


def _negative(build: Building, tree: Tree[Token]) -> Code:
    inner = build.code(tree.children[-1])
    return lambda scope: negate(inner(scope))


def _trees(tree: Tree[Token]) -> list[Tree[Token]]:
    return [child for child in tree.children if isinstance(child, Tree)]


RULES: Mapping[str, Rule] = {
    "either": _either,
    "both": _both,
    "compare": _compare,
    "between": _between,
    "member": _member,
    "instance": _instance,
    "arithmetic": _arithmetic,
    "negative": _negative,
}
