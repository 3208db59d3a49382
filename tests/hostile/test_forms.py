"""Bodies that no page of ours sends: refused with a sentence, and nothing of them kept."""

import json
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import AnswersRejected
from engine.forms.answers import check
from engine.forms.errors import FormFault
from engine.forms.files import files_in, kept_in, without_content
from engine.forms.posted import act, decode, keep_files
from engine.forms.read import parse
from engine.forms.shown import summary

TODAY = date(2012, 3, 5)
VALUES = [{"label": "Approve", "value": "approve"}, {"label": "Refuse", "value": "refuse"}]
COMPONENTS = [
    {"type": "textfield", "key": "title", "label": "Title"},
    {"type": "textarea", "key": "why", "label": "Why"},
    {"type": "radio", "key": "outcome", "label": "Outcome", "values": VALUES},
    {"type": "checklist", "key": "kinds", "label": "Kinds", "values": VALUES},
    {"type": "datetime", "key": "start", "label": "Start"},
    {"type": "number", "key": "officers", "label": "Officers"},
    {"type": "textfield", "key": "income", "label": "Income", "properties": {"kind": "money"}},
    {"type": "radio", "key": "uk", "label": "UK", "properties": {"kind": "yesno"}},
    {"type": "checkbox", "key": "sure", "label": "Sure"},
    {"type": "filepicker", "key": "terms", "label": "Terms"},
    {"type": "textfield", "key": "for_pcc", "label": "For PCC"}
    | {"conditional": {"hide": '=lpb_type = "police_authority"'}},
    {"type": "dynamiclist", "path": "posts", "label": "Posts", "components": [
        {"type": "textfield", "key": "rank", "label": "Rank"},
        {"type": "datetime", "key": "since", "label": "Since"},
        {"type": "filepicker", "key": "cv", "label": "CV"}]},
]  # fmt: skip
FORM = parse(json.dumps({"type": "default", "id": "f", "components": COMPONENTS}).encode())
FACTS = {"lpb_type": "police_authority", "lane_owners": {"home_secretary": "the Home Secretary"}}


def refused(fields: dict[str, list[str]]) -> dict[str, str]:
    with pytest.raises(AnswersRejected) as rejected:
        check(FORM, decode(FORM, fields, {}), FACTS, TODAY)
    return rejected.value.problems


def test_nobody_names_the_owner_of_the_next_lane_in_a_form_body() -> None:
    body = {"title": ["T"], "lane_owners": ['{"home_secretary": "me"}']}

    assert refused(body) == {
        "lane_owners": "lane_owners was not asked here: reload the page and try again"
    }


@pytest.mark.parametrize(
    "name",
    ["lpb_name", "case_ref", "today", "__class__", "posts-0-owner", "title-owner", "posts.0.rank",
     "for_pcc", "posts-0-", "start-hour", "lane_owners[home_secretary]", "x" * 9000, "\ud800", ""],
)  # fmt: skip
def test_what_was_not_asked_is_refused_and_the_sentence_can_be_shown(name: Any) -> None:
    (sentence,) = refused({name: ["x"]}).values()

    assert sentence.endswith("was not asked here: reload the page and try again")
    assert len(sentence.encode()) < 400


@pytest.mark.parametrize("key", ["title", "why"])
@pytest.mark.parametrize(
    "character",
    ["\x00", "\x08", "\x1b", "\x7f", "\x9f", "\ud800", "\ufdd0", "\ufffe", "\uffff",
     "\U0001fffe", "\U0010ffff", "\u202e", "\u2066"],
)  # fmt: skip
def test_characters_that_would_spoil_a_letter_are_refused(key: Any, character: Any) -> None:
    (sentence,) = refused({key: [f"Police{character}"]}).values()

    assert sentence.endswith("must not contain hidden characters: type it again")


