"""What a page offers while somebody types, headings over options, and sentences that name."""

import json
from datetime import date
from typing import Any

import pytest

from engine.errors import AnswersRejected
from engine.forms.answers import check
from engine.forms.asked import ask
from engine.forms.errors import FormFault
from engine.forms.fields import Form
from engine.forms.read import parse

PLACES = [{"value": "Jersey", "label": "Jersey", "group": "Islands"}, "Peru", "Peru"]


def form(properties: dict[str, str], **more: Any) -> Form:
    question = {"type": "textfield", "key": "place", "label": "Where", **more}
    question["properties"] = properties
    return parse(json.dumps({"type": "default", "id": "f", "components": [question]}).encode())


def test_a_text_field_offers_what_a_fact_gives_each_once() -> None:
    (question,) = ask(form({"suggest": "places"}), {}, {"places": PLACES}).questions

    assert question.suggestions == ("Jersey", "Peru")


def test_a_text_field_without_suggestions_offers_none() -> None:
    (question,) = ask(form({}), {}, {"places": PLACES}).questions

    assert question.suggestions == ()


def test_an_option_of_a_fact_may_stand_under_a_heading() -> None:
    chosen = form({}, type="checklist", valuesExpression="=places")
    (question,) = ask(chosen, {}, {"places": PLACES[:2]}).questions

    assert [option.group for option in question.options] == ["Islands", ""]


def test_the_sentence_of_a_rule_names_what_is_wrong() -> None:
    ruled = form({"check": "list contains(places, place)", "problem": "{{place}} is not listed"})

    with pytest.raises(AnswersRejected) as refused:
        check(ruled, {"place": "Narnia"}, {"places": ["Peru"]}, date(2026, 1, 1))
    assert refused.value.problems == {"place": "Narnia is not listed"}


def test_what_a_sentence_names_must_be_readable() -> None:
    with pytest.raises(FormFault, match="its check cannot be read"):
        form({"check": "place = 1", "problem": "{{place +}} is not listed"})


def test_a_list_is_compact_or_not_and_nothing_between() -> None:
    rows = {"type": "dynamiclist", "path": "place"}
    inner = [{"type": "textfield", "key": "name", "label": "Name"}]

    assert form({"compact": "yes"}, **rows, components=inner).fields[0].compact
    with pytest.raises(FormFault, match="can only be “yes”"):
        form({"compact": "no"}, **rows, components=inner)
