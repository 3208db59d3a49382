"""Which questions a person is asked, and what becomes of the answers to the others."""

from collections.abc import Callable
from typing import Any

import pytest

from engine.forms.asked import Seen, ask
from engine.forms.errors import FormFault

Ask = Callable[..., Any]

OUTCOMES = [{"label": word, "value": word} for word in ("approve", "conditions", "refuse")]
OUTCOME = {"type": "radio", "key": "outcome", "label": "Outcome", "values": OUTCOMES}
REQUIRED = {"required": True}
ABOVE = "a question may only depend on those above it"


def text(key: str, hide: str | None = None, **more: Any) -> dict[str, Any]:
    condition = {"conditional": {"hide": hide}} if hide else {}
    return {"type": "textfield", "key": key, "label": key.capitalize(), **condition, **more}


def test_a_question_is_asked_only_when_its_condition_does_not_hide_it(
    form: Ask, refusals: Ask
) -> None:
    asked = form(OUTCOME, text("why", '=outcome != "refuse"', validate=REQUIRED))

    assert refusals(asked, {"outcome": "approve"}) == {}
    assert refusals(asked, {"outcome": "refuse"}) == {"why": "Enter the why"}


def test_the_answer_to_a_question_that_another_answer_hides_is_dropped(
    form: Ask, taken: Ask
) -> None:
    asked = form(OUTCOME, text("why", '=outcome != "refuse"'))

    assert taken(asked, {"outcome": "approve", "why": "left over"}, why="earlier") == {
        "outcome": "approve",
        "why": None,
    }


def test_the_answer_to_a_question_that_the_facts_hide_is_refused(
    form: Ask, refusals: Ask, taken: Ask
) -> None:
    asked = form(text("title"), text("why", '=urgency = "routine"'))

    assert taken(asked, {"title": "T"}, urgency="routine") == {"title": "T"}
    assert refusals(asked, {"title": "T", "why": "x"}, urgency="routine") == {
        "why": "why was not asked here: reload the page and try again"
    }
    assert refusals(asked, {"title": "T", "why": "x"}, urgency="urgent") == {}


def test_a_question_behind_one_never_asked_was_never_asked_either(form: Ask, refusals: Ask) -> None:
    asked = form(text("a", "=no_a"), text("b", '=a != "x"'))

    assert "b" in refusals(asked, {"b": "1"}, no_a=True, a="y")
    assert refusals(asked, {"b": "1"}, no_a=True, a="x") == {}


def test_an_earlier_answer_of_the_case_does_not_decide_what_this_form_asks(
    form: Ask, taken: Ask
) -> None:
    asked = form(OUTCOME, text("why", '=outcome != "refuse"'))

    assert taken(asked, {"why": "stale"}, outcome="refuse") == {"outcome": None, "why": None}


def test_a_chain_of_conditions_follows_the_answers(form: Ask, taken: Ask) -> None:
    asked = form(OUTCOME, text("why", '=outcome != "refuse"'), text("more", '=why != "long"'))

    assert taken(asked, {"outcome": "approve", "why": "long", "more": "m"}) == {
        "outcome": "approve",
        "why": None,
        "more": None,
    }


def test_nothing_chosen_yet_is_an_empty_list_to_a_condition(form: Ask, refusals: Ask) -> None:
    kinds = {"type": "checklist", "key": "kinds", "label": "Kinds", "values": OUTCOMES}
    other = text("other", '=not(list contains(kinds, "refuse"))', validate=REQUIRED)

    assert refusals(form(kinds, other), {}) == {}
    assert refusals(form(kinds, other), {"kinds": ["refuse"]}) == {"other": "Enter the other"}


