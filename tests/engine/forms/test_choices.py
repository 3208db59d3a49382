"""Choices: only what was offered, however it was said."""

from collections.abc import Callable
from typing import Any

import pytest

Ask = Callable[..., Any]

CHOICE = [{"label": "Jordan", "value": "jo"}, {"label": "Kosovo", "value": "xk"}]


def test_only_what_was_offered_can_be_chosen(form: Ask, refusals: Ask, taken: Ask) -> None:
    asked = form({"type": "select", "key": "c", "label": "Country", "values": CHOICE})

    assert taken(asked, {"c": " jo"}) == {"c": "jo"}
    assert refusals(asked, {"c": "uk"}) == {"c": "Select one of the options for the country"}
    assert refusals(asked, {"c": ["jo", "xk"]}) == {
        "c": "Select one of the options for the country"
    }


def test_several_choices_are_kept_once_in_the_order_of_the_options(
    form: Ask, refusals: Ask, taken: Ask
) -> None:
    asked = form({"type": "checklist", "key": "c", "label": "Countries", "values": CHOICE})

    assert taken(asked, {"c": ["xk", "jo", "jo"]}) == {"c": ["jo", "xk"]}
    assert taken(asked, {"c": "xk"}) == {"c": ["xk"]}
    assert refusals(asked, {"c": ["jo", "uk"]}) == {
        "c": "Select one of the options for the countries"
    }


@pytest.mark.parametrize(
    "source", [{"valuesKey": "members"}, {"valuesExpression": "=members[item != null]"}]
)
def test_options_may_come_from_a_fact(form: Ask, taken: Ask, refusals: Ask, source: Any) -> None:
    asked = form({"type": "radio", "key": "c", "label": "Member", **source})
    members = [{"value": "mod", "label": "Ministry of Defence"}, "fco", {"value": "dfid"}, {"x": 1}]

    assert taken(asked, {"c": "mod"}, members=members) == {"c": "mod"}
    assert taken(asked, {"c": "fco"}, members=members) == {"c": "fco"}
    assert taken(asked, {"c": "dfid"}, members=members) == {"c": "dfid"}
    assert "c" in refusals(asked, {"c": "mod"})


def test_a_story_may_answer_with_values_instead_of_typing(form: Ask, taken: Ask) -> None:
    yes = [{"label": "Yes", "value": "yes"}, {"label": "Mixed", "value": "mixed"}]
    asked = form(
        {"type": "radio", "key": "uk", "label": "UK?", "values": yes},
        {"type": "radio", "key": "ok", "label": "OK?", "properties": {"kind": "yesno"}},
        {"type": "radio", "key": "no", "label": "No?", "properties": {"kind": "yesno"}},
        {"type": "checkbox", "key": "sure", "label": "Sure"},
        {
            "type": "select",
            "key": "level",
            "label": "Level",
            "values": [{"label": "2", "value": "2"}],
        },
    )

    assert taken(asked, {"uk": True, "ok": "yes", "no": False, "sure": True, "level": 2}) == {
        "uk": "yes",
        "ok": True,
        "no": False,
        "sure": True,
        "level": "2",
    }


def test_yes_or_no_is_nothing_else(form: Ask, refusals: Ask) -> None:
    noun = {"kind": "yesno", "noun": "yes if it is UK police work"}
    asked = form({"type": "radio", "key": "uk", "label": "UK?", "properties": noun})

    assert refusals(asked, {"uk": "maybe"}) == {"uk": "Select yes if it is UK police work"}
