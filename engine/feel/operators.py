"""The closures of conditions and sums: or, and, comparing, between, in, instance of, + - * / **."""

from collections.abc import Mapping

from engine.feel.arithmetic import OPERATIONS, negate
from engine.feel.building import Building, Rule
from engine.feel.compare import equal, ordered
from engine.feel.errors import FeelError
from engine.feel.limits import LIGHT
from engine.feel.nodes import Node
from engine.feel.scope import Code, Scope
from engine.feel.types import instance_of, read_type
from engine.feel.values import Value

_POWER = 40  # how many additions a power is worth


def _either(build: Building, node: Node) -> Code:
    parts = build.codes(node.parts)

    def either(scope: Scope) -> bool | None:
        unknown = False
        for part in parts:
            value = part(scope)
            if value is True:
                return True
            unknown = unknown or value is not False
        return None if unknown else False

    return either


def _both(build: Building, node: Node) -> Code:
    parts = build.codes(node.parts)

    def both(scope: Scope) -> bool | None:
        unknown = False
        for part in parts:
            value = part(scope)
            if value is False:
                return False
            unknown = unknown or value is not True
        return None if unknown else True

    return both


def _compare(build: Building, node: Node) -> Code:
    left, right = build.code(node.parts[0]), build.code(node.parts[2])
    mark = node.parts[1].words[0]
    if mark == "=":
        return lambda scope: _same(scope, left(scope), right(scope))
    if mark == "!=":
        return lambda scope: _not(_same(scope, left(scope), right(scope)))
    return lambda scope: ordered(left(scope), right(scope), mark)


def _same(scope: Scope, left: Value, right: Value) -> bool | None:
    if type(left) not in LIGHT:
        scope.budget.weigh(left)
    return equal(left, right)


def _not(value: bool | None) -> bool | None:  # noqa: FBT001
    return None if value is None else not value


def _between(build: Building, node: Node) -> Code:
    value_of, low_of, high_of = build.codes(node.parts)

    def between(scope: Scope) -> bool | None:
        value = value_of(scope)
        above = ordered(value, low_of(scope), ">=")
        below = ordered(value, high_of(scope), "<=")
        if above is None or below is None:
            return None
        return above and below

    return between


def _member(build: Building, node: Node) -> Code:
    value, passes = build.code(node.parts[0]), build.test(node.parts[1])
    return lambda scope: passes(scope, value(scope))


def _instance(build: Building, node: Node) -> Code:
    value, type_ = build.code(node.parts[0]), read_type(node.parts[1], build.types)
    if type_ is None:
        return lambda _scope: None
    return lambda scope: instance_of(scope.budget.weigh(value(scope)), type_)


def _arithmetic(build: Building, node: Node) -> Code:
    first, *rest = build.codes(node.parts)
    steps = [(OPERATIONS[mark], code) for mark, code in zip(node.words, rest, strict=True)]
    build.nodes += _POWER * node.words.count("**")

    def arithmetic(scope: Scope) -> Value:
        try:
            value = first(scope)
            for operate, operand in steps:
                value = operate(value, operand(scope))
                if type(value) is str:
                    scope.budget.weigh(value)
        except FeelError as refusal:
            raise refusal.at(*node.place) from None
        return value

    return arithmetic


def _negative(build: Building, node: Node) -> Code:
    inner = build.code(node.parts[0])
    return lambda scope: negate(inner(scope))


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
