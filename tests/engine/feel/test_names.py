"""Which names an expression needs, and how words become names."""

from datetime import timedelta

import pytest

from engine.feel.compile import compile_expression


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("a + b.c + d[1]", {"a", "b", "d"}),
        ("sum(a) + count(list contains)", {"a"}),
        ("for x in xs return x + y", {"xs", "y"}),
        ("for x in xs, z in x return z", {"xs"}),
        ("some x in xs satisfies x > limit", {"xs", "limit"}),
        ("function(a) a + b", {"b"}),
        ("{a: 1, b: a + c}", {"c"}),
        ("f(x: y)", {"f", "y"}),
        ("today() + today", {"today"}),
        ("a.b.c", {"a"}),
        ("posts[rank = wanted]", {"posts"}),
        ("for x in xs return partial", {"xs"}),
    ],
)
def test_the_facts_an_expression_needs_are_listed(source: str, names: set[str]) -> None:
    assert compile_expression(source).names == names


def test_names_in_a_filter_may_be_facts_or_entries() -> None:
    assert compile_expression("posts[rank = wanted and item.a = 1]").possible_names == {
        "rank",
        "wanted",
    }


@pytest.mark.parametrize(
    ("source", "known", "result"),
    [
        ("start date + 1", {"start date": 2}, 3),
        ("start date end + start date", {"start date": 2, "start date end": 3}, 5),
        ("net-cost + 1", {"net-cost": 5, "net": 1, "cost": 1}, 6),
        ("days in weekend + 1", {"days in weekend": 2}, 3),
        ("for d in days in weekend return d", {"days in weekend": 2}, [2]),
        ("Person.Age + 1", {"Person.Age": 4}, 5),
        ("Person.Age + 1", {"Person": {"Age": 4}}, 5),
        ("Person.Age", {"Other": 1}, None),
        ("a.first name", {"a": {"first name": 4}, "first name": 0}, 4),
    ],
)
def test_names_of_several_words_are_read_when_known(
    source: str, known: dict[str, object], result: object
) -> None:
    expression = compile_expression(source, frozenset({*known, "Person.Age"}))

    assert expression(known) == result


def test_a_fact_may_hide_a_function() -> None:
    hidden = compile_expression("count + 1")

    assert hidden({"count": 3}) == 4
    assert hidden.names == {"count"}


def test_a_fact_does_not_hide_a_function_that_is_called() -> None:
    expression = compile_expression('duration("P1D") = span and duration > 2')

    assert expression({"span": timedelta(days=1), "duration": 3}) is True
    assert expression.names == {"span", "duration"}
    assert compile_expression("count(5)").names == frozenset()


def test_words_before_a_colon_are_always_a_name() -> None:
    assert compile_expression("{for: 1, in: 2}")({}) == {"for": 1, "in": 2}


def test_a_keyword_after_a_dot_is_a_name() -> None:
    assert compile_expression("x.for")({"x": {"for": 3}}) == 3


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("count(for i in 1..3 return [4, 5, 6][i])", 3),
        ("[for i in 1..2 return [4, 5][i]]", [[4, 5]]),
        ("sum(for i in 1..[2, 3][1] return i)", 3),
        ("{r: for i in 1..2 return [4, 5][-i]}.r", [5, 4]),
        ("count([for i in 1..2 return [{a: i}][a = 1]])", 1),
        ("2 in [1..2[", False),
        ("2 in [1..3[ and true", True),
        ("count([[1..3[, ]1..3[])", 2),
        ("if 1 in [1..2[ then 5 else 6", 5),
    ],
)
def test_a_bracket_after_two_dots_may_be_a_filter(source: str, result: object) -> None:
    assert compile_expression(source)({}) == result
