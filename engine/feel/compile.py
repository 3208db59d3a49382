"""The door of this room: FEEL text in, something you can call with the facts out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from engine.feel import access, control, literals, operators
from engine.feel.building import Building, Rule
from engine.feel.cells import TESTS
from engine.feel.errors import FeelError
from engine.feel.grammar import parse
from engine.feel.library.catalogue import SPACED
from engine.feel.limits import Budget
from engine.feel.names import tokens
from engine.feel.nodes import from_tree
from engine.feel.scope import Code, Scope, Test
from engine.feel.tokens import Vocabulary
from engine.feel.types import Type
from engine.feel.values import Facts, Value

RULES: Mapping[str, Rule] = {
    **literals.RULES,
    **operators.RULES,
    **access.RULES,
    **control.RULES,
}
_EQUALS = re.compile(r"^(\s*)=")  # form-js and Camunda 8 begin an expression so
_KEPT = 1_000  # longer sources are compiled again each time, so that they cannot fill memory
_TOO_DEEP = "the expression calls itself too deeply"


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Names of several words and types that the surroundings of an expression define."""

    names: Vocabulary = field(default_factory=Vocabulary)
    types: Mapping[str, Type] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """A compiled expression: call it with the facts. `names` are the facts it needs for certain,
    `possible_names` those of its filters, which may be entries of the items instead."""

    source: str
    names: frozenset[str]
    possible_names: frozenset[str]
    _code: Code
    _weight: int

    def __call__(self, context: Facts) -> Value:
        return self.run(context, Budget())

    def run(self, context: Facts, budget: Budget) -> Value:
        """The value, on a budget shared with other expressions."""
        budget.spend(self._weight)
        try:
            return self._code(Scope(context, None, budget))
        except RecursionError:
            raise FeelError(_TOO_DEEP) from None


@dataclass(frozen=True, slots=True, eq=False)
class UnaryTests:
    """A compiled decision cell: call it with a value and the facts."""

    source: str
    names: frozenset[str]
    possible_names: frozenset[str]
    _test: Test
    _weight: int

    def __call__(self, value: Value, context: Facts) -> bool | None:
        return self.run(value, context, Budget())

    def run(self, value: Value, context: Facts, budget: Budget) -> bool | None:
        """Whether the value passes, on a budget shared with other expressions."""
        budget.spend(self._weight)
        try:
            return self._test(Scope({"?": value}, Scope(context, None, budget), budget), value)
        except RecursionError:
            raise FeelError(_TOO_DEEP) from None


def compile_expression(source: str, spaced_names: frozenset[str] = frozenset()) -> Expression:
    """The expression *source* says; *spaced_names* are names of several words it may use."""
    if len(source) > _KEPT:
        return expression_in(source, Lexicon(Vocabulary(spaced_names)))
    return _kept_expression(source, spaced_names)


@lru_cache(maxsize=4096)
def _kept_expression(source: str, spaced_names: frozenset[str]) -> Expression:
    return expression_in(source, Lexicon(Vocabulary(spaced_names)))


def expression_in(source: str, lexicon: Lexicon) -> Expression:
    """The expression *source* says among the names and types of its surroundings."""
    text = _EQUALS.sub(lambda match: match[1] + " ", source)
    node = from_tree(parse(tokens(text, lexicon.names), "expression_only", SPACED))
    build = Building(RULES, TESTS, lexicon.types)
    code = build.code(node.parts[0])
    return Expression(source, *build.facts(), code, build.nodes // 2)


def unary_in(source: str, lexicon: Lexicon) -> UnaryTests:
    """The unary tests *source* says among the names and types of its surroundings."""
    text = source if source.strip() else "-"
    node = from_tree(parse(tokens(text, lexicon.names, unary=True), "unary_tests", SPACED))
    build = Building(RULES, TESTS, lexicon.types)
    with build.binding({"?"}):
        test = build.test(node)
    return UnaryTests(source, *build.facts(), test, build.nodes // 2)
