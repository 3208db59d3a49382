"""What a kind of field says of itself is all that forms and pages know of it."""

import json
from datetime import date
from pathlib import Path

import pytest

from engine.errors import AnswersRejected
from engine.feel.values import NULL, kind
from engine.forms.answers import check
from engine.forms.fields import Field, Form, Kind, Option
from engine.forms.kinds.registry import KINDS
from engine.forms.read import parse
from engine.forms.shown import summary
from tests.engine.forms.postcode import QUESTION, Postcode

TODAY = date(2012, 3, 5)
TEMPLATES = Path(__file__).parents[3] / "web" / "templates"


@pytest.fixture
def form() -> Form:
    document = {"type": "default", "id": "f", "components": [QUESTION]}
    return parse(json.dumps(document).encode(), (*KINDS, Postcode()))


def test_a_kind_of_ones_own_is_asked_and_kept(form: Form) -> None:
    assert form.keys == {"place": "postcode"}
    assert form.fields[0].kind.template == "fields/postcode.html"
    assert check(form, {"place": " la1 1yb "}, {}, TODAY) == {"place": "LA1 1YB"}


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ({"place": "LA11YB"}, "Postcode must be a postcode, like LA1 1YB"),
        ({"place": " "}, "Enter the postcode, with its space"),
        ({}, "Enter the postcode, with its space"),
    ],
)
def test_a_kind_of_ones_own_refuses_in_its_own_words(
    form: Form, raw: dict[str, str], sentence: str
) -> None:
    with pytest.raises(AnswersRejected) as rejected:
        check(form, raw, {}, TODAY)

    assert rejected.value.problems == {"place": sentence}


def test_a_kind_of_ones_own_is_shown_in_its_own_words(form: Form) -> None:
    (line,) = summary(form, {"place": "LA1 1YB"}, {})
    (blank,) = summary(form, {}, {})

    assert (line.label, line.value_text) == ("Postcode", "LA1 1YB (Lancaster)")
    assert blank.value_text == "Not provided"


def test_a_form_does_not_know_a_kind_that_is_not_listed() -> None:
    document = {"type": "default", "id": "f", "components": [QUESTION]}

    with pytest.raises(Exception, match="a component of type “postcode” cannot be used here"):
        parse(json.dumps(document).encode())


@pytest.mark.parametrize("one", KINDS, ids=str)
def test_every_kind_has_a_name_of_its_own_and_a_template(one: Kind) -> None:
    assert [str(other) for other in KINDS].count(one.name) == 1
    assert (TEMPLATES / one.template).is_file()
    assert one.asks == (one.feel != NULL)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("textfield", "a"),
        ("email", "ada@example.com"),
        ("phone", "01632 960 001"),
        ("textarea", "a\nb"),
        ("number", "12"),
        ("money", "£12.50"),
        ("date", "2012-03-05"),
        ("yesno", "yes"),
        ("radio", "yes"),
        ("select", "yes"),
        ("checklist", "yes"),
        ("checkbox", "yes"),
    ],
)
def test_an_answer_is_of_the_type_that_its_kind_says(name: str, raw: str) -> None:
    (one,) = (one for one in KINDS if one.name == name)
    value = one.read(Field(one, "key", name="Key"), raw, (Option("yes", "Yes"),))

    assert kind(value) == one.feel


@pytest.mark.parametrize("one", KINDS, ids=str)
def test_nothing_is_no_answer_to_any_kind(one: Kind) -> None:
    assert one.is_left_out(one.blank())
