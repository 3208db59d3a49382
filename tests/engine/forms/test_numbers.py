"""Numbers and amounts: exact, whatever stands around them."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

Ask = Callable[..., Any]


def number(**more: Any) -> dict[str, Any]:
    return {"type": "number", "key": "n", "label": "Officers", "properties": {}, **more}


@pytest.mark.parametrize(
    ("answer", "kept"),
    [("1,250", "1250"), (" 7 ", "7"), ("-3", "-3"), (12, "12"), (Decimal("4.00"), "4"), (2.0, "2"),
     ("007", "7")],
)  # fmt: skip
def test_numbers_are_exact_whatever_was_typed_around_them(
    form: Ask, taken: Ask, answer: Any, kept: Any
) -> None:
    assert taken(form(number()), {"n": answer}) == {"n": Decimal(kept)}


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ("six", "must be a number, like 12"),
        ("NaN", "must be a number, like 12"),
        ("Infinity", "must be a number, like 12"),
        ("1e3", "must be a number, like 12"),
        ("٣", "must be a number, like 12"),
        ("1,2,3", "must be a number, like 12"),
        (True, "must be a number, like 12"),
        ([], "must be a number, like 12"),
        (float("inf"), "must be a number, like 12"),
        ("9" * 16, "must have 15 digits or fewer"),
        (Decimal("1E+99"), "must have 15 digits or fewer"),
        ("2.5", "must be a whole number"),
        (Decimal("1E-9"), "must be a whole number"),
    ],
)
def test_numbers_that_will_not_do(form: Ask, refusals: Ask, answer: Any, problem: Any) -> None:
    assert refusals(form(number()), {"n": answer}) == {"n": f"Officers {problem}"}


def test_a_number_may_have_as_many_decimals_as_its_author_says(
    form: Ask, taken: Ask, refusals: Ask
) -> None:
    asked = form(number(decimalDigits=2))

    assert taken(asked, {"n": "2.25"}) == {"n": Decimal("2.25")}
    assert refusals(asked, {"n": "2.255"}) == {"n": "Officers must have 2 decimal places or fewer"}


def test_a_number_keeps_to_its_limits(form: Ask, refusals: Ask) -> None:
    asked = form(number(validate={"min": 1, "max": "40"}))

    assert refusals(asked, {"n": "0"}) == {"n": "Officers must be 1 or more"}
    assert refusals(asked, {"n": "41"}) == {"n": "Officers must be 40 or fewer"}
    assert refusals(asked, {"n": "40"}) == {}


def money(**properties: str) -> dict[str, Any]:
    kind = {"kind": "money", **properties}
    return {"type": "textfield", "key": "m", "label": "Amount", "properties": kind}


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        ("£1,234.50", "1234.50"),
        ("1234.5", "1234.50"),
        ("£ 12", "12.00"),
        (7, "7.00"),
        ("0", "0.00"),
    ],
)
def test_money_is_kept_in_pounds_and_pence(form: Ask, taken: Ask, answer: Any, kept: Any) -> None:
    value = taken(form(money()), {"m": answer})["m"]

    assert (value, str(value)) == (Decimal(kept), kept)


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ("£4,250.5x", "must be an amount of money, like £1,250.00"),
        ("1.234", "must be an amount of money, like £1,250.00"),
        ("-1", "must be £0.00 or more"),
    ],
)
def test_money_that_will_not_do(form: Ask, refusals: Ask, answer: Any, problem: Any) -> None:
    assert refusals(form(money()), {"m": answer}) == {"m": f"Amount {problem}"}


def test_money_has_limits_in_pounds_and_may_be_left(form: Ask, refusals: Ask, taken: Ask) -> None:
    asked = form(money(min="-10", max="limit"))

    assert refusals(asked, {"m": "-£10.01"}, limit=Decimal(5)) == {
        "m": "Amount must be -£10.00 or more"
    }
    assert refusals(asked, {"m": "6"}, limit=Decimal(5)) == {"m": "Amount must be £5.00 or less"}
    assert taken(asked, {"m": " £ "}) == {"m": None}


def test_of_several_rules_the_first_broken_one_is_told(form: Ask, refusals: Ask) -> None:
    rules = {
        "check.2": "n < 10",
        "problem.2": "Send fewer than 10",
        "check.1": "n > 1",
        "problem.1": "Send at least 2",
        "check.10": "n != 5",
        "problem.10": "Not 5",
    }
    asked = form(number(properties=rules))

    assert [refusals(asked, {"n": n}).get("n") for n in ("1", "12", "5", "6")] == [
        "Send at least 2",
        "Send fewer than 10",
        "Not 5",
        None,
    ]


def test_a_number_left_empty_is_no_answer(form: Ask, taken: Ask) -> None:
    assert taken(form(number(), money()), {"n": "", "m": None}) == {"n": None, "m": None}
