"""What a person may answer, and the sentence they read when it will not do."""

from collections.abc import Callable
from typing import Any

import pytest

Ask = Callable[..., Any]

REQUIRED = {"required": True}


def text(key: str = "title", label: str = "Title", **more: Any) -> dict[str, Any]:
    return {"type": "textfield", "key": key, "label": label, **more}


def test_an_answer_is_kept_as_it_was_typed_without_stray_spaces(form: Ask, taken: Ask) -> None:
    assert taken(form(text()), {"title": "  Two officers\tto Jordan \n"}) == {
        "title": "Two officers to Jordan"
    }


def test_a_line_pasted_with_a_break_becomes_one_line(form: Ask, taken: Ask) -> None:
    assert taken(form(text()), {"title": "Two officers\r\n to Jordan"})["title"] == (
        "Two officers to Jordan"
    )


def test_paragraphs_are_kept_with_one_kind_of_line_break(form: Ask, taken: Ask) -> None:
    long = {"type": "textarea", "key": "why", "label": "Why"}

    assert (
        taken(form(long), {"why": "One.  \r\n\r\nTwo.\rThree.\n"})["why"] == "One.\n\nTwo.\nThree."
    )


def test_letters_with_accents_are_composed(form: Ask, taken: Ask) -> None:
    assert taken(form(text()), {"title": "cafe\u0301"})["title"] == "café"


def test_unseen_spaces_alone_are_no_answer(form: Ask, refusals: Ask) -> None:
    asked = form(text(validate=REQUIRED))

    assert refusals(asked, {"title": " \u200b\u2060 "}) == {"title": "Enter the title"}


EVERY_KIND = (
    text(validate=REQUIRED),
    {"type": "number", "key": "officers", "label": "How many officers?", "validate": REQUIRED},
    {"type": "datetime", "key": "start", "label": "Start date", "validate": REQUIRED},
    {
        "type": "radio",
        "key": "country",
        "label": "Country",
        "values": [{"label": "Jordan", "value": "jo"}],
        "validate": REQUIRED,
    },
    {"type": "filepicker", "key": "request", "label": "Written request", "validate": REQUIRED},
    {"type": "checkbox", "key": "sure", "label": "I have read it", "validate": REQUIRED},
    {
        "type": "checklist",
        "key": "kinds",
        "label": "Kinds",
        "values": [{"label": "A", "value": "a"}],
    }
    | {"validate": REQUIRED},
    {"type": "radio", "key": "uk", "label": "Is it UK police work?", "validate": REQUIRED}
    | {"properties": {"kind": "yesno"}},
)


def test_every_problem_is_told_at_once_in_the_order_of_the_page(form: Ask, refusals: Ask) -> None:
    assert list(refusals(form(*EVERY_KIND), {}).items()) == [
        ("title", "Enter the title"),
        ("officers", "Enter how many officers"),
        ("start", "Enter the start date"),
        ("country", "Select the country"),
        ("request", "Upload the written request"),
        ("sure", "Select “I have read it” to continue"),
        ("kinds", "Select the kinds"),
        ("uk", "Select yes or no"),
    ]


def test_a_question_that_was_left_is_set_to_nothing(form: Ask, taken: Ask) -> None:
    asked = form(
        text(),
        {"type": "checkbox", "key": "sure", "label": "Sure"},
        {
            "type": "checklist",
            "key": "kinds",
            "label": "Kinds",
            "values": [{"label": "A", "value": "a"}],
        },
        {"type": "radio", "key": "uk", "label": "UK?", "properties": {"kind": "yesno"}},
    )

    assert taken(asked, {"title": "", "kinds": [""], "uk": ""}) == {
        "title": None,
        "sure": False,
        "kinds": [],
        "uk": None,
    }


def test_the_author_may_name_the_question_twice_and_word_what_is_missing(
    form: Ask, refusals: Ask
) -> None:
    named = text(
        validate=REQUIRED | {"minLength": 5},
        properties={"noun": "a short title", "name": "Short title"},
    )
    worded = text("why", validate=REQUIRED, properties={"missing": "Say why"})

    assert refusals(form(named, worded), {}) == {"title": "Enter a short title", "why": "Say why"}
    assert refusals(form(named), {"title": "Hi"}) == {
        "title": "Short title must be 5 characters or more"
    }


@pytest.mark.parametrize(
    ("component", "answer", "problem"),
    [
        (text(), "x" * 301, "Title must be 300 characters or fewer"),
        ({"type": "textarea", "key": "title", "label": "Title"}, "x" * 10_001,
         "Title must be 10,000 characters or fewer"),
        (text(validate={"maxLength": 3}), "abcd", "Title must be 3 characters or fewer"),
        (text(validate={"pattern": "^[A-Z]{2}$"}), "abc", "Title must be in the correct format"),
        (text(validate={"validationType": "email"}), "owen.price",
         "Enter the title in the correct format, like name@example.com"),
        (text(validate={"validationType": "phone"}), "ring me",
         "Enter the title in the correct format, like 01632 960 001"),
        (text(), ["a", "b"], "Title could not be read: reload the page and try again"),
        ({"type": "checkbox", "key": "title", "label": "Title"}, "perhaps",
         "Title could not be read: reload the page and try again"),
        ({"type": "checkbox", "key": "title", "label": "Title"}, ["yes", "yes"],
         "Title could not be read: reload the page and try again"),
    ],
)  # fmt: skip
def test_text_that_will_not_do(
    form: Ask, refusals: Ask, component: Any, answer: Any, problem: Any
) -> None:
    assert refusals(form(component), {"title": answer}) == {"title": problem}


@pytest.mark.parametrize(
    ("validation", "answer"),
    [
        ({"pattern": "^[A-Z]{2}$"}, "JO"),
        ({"validationType": "email"}, "owen.price@kent.example"),
        ({"validationType": "phone"}, "+44 (0)1632 960001"),
    ],
)
def test_text_in_its_format_will_do(form: Ask, taken: Ask, validation: Any, answer: Any) -> None:
    assert taken(form(text(validate=validation)), {"title": answer}) == {"title": answer}
