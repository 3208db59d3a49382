"""The closures of unary tests: < 5, [1..5], "a", not("b"), and conditions on ?."""

from collections.abc import Callable, Mapping

from engine.feel.building import Building, TestRule
from engine.feel.compare import among, equal, ordered
from engine.feel.limits import LIGHT
from engine.feel.nodes import Node
from engine.feel.scope import Scope, Test
from engine.feel.values import Value


def _anything(_build: Building, _node: Node) -> Test:
    return lambda _scope, _value: True


def _below(build: Building, node: Node) -> Test:
    comparator, operand = node.parts[0], build.code(node.parts[1])
    relation = _relation(comparator.words[0])
    return lambda scope, value: relation(value, operand(scope))


def _relation(mark: str) -> Callable[[Value, Value], bool | None]:
    if mark == "=":
        return equal
    if mark == "!=":
        return _differs
    return lambda left, right: ordered(left, right, mark)


def _differs(left: Value, right: Value) -> bool | None:
    same = equal(left, right)
    return None if same is None else not same


def _expression(build: Building, node: Node) -> Test:
    code = build.code(node)
    if node.mentions("?"):
        return lambda scope, _value: code(scope) is True
    if node.rule == "true":  # yes is no answer to a fact that is not known
        return lambda _scope, value: equal(value, True)  # noqa: FBT003

    def passes(scope: Scope, value: Value) -> bool | None:
        choice = code(scope)
        if type(choice) not in LIGHT:
            scope.budget.weigh(choice)
        if choice is True and not isinstance(value, bool):
            return True
        return among(value, choice)

    return passes


def _choices(build: Building, node: Node) -> Test:
    tests = [build.test(part) for part in node.parts]
    if len(tests) == 1:
        return tests[0]

    def passes(scope: Scope, value: Value) -> bool | None:
        unknown = False
        for test in tests:
            verdict = test(scope, value)
            if verdict:
                return True
            unknown = unknown or verdict is None
        return None if unknown else False

    return passes


def _refuted(build: Building, node: Node) -> Test:
    passes = _choices(build, node)

    def refuted(scope: Scope, value: Value) -> bool | None:
        verdict = passes(scope, value)
        return None if verdict is None else not verdict

    return refuted


TESTS: Mapping[str, TestRule] = {
    "anything": _anything,
    "below": _below,
    "expression": _expression,
    "choices": _choices,
    "tests": _choices,
    "refuted": _refuted,
}
