"""The answers as a person reads them before finishing, and later on the case."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from engine.forms.shown import Line, answered, outcome, summary

Ask = Callable[..., Any]

VALUES = [{"label": "Jordan", "value": "jo"}, {"label": "Kosovo", "value": "xk"}]


def whole(form: Any) -> Any:
    return form(
        {"type": "text", "text": "Words"},
        {"type": "textfield", "key": "title", "label": "What is it called?"}
        | {"properties": {"short": "Title"}},
        {"type": "group", "label": "G", "components": [
            {"type": "radio", "key": "country", "label": "Country", "values": VALUES}]},
        {"type": "checklist", "key": "others", "label": "Others", "values": VALUES},
        {"type": "radio", "key": "uk", "label": "UK?", "properties": {"kind": "yesno"}},
        {"type": "checkbox", "key": "sure", "label": "Sure"},
        {"type": "datetime", "key": "start", "label": "Start"},
        {"type": "number", "key": "n", "label": "Officers"},
        {"type": "filepicker", "key": "terms", "label": "Terms"},
        {"type": "textfield", "key": "why", "label": "Why", "conditional": {"hide": "=uk != true"}},
        {"type": "dynamiclist", "path": "costs", "label": "Costs", "properties": {"row": "cost"},
         "components": [
            {"type": "textfield", "key": "item", "label": "Item"},
            {"type": "textfield", "key": "m", "label": "Amount", "properties": {"kind": "money"}}]},
    )  # fmt: skip


def test_each_answer_is_shown_in_words(form: Ask) -> None:
    file = {"file": "a" * 64, "name": "t.pdf", "size": Decimal(1), "media_type": "application/pdf"}
    answers = {
        "title": "T", "country": "jo", "others": ["jo", "xk"], "uk": False, "sure": True,
        "start": date(2012, 3, 5), "n": Decimal(6), "terms": file, "why": None,
        "costs": [{"item": "Flights", "m": Decimal("4250.5")}, {"item": "Food", "m": None}],
        "not_mine": "x",
    }  # fmt: skip

    assert summary(whole(form), answers, {}) == (
        Line("Title", "T", "title"),
        Line("Country", "Jordan", "country"),
        Line("Others", "Jordan\nKosovo", "others"),
        Line("UK?", "No", "uk"),
        Line("Sure", "Yes", "sure"),
        Line("Start", "5 March 2012", "start"),
        Line("Officers", "6", "n"),
        Line("Terms", "t.pdf", "terms"),
        Line("Cost 1", "Item: Flights\nAmount: £4,250.50", "costs.0"),
        Line("Cost 2", "Item: Food\nAmount: Not provided", "costs.1"),
    )


def test_what_was_not_answered_says_so(form: Ask) -> None:
    lines = {line.path: line.value_text for line in summary(whole(form), {}, {})}

    assert set(lines.values()) == {"Not provided", "No"}
    assert lines["sure"] == "No"
    assert lines["costs"] == "Not provided"


def test_what_was_left_out_can_be_left_out(form: Ask) -> None:
    costs = [{"item": "Flights", "m": None}, {"item": None, "m": None}]
    lines = answered(summary(whole(form), {"title": "T", "costs": costs, "uk": None}, {}))

    assert [(line.label, line.value_text) for line in lines] == [
        ("Title", "T"),
        ("Sure", "No"),
        ("Cost 1", "Item: Flights"),
    ]


def test_what_came_of_a_step_is_what_its_form_says_it_is(form: Ask) -> None:
    decided = form(
        {"type": "textfield", "key": "ref", "label": "Reference"},
        {"type": "radio", "key": "c", "label": "Country", "values": VALUES}
        | {"properties": {"outcome": "yes"}},
        {"type": "textfield", "key": "why", "label": "Why", "properties": {"outcome": "yes"}},
    )

    assert outcome(decided, {"ref": "1", "c": "jo", "why": None}, {}) == (
        Line("Country", "Jordan", "c"),
    )
    assert outcome(whole(form), {"title": "T"}, {}) == ()


def test_a_choice_that_is_no_longer_offered_is_shown_as_it_was_kept(form: Ask) -> None:
    assert summary(whole(form), {"country": "xx"}, {})[1] == Line("Country", "xx", "country")
