"""A form in sections: how far each has come, and that saving one leaves the others as they were."""

import json
from datetime import date
from typing import Any

import pytest

from engine.errors import AnswersRejected
from engine.forms.answers import check
from engine.forms.errors import FormFault
from engine.forms.fields import Form
from engine.forms.read import parse
from engine.forms.sections import (
    how_far,
    keys_of,
    problems_of,
    section_with,
    sections_in,
    with_section,
)


def question(key: str) -> dict[str, Any]:
    return {"type": "textfield", "key": key, "label": key, "validate": {"required": True}}


def group(label: str, *keys: str, hide: str = "", section: str = "yes") -> dict[str, Any]:
    drawn = {"type": "group", "label": label, "components": [question(key) for key in keys]}
    shown = {"conditional": {"hide": hide}} if hide else {}
    return {**drawn, **shown, "properties": {"section": section} if section else {}}


def form(*components: dict[str, Any]) -> Form:
    return parse(json.dumps({"type": "default", "id": "f", "components": components}).encode())


@pytest.fixture
def visit() -> Form:
    abroad = group("Abroad", "country", hide='=reason = "home"')
    return form(group("Why", "reason", "who"), abroad, group("Money", "cost"))


def statuses(visit: Form, answers: dict[str, object]) -> list[str]:
    problems: dict[str, str] = {}
    try:
        check(visit, answers, {}, date(2026, 1, 1))
    except AnswersRejected as rejected:
        problems = dict(rejected.problems)
    return [section.status for section in how_far(visit, answers, {}, problems)]


def test_a_section_is_to_do_until_something_is_typed_and_done_when_all_is(visit: Form) -> None:
    assert statuses(visit, {}) == ["to_do", "to_do", "to_do"]
    assert statuses(visit, {"reason": "work", "cost": "1"}) == ["started", "to_do", "done"]
    assert statuses(visit, {"reason": "work", "who": "Ann"}) == ["done", "to_do", "to_do"]


def test_a_section_that_the_answers_hide_is_not_needed(visit: Form) -> None:
    assert statuses(visit, {"reason": "home", "who": "Ann"})[1] == "not_needed"


def test_saving_a_section_keeps_what_the_others_hold(visit: Form) -> None:
    earlier = {"reason": "work", "who": "Ann", "cost": "1"}

    assert with_section(visit, 1, {"reason": "home"}, earlier) == {"reason": "home", "cost": "1"}


def test_an_answer_and_its_problems_belong_to_its_section(visit: Form) -> None:
    assert section_with(visit, "cost.0.amount") == 3
    assert section_with(visit, "elsewhere") is None
    assert keys_of(visit, 1) == {"reason", "who"}
    assert problems_of(visit, 3, {"cost": "Enter it", "who": "Enter who"}) == {"cost": "Enter it"}


def test_a_form_without_sections_is_on_one_page() -> None:
    assert sections_in(form(group("Why", "reason", section=""), question("who"))) == ()


def test_no_question_stands_outside_the_sections() -> None:
    with pytest.raises(FormFault, match="“who” stands outside the sections"):
        form(group("Why", "reason"), question("who"))


def test_a_section_needs_a_label_for_the_list() -> None:
    with pytest.raises(FormFault, match="a section needs a label"):
        form(group("", "reason"))


def test_a_section_is_one_or_not() -> None:
    with pytest.raises(FormFault, match="“section” can only be “yes”"):
        form(group("Why", "reason", section="no"))