def test_a_group_hides_all_that_is_in_it(form: Ask, refusals: Ask, taken: Ask) -> None:
    inner = [text("a", validate=REQUIRED), text("b", "=a = null")]
    group = {"type": "group", "label": "More", "components": inner}
    asked = form(OUTCOME, {**group, "conditional": {"hide": '=outcome != "refuse"'}})

    assert taken(asked, {"outcome": "approve", "b": "x"}) == {
        "outcome": "approve",
        "a": None,
        "b": None,
    }
    assert refusals(asked, {"outcome": "refuse"}) == {"a": "Enter the A"}
    assert taken(asked, {"outcome": "refuse", "a": "1", "b": "2"})["b"] == "2"


def test_a_group_the_facts_hide_is_on_no_page(form: Ask, refusals: Ask) -> None:
    group = {"type": "group", "components": [text("a"), text("b", "=a = null")]}
    asked = form({**group, "conditional": {"hide": "=routine"}})

    assert set(refusals(asked, {"a": "1", "b": "2"}, routine=True)) == {"a", "b"}


def test_a_condition_that_cannot_be_worked_out_hides_nothing(form: Ask, taken: Ask) -> None:
    asked = form(text("a", "=missing > 3"))

    assert taken(asked, {"a": "1"}) == {"a": "1"}


def test_an_expression_that_asks_too_much_is_nothing(form: Ask, taken: Ask) -> None:
    endless = "=count(for i in 1..1000000, j in 1..1000000 return i) > 0"

    assert taken(form(text("a", endless)), {"a": "1"}) == {"a": "1"}


def test_words_between_questions_carry_facts(form: Ask) -> None:
    asked = form(
        {"type": "text", "text": "Does **{{lpb_name}}** approve?"},
        {"type": "textfield", "key": "a", "label": "For {{lpb_name}}", "description": "{{n}} left"},
    )
    words, question = ask(asked, {}, {"lpb_name": "Kent PCC"}).questions

    assert [span.text for span in words.blocks[0].lines[0]] == ["Does ", "Kent PCC", " approve?"]
    assert (question.label, question.hint) == ("For Kent PCC", " left")


def test_a_question_may_not_depend_on_one_further_down(form: Ask) -> None:
    row = {"type": "dynamiclist", "path": "rows", "label": "Rows"}
    with pytest.raises(FormFault) as refused:
        form(
            text("a", "=b = null"),
            text("b", "=b = null"),
            {**row, "components": [text("c", "=count(rows) > 0 or later"), text("e", "=c = null")]},
            text("later"),
        )

    assert refused.value.sentences == (
        f"“A” depends on “B”, which is asked later: {ABOVE}",
        f"“B” depends on itself: {ABOVE}",
        f"“C” depends on “Later”, which is asked later: {ABOVE}",
    )


POSTS = {
    "type": "dynamiclist",
    "path": "posts",
    "label": "Posts for {{force_name}}",
    "components": [
        text("rank"),
        text("why", "=rank = null or urgency = title", properties={"check": "why != ground"}
             | {"problem": "Say more"}),
    ],
}  # fmt: skip


def test_what_a_form_sets_and_what_it_reads_can_be_known_beforehand(form: Ask) -> None:
    asked = form(
        text("title"),
        OUTCOME | {"values": None, "valuesKey": "markings"},
        {"type": "group", "components": [text("inner", "=outcome = wanted")]},
        {"type": "datetime", "key": "d", "label": "Day", "properties": {"min": "today"}},
        {"type": "text", "text": "{{body.short}} and {{title}}"},
        {"type": "separator"},
        POSTS,
    )

    assert dict(asked.keys) == {
        "title": "textfield",
        "outcome": "radio",
        "inner": "textfield",
        "d": "date",
        "posts": "dynamiclist",
    }
    assert asked.reads == {
        *("markings", "wanted", "today", "body", "force_name", "urgency", "ground"),
    }


def test_a_hidden_question_keeps_its_place_for_the_page(form: Ask) -> None:
    asked = form(OUTCOME, text("why", '=outcome != "refuse"'))
    seen = [question.seen for question in ask(asked, {}, {}).questions]

    assert seen == [Seen.ASKED, Seen.HIDDEN]
