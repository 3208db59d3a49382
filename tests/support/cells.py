"""The tests of a decision cell, compiled by themselves."""

from engine.feel.compile import Lexicon, UnaryTests, unary_in
from engine.feel.tokens import Vocabulary


def compile_unary(source: str, known: frozenset[str] = frozenset()) -> UnaryTests:
    """The tests that a cell writes; *known* are names of several words it may use."""
    return unary_in(source, Lexicon(Vocabulary(known)))
