"""Which questions are on the page, and the buttons that change them."""

from collections.abc import Callable
from typing import Any

from flask import Flask

from engine.forms.fields import Form
from web.components import attach
from web.fields import anchor, draw, summary

Ask = Callable[..., Any]
Raw = dict[str, Any]
REQUIRED = {"required": True}
VALUES = [{"label": "Jordan", "value": "jo"}, {"label": "Kosovo", "value": "xk"}]
TITLE = {"type": "textfield", "key": "title", "label": "Title"}
COUNTRY = {"type": "radio", "key": "country", "label": "Country", "values": VALUES}
COSTS = {"type": "dynamiclist", "path": "costs", "label": "Costs", "components": [TITLE]}


def test_a_question_one_option_decides_stands_under_it(drawn: Ask, every_kind: Form) -> None:
    page = drawn(every_kind, {})
    (under,) = page.all("//*[@id='conditional-country']")

    assert "govuk-radios__conditional--hidden" in str(under.get("class"))
    assert under.xpath(".//textarea[@name='where']")
    assert page.all("//*[@id='conditional-kinds-2']//input[@name='other-day']")
    assert page.all("//*[@id='conditional-sure']//input[@name='how_sure']")
    assert page.all("//*[@id='conditional-costs-0-paid']//input[@name='costs-0-by']")


def test_rows_can_stand_under_an_option_and_grow_there(drawn: Ask, form_of: Ask) -> None:
    words = {"type": "dynamiclist", "path": "terms", "label": "Conditions", "validate": REQUIRED}
    inner = [{"type": "textarea", "key": "term", "label": "Condition", "validate": REQUIRED}]
    hide = {"conditional": {"hide": '=country != "xk"'}}
    form = form_of(COUNTRY, words | hide | {"components": inner})
    first, later = drawn(form, {}), drawn(form, {"country": "xk", "terms": [{}]})
    under = "//*[@id='conditional-country-2']"

    for page in (first, later):
        assert page.all(f"{under}//textarea[@name='terms-0-term']")
        assert page.all(f"{under}//button[@value='add-terms']")
    assert not first.all("//*[@id='more-questions']")
    assert later.all(f"{under}//*[@id='terms-0-term-error']")


def test_other_questions_wait_for_a_button(drawn: Ask, every_kind: Form) -> None:
    first = drawn(every_kind, {})
    later = drawn(every_kind, {"country": "xk", "officers": "6"})

    assert [one.get("value") for one in first.all("//*[@id='more-questions']//button")] == [
        "update"
    ]
    assert "far" not in {one.get("name") for one in first.all("//*[@name]")}
    assert later.named("far") is not None
    assert not later.all("//*[@id='more-questions']")


def test_what_the_answers_have_decided_is_not_announced_any_more(
    drawn: Ask, every_kind: Form
) -> None:
    (first,) = drawn(every_kind, {}).all("//*[@id='more-questions']/p")
    (later,) = drawn(every_kind, {"country": "jo", "officers": "2"}).all(
        "//*[@id='more-questions']/p"
    )

    assert "More questions may follow" in str(first.text)
    assert "No more questions follow here from your answers" in str(later.text)


def test_a_question_the_facts_hide_is_not_on_the_page(
    drawn: Ask, every_kind: Form, typed: Raw
) -> None:
    page = drawn(every_kind, typed)

    assert "never" not in {one.get("name") for one in page.all("//*[@name]")}


def test_the_enter_key_continues_and_removes_nothing(
    drawn: Ask, form_of: Ask, every_kind: Form, typed: Raw
) -> None:
    page = drawn(every_kind, typed)
    plain = drawn(form_of(TITLE), {})
    (first, *others) = page.all("//button")

    assert (first.get("value"), first.get("tabindex"), first.get("aria-hidden")) == (
        *("continue", "-1", "true"),
    )
    assert [one.get("value") for one in others] == [
        *("update", "drop-terms", "update", "remove-costs-0", "remove-costs-1", "add-costs"),
    ]
    assert plain.all("//button") == []


def test_rows_say_how_many_they_are_and_what_each_button_does(
    drawn: Ask, every_kind: Form, typed: Raw
) -> None:
    page, empty = drawn(every_kind, typed), drawn(every_kind, {"costs": []})
    words = [page.text(one) for one in page.all("//button")[-3:]]

    assert page.named("costs").get("value") == "2"
    assert words == ["Remove cost 1", "Remove cost 2", "Add another cost"]
    assert empty.text(empty.all("//button")[-1]) == "Add cost"


def test_a_list_that_must_have_a_row_keeps_one(drawn: Ask, form_of: Ask) -> None:
    needed = COSTS | {"validate": REQUIRED}
    page = drawn(form_of(needed), {})
    none = drawn(form_of(needed), {"costs": [], "x": 1})

    assert [one.get("value") for one in page.all("//button")] == ["continue", "add-costs"]
    assert none.all("//*[@id='costs-error']")


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


def test_a_row_just_added_is_where_the_page_comes_back_to() -> None:
    rows = {"costs": [{"head": "Travel"}, {}]}

    assert anchor("add-costs", rows) == "costs-1"
    assert anchor("remove-costs-1", rows) == "costs"


def test_a_question_under_an_option_that_is_not_offered_waits(drawn: Ask, form_of: Ask) -> None:
    country = {"type": "radio", "key": "country", "label": "Country", "valuesKey": "members"}
    under = TITLE | {"conditional": {"hide": '=country != "fr"'}}
    page = drawn(form_of(country, under), {})

    assert [one.get("value") for one in page.all("//button")] == ["continue", "update"]


def test_the_running_application_draws_with_its_own_templates(form_of: Ask) -> None:
    app = Flask("web")
    attach(app)

    with app.app_context():
        html = draw(form_of(TITLE), {"title": "T"}, {}, {"title": "Enter a title"})

    assert 'value="T"' in html
    assert summary(form_of(TITLE), {}, {}, {"title": "Enter a title"}) == [
        {"text": "Enter a title", "href": "#title"},
    ]


def test_each_run_of_waiting_questions_has_a_button_below_what_decides_it(
    drawn: Ask, form_of: Ask
) -> None:
    def waits(key: str) -> Raw:
        hide = {"hide": '=country = null or country != "jo"'}
        return {"type": "textfield", "key": key, "label": key, "conditional": hide}

    page = drawn(form_of(COUNTRY, waits("a"), waits("b"), TITLE, waits("c")), {})
    names = [one.get("value") or one.get("name") for one in page.all("//button | //input")]

    assert names == ["continue", "jo", "xk", "update", "title", "update"]


def test_a_question_needed_sometimes_is_never_called_optional(drawn: Ask, form_of: Ask) -> None:
    asked = TITLE | {"validate": {}, "properties": {"needed": "urgent = true"}}
    page, plain = drawn(form_of(asked), {}), drawn(form_of(TITLE | {"validate": {}}), {})

    assert "(optional)" not in page.text(page.root)
    assert "(optional)" in plain.text(plain.root)
