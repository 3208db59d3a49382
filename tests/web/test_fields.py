"""A form's HTML: every input labelled, every id once, every error linked to what mends it."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import html5lib
import pytest
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader
from lxml.etree import _Element as Element

from engine.errors import AnswersRejected
from engine.forms.answers import check
from engine.forms.fields import Form
from engine.forms.read import parse
from web.fields import anchor, fields_html, summary_items

TODAY = date(2012, 3, 5)
REQUIRED = {"required": True}
VALUES = [{"label": "Jordan", "value": "jo"}, {"label": "Kosovo", "value": "xk"}]
KEPT = {
    "file": "a" * 64,
    "name": 'te<rm>s".pdf',
    "size": Decimal(9),
    "media_type": "application/pdf",
}
COMPONENTS: list[dict[str, Any]] = [
    {"type": "text", "text": "## Before you start\n\n- one\n- **two**\n\nFor {{force_name}}."},
    {"type": "separator"},
    {"type": "textfield", "key": "title", "label": "Title", "description": "A short one",
     "validate": REQUIRED, "properties": {"width": "20", "autocomplete": "off"}},
    {"type": "textfield", "key": "mail", "label": "Email", "validate": {"validationType": "email"}},
    {"type": "textfield", "key": "tel", "label": "Phone", "validate": {"validationType": "phone"}},
    {"type": "textarea", "key": "why", "label": "Why", "validate": REQUIRED | {"maxLength": 2000}},
    {"type": "textarea", "key": "notes", "label": "Notes"},
    {"type": "number", "key": "officers", "label": "How many?", "validate": REQUIRED},
    {"type": "textfield", "key": "income", "label": "Charge", "properties": {"kind": "money"}},
    {"type": "datetime", "key": "start", "dateLabel": "Start date", "description": "27 3 2012",
     "validate": REQUIRED},
    {"type": "radio", "key": "uk", "label": "Is it UK work?", "validate": REQUIRED,
     "properties": {"kind": "yesno"}},
    {"type": "radio", "key": "country", "label": "Country", "values": VALUES, "validate": REQUIRED},
    {"type": "textarea", "key": "where", "label": "Where in Jordan?", "validate": REQUIRED,
     "conditional": {"hide": '=country != "jo"'}},
    {"type": "checklist", "key": "kinds", "label": "Kinds", "values": VALUES},
    {"type": "datetime", "key": "other", "label": "Other day", "validate": REQUIRED,
     "conditional": {"hide": '=not(list contains(kinds, "xk"))'}},
    {"type": "checkbox", "key": "sure", "label": "I am sure", "validate": REQUIRED},
    {"type": "textfield", "key": "how_sure", "label": "How sure?",
     "conditional": {"hide": "=sure != true"}},
    {"type": "select", "key": "member", "label": "Member", "valuesKey": "members"},
    {"type": "textfield", "key": "far", "label": "Far away",
     "conditional": {"hide": '=officers = null or country != "xk"'}},
    {"type": "group", "label": "Documents", "components": [
        {"type": "filepicker", "key": "terms", "label": "Terms"},
        {"type": "filepicker", "key": "letter", "label": "Request", "validate": REQUIRED}]},
    {"type": "dynamiclist", "path": "costs", "label": "Costs", "description": "Each one",
     "properties": {"row": "cost"}, "components": [
        {"type": "textfield", "key": "item", "label": "Item", "validate": REQUIRED},
        {"type": "datetime", "key": "on", "label": "On", "validate": REQUIRED},
        {"type": "radio", "key": "paid", "label": "Paid?", "properties": {"kind": "yesno"}},
        {"type": "textfield", "key": "by", "label": "By whom?", "validate": REQUIRED,
         "conditional": {"hide": "=paid != true"}}]},
    {"type": "textfield", "key": "never", "label": "Never asked", "conditional": {"hide": "=yes"}},
]  # fmt: skip
FACTS = {"yes": True, "members": VALUES, "force_name": "<b>Kent</b>", "today": TODAY}
TYPED: dict[str, Any] = {
    "title": 'A "title" <b>', "why": "One.\n\n  Two.", "where": "Am\nman\n", "officers": "six",
    "income": "£4,250.5x", "start": {"day": "31", "month": "", "year": "2012"},
    "uk": "no", "country": "jo", "kinds": ["xk"],
    "other": {"day": "40", "month": "1", "year": "2012"},
    "sure": "yes", "member": "xk", "terms": KEPT, "costs": [{"item": "Food"}, {"paid": "yes"}],
    "lane_owners": "me",
}  # fmt: skip


def form_of(*components: dict[str, Any]) -> Form:
    document = {"type": "default", "id": "f", "components": list(components)}
    return parse(json.dumps(document).encode())


FORM = form_of(*COMPONENTS)


@pytest.fixture(scope="module")
def environment() -> Environment:
    theirs = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    return Environment(
        loader=ChoiceLoader([PackageLoader("web"), theirs]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def problems_of(form: Form, raw: Mapping[str, Any]) -> dict[str, str]:
    try:
        check(form, raw, FACTS, TODAY)
    except AnswersRejected as rejected:
        return rejected.problems
    return {}


class Page:
    """The parsed page of a form."""

    def __init__(self, html: str) -> None:
        page = f"<!DOCTYPE html><html><title>T</title><body><form>{html}</form></body></html>"
        parser = html5lib.HTMLParser(
            html5lib.getTreeBuilder("lxml"), strict=True, namespaceHTMLElements=False
        )
        self.root = parser.parse(page).getroot()

    def all(self, path: str) -> list[Element]:
        found: list[Element] = self.root.xpath(path)
        return found

    def named(self, name: str) -> Element:
        return next(one for one in self.all("//*[@name]") if one.get("name") == name)

    def text(self, element: Element) -> str:
        return " ".join("".join(str(piece) for piece in element.itertext()).split())


def page_of(environment: Environment, form: Form, raw: Mapping[str, Any]) -> Page:
    return Page(fields_html(form, raw, FACTS, problems_of(form, raw) if raw else {}, environment))


TOLD = ("type", "inputmode", "autocomplete", "spellcheck")
STATES: list[dict[str, Any]] = [
    {},
    TYPED,
    {"costs": []},
    {"costs": "x", "terms": "y", "kinds": {"a": 1}, "start": 7, "title": ["a"], "uk": 3.5},
    {"title": "a\x00\ud800b", "start": date(2012, 3, 5), "income": Decimal("1.5"), "uk": True},
]


@pytest.mark.parametrize("raw", STATES)
def test_every_page_is_sound_html(environment: Environment, raw: dict[str, Any]) -> None:
    page = page_of(environment, FORM, raw)
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


@pytest.mark.parametrize("raw", STATES)
def test_every_radio_and_part_of_a_date_stands_in_a_named_group(
    environment: Environment, raw: dict[str, Any]
) -> None:
    page = page_of(environment, FORM, raw)
    apart = page.all(
        "//input[@type='radio' or contains(@class, 'date-input')][not(ancestor::fieldset)]"
    )

    assert apart == []


def test_every_error_is_linked_to_the_first_input_to_mend(environment: Environment) -> None:
    page = page_of(environment, FORM, TYPED)
    items = summary_items(FORM, problems_of(FORM, TYPED), TYPED)

    assert [item.get("href") for item in items] == [
        *("#officers", "#income", "#start-month", "#other-day", "#letter", "#costs-0-on-day"),
        *("#costs-1-item", "#costs-1-on-day", "#costs-1-by", None),
    ]
    for item in items[:-1]:
        (target,) = page.all(f"//*[@id='{item['href'][1:]}']")
        assert target.tag in {"input", "select", "textarea", "button"}
    assert items[-1]["text"].startswith("lane_owners was not asked here")


def test_an_empty_form_is_complained_of_in_the_order_of_the_page() -> None:
    items = summary_items(FORM, problems_of(FORM, {}))

    assert [item["href"] for item in items] == [
        *("#title", "#why", "#officers", "#start-day", "#uk", "#country", "#sure", "#letter"),
    ]


def test_the_page_and_the_field_say_the_same_of_an_error(environment: Environment) -> None:
    problems = problems_of(FORM, TYPED)
    page = Page(fields_html(FORM, TYPED, FACTS, problems, environment))
    told = {
        page.text(one).removeprefix("Error: ")
        for one in page.all("//*[contains(@class, 'govuk-error-message')]")
    }

    assert told == set(problems.values()) - {problems["lane_owners"]}


def test_only_the_wrong_part_of_a_date_is_marked(environment: Environment) -> None:
    page = page_of(environment, FORM, TYPED)
    marked = [one.get("name") for one in page.all("//input[contains(@class, 'input--error')]")]

    assert "start-month" in marked
    assert not {"start-day", "start-year"} & set(marked)
    assert {"other-day", "other-month", "other-year"} <= set(marked)


def test_what_was_typed_is_still_there(environment: Environment) -> None:
    page = page_of(environment, FORM, TYPED)

    assert page.named("title").get("value") == 'A "title" <b>'
    assert page.named("why").text == "One.\n\n  Two."
    assert page.named("where").text == "Am\nman\n"
    assert page.named("income").get("value") == "£4,250.5x"
    assert page.named("start-day").get("value") == "31"
    assert [one.get("value") for one in page.all("//input[@checked]")] == [
        *("no", "jo", "xk", "yes", "yes"),
    ]
    assert [one.get("value") for one in page.all("//option[@selected]")] == ["xk"]


def test_values_kept_before_are_shown_as_they_would_be_typed(environment: Environment) -> None:
    raw = {"start": TODAY, "income": Decimal("1234.5"), "officers": Decimal(6), "uk": False}
    page = page_of(environment, FORM, raw)

    assert page.named("start-month").get("value") == "3"
    assert page.named("income").get("value") == "1234.50"
    assert page.named("officers").get("value") == "6"
    assert [one.get("value") for one in page.all("//input[@checked]")] == ["no"]


def test_a_question_one_option_decides_stands_under_it(environment: Environment) -> None:
    page = page_of(environment, FORM, {})
    (under,) = page.all("//*[@id='conditional-country']")

    assert "govuk-radios__conditional--hidden" in str(under.get("class"))
    assert under.xpath(".//textarea[@name='where']")
    assert page.all("//*[@id='conditional-kinds-2']//input[@name='other-day']")
    assert page.all("//*[@id='conditional-sure']//input[@name='how_sure']")
    assert page.all("//*[@id='conditional-costs-0-paid']//input[@name='costs-0-by']")


def test_other_questions_wait_for_a_button(environment: Environment) -> None:
    first = page_of(environment, FORM, {})
    later = page_of(environment, FORM, {"country": "xk", "officers": "6"})

    assert [one.get("value") for one in first.all("//*[@id='more-questions']//button")] == [
        "update"
    ]
    assert "far" not in {one.get("name") for one in first.all("//*[@name]")}
    assert later.named("far") is not None
    assert not later.all("//*[@id='more-questions']")


def test_a_question_the_facts_hide_is_not_on_the_page(environment: Environment) -> None:
    page = page_of(environment, FORM, TYPED)

    assert "never" not in {one.get("name") for one in page.all("//*[@name]")}


def test_the_enter_key_continues_and_removes_nothing(environment: Environment) -> None:
    page = page_of(environment, FORM, TYPED)
    plain = page_of(environment, form_of(COMPONENTS[2]), {})
    (first, *others) = page.all("//button")

    assert (first.get("value"), first.get("tabindex"), first.get("aria-hidden")) == (
        *("continue", "-1", "true"),
    )
    assert [one.get("value") for one in others] == [
        *("update", "drop-terms", "remove-costs-0", "remove-costs-1", "add-costs"),
    ]
    assert plain.all("//button") == []


def test_rows_say_how_many_they_are_and_what_each_button_does(environment: Environment) -> None:
    page, empty = page_of(environment, FORM, TYPED), page_of(environment, FORM, {"costs": []})
    words = [page.text(one) for one in page.all("//button")[-3:]]

    assert page.named("costs").get("value") == "2"
    assert words == ["Remove cost 1", "Remove cost 2", "Add another cost"]
    assert empty.text(empty.all("//button")[-1]) == "Add cost"


def test_a_list_that_must_have_a_row_keeps_one(environment: Environment) -> None:
    needed = COMPONENTS[-2] | {"validate": REQUIRED}
    page = page_of(environment, form_of(needed), {})
    none = page_of(environment, form_of(needed), {"costs": [], "x": 1})

    assert [one.get("value") for one in page.all("//button")] == ["continue", "add-costs"]
    assert none.all("//*[@id='costs-error']")


def test_a_kept_file_is_named_and_can_be_replaced(environment: Environment) -> None:
    page = page_of(environment, FORM, TYPED)
    (hint,) = page.all("//*[@id='terms-hint']")

    assert page.text(hint) == (
        "A PDF, DOCX, PNG or JPG, smaller than 10MB"
        'Uploaded: te<rm>s".pdf. Choose another file to replace it.'
    )
    assert page.named("terms").get("accept") == ".pdf,.docx,.png,.jpg,.jpeg"


def test_inputs_tell_the_browser_what_they_hold(environment: Environment) -> None:
    page = page_of(environment, FORM, {})
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


def test_optional_questions_say_so(environment: Environment) -> None:
    page = page_of(environment, FORM, {})
    labels = {page.text(one) for one in page.all("//label | //legend")}

    assert {
        "Title",
        "Notes (optional)",
        "Start date",
        "Kinds (optional)",
        "Costs (optional)",
    } <= labels


def test_a_choice_with_no_options_says_why(environment: Environment) -> None:
    component = {"type": "radio", "key": "r", "label": "R", "valuesKey": "nothing"}
    page = page_of(environment, form_of(component), {})

    assert "There is nothing to choose from on this case yet." in page.text(page.root)


def test_facts_in_words_are_only_words(environment: Environment) -> None:
    page = page_of(environment, FORM, {})

    assert page.text(page.all("//p[@class='govuk-body']")[0]) == "For <b>Kent</b>."
    assert [page.text(one) for one in page.all("//h2 | //li | //strong")][:4] == [
        *("Before you start", "one", "two", "two"),
    ]


def test_a_button_comes_back_to_where_it_stood() -> None:
    actions = (
        "add-costs",
        "remove-costs-1",
        "drop-terms",
        "drop-costs-0-cv",
        "update",
        'add-"><b>',
    )

    assert [anchor(action) for action in actions] == [
        *("costs", "costs", "terms", "costs-0-cv", "more-questions", None),
    ]
