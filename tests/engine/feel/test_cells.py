"""What decision cells let pass."""

from decimal import Decimal
from typing import Any

import pytest

from engine.feel.boundaries import boundaries
from tests.support.cells import compile_unary

FACTS = {"limit": Decimal(10), "allowed": ["a", "b"]}


@pytest.mark.parametrize(
    ("cell", "value", "passes"),
    [
        ("-", 5, True),
        ("", None, True),
        (" - ", "x", True),
        ("5", 5, True),
        ("5", 6, False),
        ("< 5", 4, True),
        ("< 5", "a", None),
        ("= 5", 5, True),
        ("!= 5", 5, False),
        ("!= 5", "a", None),
        ("[1..5]", 5, True),
        ("[1..5)", 5, False),
        ("]1..5]", 1, False),
        ("(1..5[", 5, False),
        ('"a","b"', "b", True),
        ('"a","b"', "c", False),
        ('not("a","b")', "c", True),
        ('not("a","b")', "a", False),
        ("not(< 5)", 7, True),
        ("not(5)", "a", None),
        ("not(? > 3), 9", 9, True),
        ("not(false)", True, True),
        ("null", None, True),
        ("null", 5, False),
        ("true", True, True),
        ("true", False, False),
        ("false", False, True),
        ("limit", 10, True),
        ("< limit", 9, True),
        ("allowed", "b", True),
        ("? > 3 and ? < limit", 5, True),
        ("? > 3 and ? < limit", 11, False),
        ("limit > 5", "anything", True),
        ('contains(?, "x")', "axe", True),
        ("[1, 2], 7", 2, True),
        ("-5", -5, True),
    ],
)
def test_a_cell_passes_values(cell: str, value: Any, passes: Any) -> None:
    given = Decimal(value) if type(value) is int else value

    assert compile_unary(cell)(given, FACTS) is passes


def test_the_facts_a_cell_looks_at_are_listed() -> None:
    assert compile_unary("< limit, allowed[? = item.x], ?").names == {"limit", "allowed"}


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("-", ()),
        ("", ()),
        ("< 5, [10..20)", (5, 10, 20)),
        ('not("a","b")', ("a", "b")),
        ("-5", (-5,)),
        ("(= 4)", (4,)),
        ("true, null", (True, None)),
        ("limit", None),
        ("? > 5", None),
        ("5 + 5", None),
        ("sum(5)", None),
        ('duration("P1D").days', None),
        ("this is wrong", None),
    ],
)
def test_the_values_a_cell_turns_on(cell: str, values: tuple[Any, ...] | None) -> None:
    assert boundaries(cell) == values


def test_dates_made_by_functions_are_values_a_cell_turns_on() -> None:
    assert len(boundaries('< date("2024-02-29"), >= date(2024, 3, 1)') or ()) == 2


def test_yes_is_no_answer_to_a_fact_that_is_not_known() -> None:
    assert compile_unary("true")(None, {}) is False
    assert compile_unary("true")(value=True, context={}) is True
    assert compile_unary("true, null")(None, {}) is True
