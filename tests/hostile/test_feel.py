"""Expressions written to hurt: each is answered within a second, with a value or a sentence."""

import resource
import time
from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel.compile import Expression, compile_expression
from engine.feel.errors import FeelError
from engine.feel.library.catalogue import FUNCTIONS
from tests.hostile.limits import AT_ONCE
from tests.support.cells import compile_unary

DEEP = "not(" * 20 + "f(f)" + ")" * 20
DOUBLED = ", ".join(f"a{n}: [a{n - 1}, a{n - 1}]" for n in range(1, 60))
JOINED = ", ".join(f"a{n}: a{n - 1} + a{n - 1}" for n in range(1, 60))
PILED = ", ".join(f"a{n}: concatenate(a{n - 1}, a{n - 1})" for n in range(1, 60))

FACTS = {"a": [Decimal(1)], "b": "text", "c": {"a": date.max}, "d": None}
SCRAPS = [
    *("a", "b", "c", "d", "1", "-2.5", '"x"', "null", "true", "?", "item", "x", '@"P1D"'),
    *("+", "-", "*", "/", "**", "=", "<", ">=", "!=", "and", "or", "in", "between", "not"),
    *("(", ")", "[", "]", "{", "}", ",", ":", ".", "..", "if", "then", "else", "for", "return"),
    *("some", "every", "satisfies", "function", "instance of", "number", "list<", ">", "->"),
    *(f"{name}(" for name in FUNCTIONS),
]
REFUSED = {
    "open brackets": "(" * 5000,
    "nested lists": "[" * 200 + "]" * 200,
    "nested ifs": "if a then " * 300 + "1" + " else 2" * 300,
    "minus signs": "-" * 5000 + "1",
    "chained comparisons": " = ".join("1" * 2900),
    "nested functions": "function(a) " * 200 + "1",
    "nested types": "a instance of " + "list<" * 1500 + "number" + ">" * 1500,
    "too long": "1" * 30_000,
    "too many words": "1 " * 9000,
    "a number without end": "9" * 5000,
    "an exponent without end": "1e999999999",
    "a loop without end": "for i in 1..1000000000 return i",
    "loops in loops": "for i in 1..1000, j in 1..1000, k in 1..1000 return 1",
    "a search without end": "some i in 1..1000000000 satisfies i < 0",
    "all days": 'every d in date("0001-01-01")..date("9999-12-31") satisfies true',
    "results of results": "for i in 1..100 return partial",
    "lists of lists": "{a0: [1, 1], " + DOUBLED + "}",
    "texts of texts": '{a0: "0123456789", ' + JOINED + "}",
    "lists after lists": "{a0: [1, 1], " + PILED + "}",
    "a long join": 'string join(for i in 1..9000 return "x", "' + "y" * 5000 + '")',
    "a long replacement": f'replace("{"a" * 5000}", "a", "{"b" * 5000}")',
    "many different values": "distinct values(for i in 1..10000 return {a: i})",
    "a call of itself": "{f: function(n) f(n + 1), x: f(1)}.x",
    "a function fed to itself": "(function(f) f(f))(function(f) f(f))",
    "deep calls of itself": f"(function(f) {DEEP})(function(f) {DEEP})",
    "too many calls": "{f: function(g, n) if n < 2 then n else g(g, n-1) + g(g, n-2), x: f(f, 35)}",
    "a costly filter": "(for i in 1..9000 return i)[item > (for j in 1..900 return j)[1]]",
    "a runaway pattern": f'matches("{"a" * 40}!", "(a+)+$")',
    "only quotation": '"' + "a" * 19_000,
    "control characters": "a \x00 b",
    "an unfinished comment": "/*" * 9000,
    "only brackets": "]" * 5900,
}

ANSWERED = {
    "a sum of thousands": "+".join("1" * 2900),
    "a path of thousands": "a" + ".b" * 2900,
    "filters by the thousand": "a" + "[1]" * 1900,
    "calls by the thousand": "a" + "()" * 1900,
    "a tower of powers": "9 ** 9 ** 9 ** 9 ** 9",
    "a fine power": "1.0000001 ** 1e30",
    "a remainder of giants": "modulo(1e6000, 7)",
    "a giant written out": "string(1e6144)",
    "a duration of giants": 'duration("P999999999999Y") * 1e300',
    "the first hour of all": '@"0001-01-01T00:00:00+14:00" - duration("PT1S")',
    "a zone outside": 'time("10:00:00@../../etc/passwd")',
    "keys by the thousand": 'context put({}, for i in 1..9000 return "a", 1)',
    "every letter": r'matches("a", "\p{L}\p{N}\p{S}\p{C}\P{M}")',
    "groups in groups": f'matches("x", "{"(" * 400}a{")" * 400}")',
    "a slow pattern": f'matches("{"a" * 4000}", "^a*$")',
    "half a character": r'"\ud800"',
    "a place far away": 'insert before([1], 1e300, 2) = substring("abc", 1e300)',
    "a long sort": "count(sort(for i in 1..400 return 400 - i, function(a, b) a < b))",
    "names by the hundred": "{" + ", ".join(f"a{n} b c d e: 1" for n in range(400)) + "}",
}


@pytest.fixture(autouse=True)
def _within_a_second() -> object:
    before = time.process_time()
    yield
    assert time.process_time() - before < AT_ONCE


@pytest.mark.parametrize("source", REFUSED.values(), ids=REFUSED.keys())
def test_what_asks_for_too_much_is_refused_with_a_sentence(source: str) -> None:
    with pytest.raises(FeelError) as refused:
        compile_expression(source)({"a": 1})

    assert 10 < len(str(refused.value)) < 300


@pytest.mark.parametrize("source", ANSWERED.values(), ids=ANSWERED.keys())
def test_what_only_looks_bad_is_answered(source: str) -> None:
    compile_expression(source)({"a": [1]})


def test_cells_have_the_same_bounds() -> None:
    with pytest.raises(FeelError):
        compile_unary("not(" * 100 + "1" + ")" * 100)
    with pytest.raises(FeelError, match="functions call each other"):
        compile_unary("? = (function(f) f(f))(function(f) f(f))")(1, {})
    with pytest.raises(FeelError, match="calls itself too deeply"):
        compile_unary(f"? = (function(f) {DEEP})(function(f) {DEEP})")(1, {})


@given(st.lists(st.sampled_from(SCRAPS), max_size=12))
def test_whatever_is_written_ends_in_a_value_or_a_sentence(scraps: list[str]) -> None:
    for compiled in (compile_expression, compile_unary):
        with suppress(FeelError):
            ask = compiled(" ".join(scraps))
            ask(FACTS) if isinstance(ask, Expression) else ask(FACTS["a"], FACTS)


def test_a_great_many_facts_cost_no_memory() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    facts = {f"fact_{n}": n for n in range(20_000)}

    assert compile_expression("count(for i in 1..9000 return i + fact_7)")(facts) == 9000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000
