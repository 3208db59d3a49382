"""Repeating groups: rows checked one by one, each problem with its row's name."""

from collections.abc import Callable
from typing import Any

import pytest

Ask = Callable[..., Any]

REQUIRED = {"required": True}


def costs(**more: Any) -> dict[str, Any]:
    payers = [{"label": "The funder", "value": "funder"}, {"label": "Other", "value": "other"}]
    return {
        "type": "dynamiclist",
        "path": "costs",
        "label": "Costs",
        "properties": {"row": "cost", "noun": "at least one cost"},
        "components": [
            {"type": "textfield", "key": "item", "label": "Item", "validate": REQUIRED}
            | {"properties": {"noun": "an item"}},
            {"type": "group", "components": [
                {"type": "number", "key": "amount", "label": "Amount"}
                | {"properties": {"kind": "money", "check": "amount < cap", "problem": "Too dear"}},
            ]},
            {"type": "select", "key": "payer", "label": "Payer", "values": payers},
            {"type": "textfield", "key": "who", "label": "FCDO name", "validate": REQUIRED}
            | {"conditional": {"hide": '=payer != "other"'}},
        ],
        **more,
    }  # fmt: skip


def row(**answers: str) -> dict[str, str]:
    return {"item": "Flights", "amount": "1", "payer": "", **answers}


def test_rows_are_kept_as_a_list_of_answers(form: Ask, taken: Ask) -> None:
    kept = taken(form(costs()), {"costs": [row(), {"item": "Food", "payer": "funder"}]}, cap=9)

    assert [list(one.items()) for one in kept["costs"]] == [
        [("item", "Flights"), ("amount", 1), ("payer", None), ("who", None)],
        [("item", "Food"), ("amount", None), ("payer", "funder"), ("who", None)],
    ]


def test_each_problem_names_its_row(form: Ask, refusals: Ask) -> None:
    raw = {"costs": [row(), row(item="", amount="x"), row(payer="other")]}

    assert list(refusals(form(costs()), raw, cap=9).items()) == [
        ("costs.1.item", "Cost 2: enter an item"),
        ("costs.1.amount", "Cost 2: amount must be an amount of money, like £1,250.00"),
        ("costs.2.who", "Cost 3: enter the FCDO name"),
    ]


def test_a_name_in_capitals_keeps_them_after_the_row(form: Ask, refusals: Ask) -> None:
    raw = {"costs": [row(payer="other", who="x" * 301)]}

    assert refusals(form(costs()), raw, cap=9) == {
        "costs.0.who": "Cost 1: FCDO name must be 300 characters or fewer"
    }


def test_a_rule_inside_a_row_sees_the_row_and_the_facts(form: Ask, refusals: Ask) -> None:
    raw = {"costs": [row(amount="5"), row(amount="50"), row(amount="7x")]}

    assert refusals(form(costs()), raw, cap=10) == {
        "costs.1.amount": "Cost 2: too dear",
        "costs.2.amount": "Cost 3: amount must be an amount of money, like £1,250.00",
    }


def test_a_rule_over_all_rows_waits_until_they_can_be_read(form: Ask, refusals: Ask) -> None:
    rule = {
        "check": "sum(costs.amount[item != null]) <= 10",
        "problem": "Costs must come to £10 or less",
    }
    asked = form(costs(properties={"row": "cost", **rule}))

    assert refusals(asked, {"costs": [row(amount="6"), row(amount="5")]}, cap=99) == {
        "costs": "Costs must come to £10 or less"
    }
    assert "costs" not in refusals(asked, {"costs": [row(amount="6"), row(amount="")]}, cap=99)
    assert list(refusals(asked, {"costs": [row(amount="60x")]}, cap=99)) == ["costs.0.amount"]


def test_blank_rows_are_no_answers(form: Ask, taken: Ask) -> None:
    raw = {"costs": [{"item": " ", "amount": ""}, row(), {}]}

    assert len(taken(form(costs()), raw, cap=10)["costs"]) == 1
    assert taken(form(costs()), {}) == {"costs": []}
    assert taken(form(costs()), {"costs": [{}, {}]}) == {"costs": []}


def test_a_list_that_must_have_a_row_asks_for_the_first(form: Ask, refusals: Ask) -> None:
    asked = form(costs(validate=REQUIRED))

    assert refusals(asked, {}) == {"costs": "Enter at least one cost"}
    assert refusals(asked, {"costs": [{}, {}]}) == {"costs.0.item": "Cost 1: enter an item"}


@pytest.mark.parametrize(
    ("raw", "path", "problem"),
    [
        ("flights", "costs", "At least one cost could not be read: reload the page and try again"),
        ([row()] * 101, "costs", "At least one cost must have 100 rows or fewer"),
        (["flights"], "costs.0.", "costs.0. was not asked here: reload the page and try again"),
        (
            [row() | {"owner": "me"}],
            "costs.0.owner",
            "costs.0.owner was not asked here: reload the page and try again",
        ),
    ],
)
def test_rows_that_no_page_could_have_sent(
    form: Ask, refusals: Ask, raw: Any, path: Any, problem: Any
) -> None:
    assert refusals(form(costs()), {"costs": raw}, cap=10)[path] == problem


def test_rows_of_a_list_that_is_not_asked_are_dropped_whole(form: Ask, taken: Ask) -> None:
    box = {"type": "checkbox", "key": "costly", "label": "Any costs"}
    asked = form(box, costs(conditional={"hide": "=costly != true"}))

    assert taken(asked, {"costs": [row(owner="x")]}) == {"costly": False, "costs": []}
