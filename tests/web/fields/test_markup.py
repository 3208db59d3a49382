"""Sound HTML: every input labelled, every id once, what was typed still there."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from jinja2 import DictLoader, Environment

from engine.forms.fields import Form
from engine.forms.kinds.registry import KINDS
from engine.forms.read import parse
from tests.engine.forms.postcode import QUESTION, Postcode
from web.fields import fields_html

Ask = Callable[..., Any]
Raw = dict[str, Any]
TOLD = ("type", "inputmode", "autocomplete", "spellcheck")


def test_every_page_is_sound_html(drawn: Ask, every_kind: Form, raw: Raw) -> None:
    page = drawn(every_kind, raw)
    ids = [one.get("id") for one in page.all("//*[@id]")]
    labelled = {one.get("for") for one in page.all("//label")}
    inputs = page.all("//input[@type != 'hidden'] | //select | //textarea")

    assert len(ids) == len(set(ids))
    assert labelled == {one.get("id") for one in inputs}
    for one in page.all("//*[@aria-describedby]"):
        assert set(str(one.get("aria-describedby")).split()) <= set(ids)
    for one in page.all("//fieldset"):
        assert page.text(next(one.iterchildren("legend")))
    assert not page.all("//*[@style] | //script | //*[@onclick] | //*[@required]")


def test_every_radio_and_part_of_a_date_stands_in_a_named_group(
    drawn: Ask, every_kind: Form, raw: Raw
) -> None:
    page = drawn(every_kind, raw)
    apart = page.all(
        "//input[@type='radio' or contains(@class, 'date-input')][not(ancestor::fieldset)]"
    )

    assert apart == []


def test_what_was_typed_is_still_there(drawn: Ask, every_kind: Form, typed: Raw) -> None:
    page = drawn(every_kind, typed)

    assert page.named("title").get("value") == 'A "title" <b>'
    assert page.named("why").text == "One.\n\n  Two."
    assert page.named("where").text == "Am\nman\n"
    assert page.named("income").get("value") == "£4,250.5x"
    assert page.named("start-day").get("value") == "31"
    assert [one.get("value") for one in page.all("//input[@checked]")] == [
        *("no", "jo", "xk", "yes", "yes"),
    ]
    assert [one.get("value") for one in page.all("//option[@selected]")] == ["xk"]


def test_values_kept_before_are_shown_as_they_would_be_typed(drawn: Ask, every_kind: Form) -> None:
    kept = {
        "start": date(2012, 3, 5),
        "income": Decimal("1234.5"),
        "officers": Decimal(6),
        "uk": False,
    }
    page = drawn(every_kind, kept)

    assert page.named("start-month").get("value") == "3"
    assert page.named("income").get("value") == "1234.50"
    assert page.named("officers").get("value") == "6"
    assert [one.get("value") for one in page.all("//input[@checked]")] == ["no"]


def test_a_kept_file_is_named_and_can_be_replaced(drawn: Ask, every_kind: Form, typed: Raw) -> None:
    page = drawn(every_kind, typed)
    (hint,) = page.all("//*[@id='terms-hint']")

    assert page.text(hint) == (
        "A PDF, DOCX, PNG or JPG, smaller than 10MB"
        'Uploaded: te<rm>s".pdf. Choose another file to replace it.'
    )
    assert page.named("terms").get("accept") == ".pdf,.docx,.png,.jpg,.jpeg"


def test_inputs_tell_the_browser_what_they_hold(drawn: Ask, every_kind: Form) -> None:
    page = drawn(every_kind, {})
    attributes = {
        name: tuple(page.named(name).get(one) for one in TOLD)
        for name in ("title", "mail", "tel", "officers", "income", "start-day")
    }

    assert attributes == {
        "title": ("text", None, "off", None),
        "mail": ("email", None, None, "false"),
        "tel": ("tel", None, None, "false"),
        "officers": ("text", "numeric", None, "false"),
        "income": ("text", "decimal", None, "false"),
        "start-day": ("text", "numeric", None, None),
    }
    assert page.all("//*[@data-maxlength='2000']//textarea[@name='why']")


def test_optional_questions_say_so(drawn: Ask, every_kind: Form) -> None:
    page = drawn(every_kind, {})
    labels = {page.text(one) for one in page.all("//label | //legend")}

    assert {
        "Title",
        "Notes (optional)",
        "Start date",
        "Kinds (optional)",
        "Costs (optional)",
    } <= labels


def test_a_choice_with_no_options_says_why(drawn: Ask, form_of: Ask) -> None:
    component = {"type": "radio", "key": "r", "label": "R", "valuesKey": "nothing"}
    page = drawn(form_of(component), {})

    assert "There is nothing to choose from on this case yet." in page.text(page.root)


def test_facts_in_words_are_only_words(drawn: Ask, every_kind: Form) -> None:
    page = drawn(every_kind, {})

    assert page.text(page.all("//p[@class='govuk-body']")[0]) == "For <b>Kent</b>."
    assert [page.text(one) for one in page.all("//h2 | //li | //strong")][:4] == [
        *("Before you start", "one", "two", "two"),
    ]


def test_a_kind_of_ones_own_is_drawn_by_its_own_template(environment: Environment) -> None:
    document = {"type": "default", "id": "f", "components": [QUESTION]}
    form = parse(json.dumps(document).encode(), (*KINDS, Postcode()))
    own = DictLoader({"fields/postcode.html": "{{ q.label }}: {{ q.typed }} ({{ q.error }})"})

    html = fields_html(form, {"place": "a<b"}, {}, {"place": "No"}, environment.overlay(loader=own))

    assert html == "Postcode: a&lt;b (No)"