def test_the_hash_of_another_cases_file_is_no_answer() -> None:
    kept = {"file": "a" * 64, "name": "a.pdf", "size": "1", "media_type": "application/pdf"}

    for body in ({"terms": ["a" * 64]}, {"terms": [json.dumps(kept)]}, {"posts-0-cv": ["a" * 64]}):
        (sentence,) = refused(body).values()
        assert "again" in sentence
        assert not kept_in(decode(FORM, body, {}))
    assert set(refused({"terms-file": ["a" * 64], "terms-name": ["a.pdf"]})) == {
        "terms-file",
        "terms-name",
    }


def test_a_million_rows_are_refused_and_never_built() -> None:
    body = {f"posts-{at}-rank": ["x"] for at in (0, 100, 101, 99999999)} | {"posts": ["999"]}

    rows = decode(FORM, body, {})["posts"]
    assert isinstance(rows, list)
    assert len(rows) == 101
    assert refused(body)["posts"] == "Posts must have 100 rows or fewer"


def test_digits_that_would_take_an_age_to_read_are_refused() -> None:
    problems = refused(
        {"officers": ["9" * 5000], "income": ["1" * 5000], "start-year": ["9" * 5000]}
    )

    assert set(problems) == {"officers", "income", "start"}


NAMES = st.one_of(
    st.sampled_from([*FORM.keys, "start-day", "posts-0-rank", "posts-0-since-day", "posts-1-cv"]),
    st.from_regex(r"posts-[0-9]{1,4}-[a-z]{0,4}", fullmatch=True),
    st.text(max_size=20),
)
TEXTS = st.one_of(st.text(max_size=30), st.sampled_from(["approve", "1", "yes", "2012-02-30"]))
CONTENTS = st.sampled_from([b"", b"%PDF-", b"PK\x03\x04", b"\xff\xd8\xff"])
FILES = st.tuples(st.text(max_size=9) | st.just("a.pdf"), CONTENTS, st.text(max_size=9))


@settings(deadline=None)  # a PDF is read in a process of its own
@given(
    st.dictionaries(NAMES, st.lists(TEXTS, min_size=1, max_size=3), max_size=8),
    st.dictionaries(NAMES, FILES, max_size=3),
)
def test_any_body_is_taken_or_refused_and_only_for_what_was_asked(fields: Any, files: Any) -> None:
    raw = decode(FORM, fields, files)
    list(files_in(raw))
    keep_files(FORM, raw, without_content(raw))
    act(FORM, raw, "drop-posts-0-cv")
    try:
        answers = check(FORM, raw, FACTS, TODAY)
    except AnswersRejected:
        return
    assert answers.keys() == FORM.keys.keys() - {"for_pcc"}
    summary(FORM, answers, FACTS)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(list(FORM.keys)), JSON, max_size=6))
def test_any_json_in_place_of_an_answer_is_taken_or_refused(raw: Any) -> None:
    with suppress(AnswersRejected):
        check(FORM, raw, FACTS, TODAY)


TYPES = ["textfield", "radio", "number", "datetime", "filepicker", "group", "dynamiclist", "text"]
NAMED = [
    *("type", "key", "path", "label", "components", "values", "valuesKey", "properties"),
    *("validate", "conditional", "text", "accept", "decimalDigits", "subtype"),
]
ODD: Any = st.dictionaries(
    st.sampled_from(NAMED),
    JSON | st.sampled_from(TYPES) | st.just("title"),
)


@given(st.lists(ODD, max_size=4))
def test_any_components_are_read_or_refused(components: Any) -> None:
    with suppress(FormFault):
        parse(json.dumps({"type": "default", "id": "f", "components": components}).encode())


@given(st.text(max_size=30) | st.from_regex(r"(add|remove|drop)-[a-z]{1,5}-[0-9]{1,3}(-[a-z]+)?"))
def test_any_button_is_ours_or_is_not(action: Any) -> None:
    changed = act(FORM, {"posts": [{}], "title": "T"}, action)

    assert changed is None or set(changed) <= {"posts", "title"}
