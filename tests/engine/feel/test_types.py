"""Whether a value is an instance of a type."""

import pytest

from engine.feel.compile import compile_expression
from engine.feel.writing import text_of


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("5 instance of number", "true"),
        ("5 instance of string", "false"),
        ("null instance of Null", "true"),
        ("null instance of null", "true"),
        ("null instance of number", "false"),
        ("null instance of Any", "false"),
        ("5 instance of Any", "true"),
        ("5 instance of nonsense", "null"),
        ("5 instance of other.thing", "null"),
        ("[1, null] instance of list<number>", "true"),
        ('[1, "a"] instance of list<number>', "false"),
        ("[] instance of list", "true"),
        ("[[1]] instance of list<list<number>>", "true"),
        ("[1] instance of list<nonsense>", "null"),
        ("{a: 1} instance of context<a: number>", "true"),
        ("{a: 1} instance of context<b: number>", "false"),
        ("{a: 1} instance of context<a: nonsense>", "null"),
        ("{first name: 1} instance of context<first name: number>", "true"),
        ("[1..2] instance of range<number>", "true"),
        ("[1..2] instance of range<string>", "false"),
        ("(function(a) a) instance of function<number> -> number", "true"),
        ("(function(a) a) instance of function<> -> number", "false"),
        ("(function(a) a) instance of function", "true"),
        ("(function(a) a) instance of function<nonsense> -> number", "null"),
        ("5 instance of other<number>", "null"),
        ('@"2024-02-29" instance of date', "true"),
        ('@"2024-02-29T00:00:00" instance of date and time', "true"),
        ('@"P1D" instance of days and time duration', "true"),
        ('@"P1Y" instance of years and months duration', "true"),
    ],
)
def test_types(source: str, result: str) -> None:
    assert text_of(compile_expression(source)({})) == result
