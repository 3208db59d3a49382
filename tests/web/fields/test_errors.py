"""Errors: said beside the question and at the top, and linked to what mends them."""

from collections.abc import Callable
from typing import Any

from engine.forms.fields import Form
from web.fields import summary_items

Ask = Callable[..., Any]
Raw = dict[str, Any]


def test_every_error_is_linked_to_the_first_input_to_mend(
    drawn: Ask, problems_of: Ask, every_kind: Form, typed: Raw
) -> None:
    page = drawn(every_kind, typed)
    items = summary_items(every_kind, problems_of(every_kind, typed), typed)

    assert [item.get("href") for item in items] == [
        *("#officers", "#income", "#start-month", "#other-day", "#letter", "#costs-0-on-day"),
        *("#costs-1-item", "#costs-1-on-day", "#costs-1-by", None),
    ]
    for item in items[:-1]:
        (target,) = page.all(f"//*[@id='{item['href'][1:]}']")
        assert target.tag in {"input", "select", "textarea", "button"}
    assert items[-1]["text"].startswith("lane_owners was not asked here")


def test_an_empty_form_is_complained_of_in_the_order_of_the_page(
    problems_of: Ask, every_kind: Form
) -> None:
    items = summary_items(every_kind, problems_of(every_kind, {}))

    assert [item["href"] for item in items] == [
        *("#title", "#why", "#officers", "#start-day", "#uk", "#country", "#sure", "#letter"),
    ]


def test_the_page_and_the_field_say_the_same_of_an_error(
    drawn: Ask, problems_of: Ask, every_kind: Form, typed: Raw
) -> None:
    problems = problems_of(every_kind, typed)
    page = drawn(every_kind, typed)
    told = {
        page.text(one).removeprefix("Error: ")
        for one in page.all("//*[contains(@class, 'govuk-error-message')]")
    }

    assert told == set(problems.values()) - {problems["lane_owners"]}


def test_only_the_wrong_part_of_a_date_is_marked(drawn: Ask, every_kind: Form, typed: Raw) -> None:
    page = drawn(every_kind, typed)
    marked = [one.get("name") for one in page.all("//input[contains(@class, 'input--error')]")]

    assert "start-month" in marked
    assert not {"start-day", "start-year"} & set(marked)
    assert {"other-day", "other-month", "other-year"} <= set(marked)
