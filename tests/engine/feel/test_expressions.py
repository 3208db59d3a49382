"""What expressions come to, each result written as FEEL writes it."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from engine.feel.compile import compile_expression
from engine.feel.values import YearsMonths
from engine.feel.writing import text_of
from tests.support.cells import compile_unary

FACTS = {
    "amount": Decimal(3500),
    "decision": "approve",
    "posts": [
        {"rank": "inspector", "days": Decimal(10)},
        {"rank": "sergeant", "days": Decimal(20)},
        {"rank": "sergeant", "days": Decimal(5)},
    ],
    "today": date(2024, 2, 29),
    "now": datetime(2024, 2, 29, 12, 30, tzinfo=UTC),
    "whole": 7,
    "share": 0.5,
}


def told(source: str) -> str:
    return text_of(compile_expression(source)(FACTS))


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ('decision = "approve" and amount <= 4000', "true"),
        ('= decision = "reject"', "false"),
        ("amount / 7 * 2", "1000"),
        ("2 + 3 * 4 - 1", "13"),
        ("-2 ** 2", "4"),
        ("2 ** 3 ** 2", "64"),
        ("1 / 0", "null"),
        ("1 / 3", "0.3333333333333333333333333333333333"),
        ("1.50 + .5e1", "6.5"),
        ("whole + share", "7.5"),
        ("whole - 1", "6"),
        ("if whole < 8 then 1 else 2", "1"),
        ("whole * share - whole / 2", "0"),
        ('"con" + "sent"', "consent"),
        ('"a" + 1', "null"),
        ('"a" - "b"', "null"),
        ('"a" * 2', "null"),
        ('2 * "a"', "null"),
        ('"a" / "b"', "null"),
        ('4 / "b"', "null"),
        ('"a" / 4', "null"),
        ('"a" ** 2', "null"),
        ('-"a"', "null"),
        ("missing", "null"),
        ("missing + 1", "null"),
        ("10 ** 7000", "null"),
    ],
)
def test_sums_and_texts(source: str, result: str) -> None:
    assert told(source) == result


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("true and false", "false"),
        ("true and null", "null"),
        ("null and false", "false"),
        ("true and true and true", "true"),
        ("false or null", "null"),
        ("null or true", "true"),
        ("false or false", "false"),
        ("not(true)", "false"),
        ("not(null)", "null"),
        ("1 = 1", "true"),
        ("1 != 2", "true"),
        ('1 = "1"', "null"),
        ('1 != "1"', "null"),
        ("null = null", "true"),
        ("1 = null", "false"),
        ("1 < 2", "true"),
        ('"b" >= "a"', "true"),
        ('1 < "a"', "null"),
        ("true < false", "null"),
        ("5 between 1 and 10", "true"),
        ("11 between 1 and 10", "false"),
        ("5 between null and 10", "null"),
        ("[1, 2] = [1, 2]", "true"),
        ("[1, 2] = [2, 1]", "false"),
        ("{a: 1} = {a: 1}", "true"),
        ("{a: 1} = {b: 1}", "false"),
        ("[1..3] = [1..3]", "true"),
        ("[1..3] = [1..3)", "false"),
        ("(< 3) = (< 3)", "true"),
        ("(= 3) = [3..3]", "false"),
        ("share = 0.5", "true"),
        ("string length = string length", "true"),
    ],
)
def test_conditions_with_three_values(source: str, result: str) -> None:
    assert told(source) == result


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("3 in [1..5]", "true"),
        ("5 in [1..5)", "false"),
        ("1 in ]1..5]", "false"),
        ("5 in [1..5[", "false"),
        ("1 in (1..5)", "false"),
        ("3 in 3", "true"),
        ("3 in (1, 2, 3)", "true"),
        ("3 in (< 2, >= 3)", "true"),
        ("3 in (null, 4)", "false"),
        ('3 in ("a", 4)', "null"),
        ("3 in (< 2, > 5)", "false"),
        ("3 in < 5", "true"),
        ("3 in != 5", "true"),
        ("3 in =3", "true"),
        ("3 in (!= 3)", "false"),
        ("3 in [1, 2, 3]", "true"),
        ("3 in [[1..2], [3..4]]", "true"),
        ("[1, 2] in [1, 2]", "true"),
        ("[1] in [[1], [2]]", "true"),
        ("true in (= true)", "true"),
        ('"a" in (!= 1)', "null"),
        ('"a" in [1..5]', "null"),
        ("3 in (null..5]", "null"),
        ("3 in (> 2)", "true"),
        ("3 in (<= 2)", "false"),
        ("3 in [2..null]", "null"),
        ("[1..3] in [[1..3], 4]", "true"),
    ],
)
def test_membership(source: str, result: str) -> None:
    assert told(source) == result


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ('if amount > 4000 then "chief" else "deputy"', "deputy"),
        ("if null then 1 else 2", "2"),
        ("if amount > 1 then 1 else if amount > 0 then 2 else 3", "1"),
        ("for i in 1..3 return i * i", "[1, 4, 9]"),
        ("for i in 3..1 return i", "[3, 2, 1]"),
        ("for i in [1..3] return i", "[1, 2, 3]"),
        ("for i in (1..3) return i", "[2]"),
        ("for i in [3..1] return i", "null"),
        ('for i in ["a".."c"] return i', "null"),
        ("for i in 1.5..3 return i", "null"),
        ("for i in null return i", "null"),
        ("for i in 7 return i", "[7]"),
        ("for i in [1, 2], j in [i, 10] return i * j", "[1, 10, 4, 20]"),
        ("for i in 1..4 return if i < 3 then 1 else sum(partial)", "[1, 1, 2, 4]"),
        (
            'for d in @"2024-02-28"..@"2024-03-01" return string(d)',
            '["2024-02-28", "2024-02-29", "2024-03-01"]',
        ),
        ('for d in @"2024-03-01"..@"2024-02-29" return d.day', "[1, 29]"),
        ("some p in posts satisfies p.days > 15", "true"),
        ("some p in posts satisfies p.days > 25", "false"),
        ("some p in posts satisfies p.pay > 1", "null"),
        ("every p in posts satisfies p.days > 1", "true"),
        ("every p in posts satisfies p.days > 5", "false"),
        ("every p in posts satisfies p.pay > 1", "null"),
        ("some p in null satisfies p", "null"),
        ("(function(a, b) a + b)(1, 2)", "3"),
        ("(function(a, b) a + b)(b: 1, a: 2)", "3"),
        ("(function(a) a)()", "null"),
        ("(function(a) a)(b: 1)", "null"),
        ('(function(a: number) a)("x")', "null"),
        ("(function(a: number) a)([4])", "4"),
        ("(function(a: list<number>) a)(4)", "[4]"),
        ("(function(a: nonsense) a)(4)", "4"),
        ("(function() 5)()", "5"),
        ("{double: function(n) n * 2, four: double(2)}.four", "4"),
        ("missing(1)", "null"),
        ("sum(1, list: [2])", "null"),
        ("today()", "2024-02-29"),
        ("now().hour", "12"),
        ('today + duration("P1Y")', "2025-02-28"),
    ],
)
def test_choices_loops_and_functions(source: str, result: str) -> None:
    assert told(source) == result


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("posts.days", "[10, 20, 5]"),
        ("sum(posts.days)", "35"),
        ('count(posts[rank = "sergeant"])', "2"),
        ('posts[rank = "sergeant"][1].days', "20"),
        ("posts[-1].rank", "sergeant"),
        ("posts[item.days < 8].rank", '["sergeant"]'),
        ("posts[9]", "null"),
        ("posts[0]", "null"),
        ("posts[1.5]", "null"),
        ("missing[1]", "null"),
        ("missing[x = 1]", "[]"),
        ("5[1]", "5"),
        ("[1, 2, 3][item >= 2]", "[2, 3]"),
        ("{a: 1, b: a + 1}.b", "2"),
        ('{"a b": 1}', '{"a b": 1}'),
        ("{a: 1, a: 2}", "null"),
        ("{}.a", "null"),
        ("5.a", "null"),
        ("[]", "[]"),
        ("{first name: 1, b: first name + 1}.b", "2"),
        ("{a: {b c: 4}}.a.b c", "4"),
        ("{a-b: 4, c: a-b}.c", "4"),
        ("[1..5].start", "1"),
        ("[1..5).end included", "false"),
        ("(> 5).end", "null"),
        ("[1..5].middle", "null"),
        ('[1.."a"]', "null"),
        ("[null..null]", "null"),
        ("[1..5)", "[1..5)"),
        ("(1..null]", "(1..null]"),
        ("sum", "function"),
    ],
)
def test_paths_filters_contexts_and_ranges(source: str, result: str) -> None:
    assert told(source) == result


def test_python_values_go_in_and_come_out_as_they_are() -> None:
    given = {"d": date(2024, 2, 29), "t": time(9), "s": timedelta(1), "m": YearsMonths(3)}

    assert compile_expression("{d: d, t: t, s: s, m: m}")(given) == given


def test_what_feel_does_not_know_counts_as_null() -> None:
    assert compile_expression("x < 1 or x instance of number")({"x": object()}) is None


def test_a_mapping_that_is_no_dict_is_a_context() -> None:
    from types import MappingProxyType

    assert compile_expression("x.a + x.a")({"x": MappingProxyType({"a": Decimal(2)})}) == 4


def test_lists_nested_beyond_reason_are_not_compared() -> None:
    first: list[object] = []
    second: list[object] = []
    for _ in range(100):
        first, second = [first], [second]

    assert compile_expression("a = b")({"a": first, "b": second}) is False


def test_long_expressions_work_as_short_ones_do() -> None:
    assert compile_expression("1 + " * 400 + "1")({}) == 401
    assert compile_unary("1, " * 400 + "2")(Decimal(2), {}) is True


def test_texts_keep_their_escapes() -> None:
    assert told(r'"a\tb\"c\\d\u00e9\U01F40E\d\ud83d\udc0e"') == 'a\tb"c\\dé🐎\\d🐎'
    assert told(r'"\UFFFFFF"') == r"\UFFFFFF"


def test_comments_are_skipped() -> None:
    assert told("1 // one\n + /* and\n two */ 2") == "3"
