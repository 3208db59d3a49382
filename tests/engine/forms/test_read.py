"""Form files: what is understood, and one sentence for each component that is not."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from engine.forms.errors import FormFault
from engine.forms.fields import Option
from engine.forms.read import parse

Ask = Callable[..., Any]

TEXT = {"type": "textfield", "key": "title", "label": "Title"}
RADIO = {"type": "radio", "key": "r", "label": "R"}


def faults(*components: Any, **more: Any) -> tuple[str, ...]:
    document = {"type": "default", "id": "f", "components": list(components), **more}
    with pytest.raises(FormFault) as refused:
        parse(json.dumps(document).encode())
    return refused.value.sentences


def test_a_form_from_the_editor_is_read_whatever_it_says_of_layout() -> None:
    document = {
        "type": "default", "id": "log_request", "title": "Log the request", "schemaVersion": 18,
        "executionPlatform": "Camunda Platform", "exporter": {"name": "Modeler", "version": "5"},
        "components": [TEXT | {"id": "Field_1", "layout": {"row": "Row_1"}, "appearance": {}}],
    }  # fmt: skip
    read = parse(b"\xef\xbb\xbf" + json.dumps(document).encode())

    assert (read.id, read.title, dict(read.keys)) == (
        "log_request",
        "Log the request",
        {"title": "textfield"},
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff", "not JSON that we can read"),
        (b"{", "not JSON that we can read"),
        (
            b"[" * 100_000,
            "its lists and objects stand more than 60 deep",
        ),
        (
            b"[" + b"9" * 9_000 + b"]",
            "the number 99999999999999999999… has too many",
        ),
        (b'{"type": "default", "type": "x"}', "stands twice"),
        (b"[]", "not a form-js form"),
        (b'{"type": "table"}', "not a form-js form"),
        (b'{"type": "default"}', "has no id"),
        (b'{"type": "default", "id": "x"}', "no list of components"),
        (b" " * 1_000_001, "larger than 1 MB"),
    ],
)
def test_a_file_that_is_no_form(content: Any, words: Any) -> None:
    with pytest.raises(FormFault, match=words) as refused:
        parse(content)

    assert len(refused.value.sentences) == 1


def test_every_component_at_fault_gets_a_sentence() -> None:
    unlabelled, unknown = TEXT | {"label": ""}, {"type": "iframe", "id": "Field_9"}

    assert faults(TEXT | {"key": "a b"}, unknown, "x", unlabelled) == (
        "“Title”: its key “a b” must be letters, digits and _ only, starting with a letter",
        "“Field_9”: a component of type “iframe” cannot be used here: choose another",
        "A component is not an object: draw the form again",
        "“title”: it has no label: write the question",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("component", "words"),
    [
        (TEXT | {"key": "csrf_token"}, "“csrf_token”, which the page itself uses"),
        (TEXT | {"key": "null"}, "its key may not be “null”, a word of the expression language"),
        (TEXT | {"key": "if"}, "its key may not be “if”, a word of the expression language"),
        (TEXT | {"key": 7}, "its key “7” must be letters"),
        (TEXT | {"defaultValue": "x"}, "it may not come with an answer"),
        (TEXT | {"disabled": True}, "it may not be disabled"),
        (TEXT | {"readonly": "=true"}, "it may not be read-only"),
        (TEXT | {"properties": {"kind": "yesno"}}, "a textfield cannot be of kind “yesno”"),
        (TEXT | {"properties": {"colour": "red"}}, "its property “colour” is not one we know"),
        (TEXT | {"properties": {"row": "cost"}}, "its property “row” is not one we know"),
        (TEXT | {"properties": {"person": "other"}}, "“person” can only be “acts”"),
        (TEXT | {"properties": {"outcome": "no"}}, "“outcome” can only be “yes”"),
        (TEXT | {"properties": {"width": True}}, "its property “width” must be text"),
        (TEXT | {"properties": {"width": "wide"}}, "its property “width” must be a whole number"),
        (TEXT | {"properties": {"autocomplete": "a\"b"}}, "its autocomplete must be a word"),
        (TEXT | {"properties": []}, "its properties must be names and values"),
        (TEXT | {"properties": {"check": "a"}}, "“check” and “problem” must both be there"),
        (TEXT | {"properties": {"problem.2": "a"}}, "“check.2” and “problem.2” must both"),
        (TEXT | {"properties": {"check": "a +", "problem": "b"}}, "its check cannot be read"),
        (TEXT | {"conditional": {"hide": "=a +"}}, "its condition cannot be read"),
        (TEXT | {"conditional": {"hide": 7}}, "its condition must be an expression"),
        (TEXT | {"label": "For {{a +}}"}, "a {{…}} in its words cannot be read"),
        (TEXT | {"validate": {"required": "=true"}}, "“required” must be on or off"),
        (TEXT | {"validate": {"maxLength": "many"}}, "its maxLength must be a whole number"),
        (TEXT | {"validate": {"minLength": True}}, "its minLength must be a whole number"),
        (TEXT | {"validate": {"pattern": "("}}, "its pattern cannot be read"),
        ({"type": "number", "key": "n", "label": "N", "validate": {"min": "x"}},
         "its min must be a number"),
        ({"type": "number", "key": "n", "label": "N", "properties": {"max": "1 +"}},
         "its limit cannot be read"),
        ({"type": "datetime", "key": "d", "subtype": "time"}, "only dates can be asked for"),
        (RADIO, "it has nothing to choose from"),
        (RADIO | {"values": "x"}, "it has nothing to choose from"),
        (RADIO | {"values": ["x"]}, "each of its options needs a label and a value"),
        (RADIO | {"values": [{"label": "X", "value": 1}]}, "each of its options needs a label"),
        (RADIO | {"values": [{"label": "X", "value": " x"}]}, "an option may not be blank"),
        (RADIO | {"values": [{"label": "X", "value": "x"}] * 2}, "have the same value"),
        (RADIO | {"valuesKey": 7}, "its valuesKey must be text"),
        (RADIO | {"valuesKey": "a +"}, "where its options come from cannot be read"),
        (RADIO | {"valuesKey": "a", "valuesExpression": "=b"}, "keep one"),
        (RADIO | {"values": [{"label": "X", "value": "x"}], "properties": {"kind": "yesno"}},
         "its options must have the values “yes” and “no”"),
        (RADIO | {"valuesKey": "a", "properties": {"kind": "yesno"}}, "they are yes and no"),
        ({"type": "filepicker", "key": "f", "label": "F", "multiple": True}, "one file only"),
        ({"type": "filepicker", "key": "f", "label": "F", "accept": ".exe"}, "it may accept .pdf"),
        ({"type": "group", "label": "G", "components": []}, "it has no questions in it"),
        ({"type": "group", "label": "G", "path": "p", "components": [TEXT]}, "may not have a path"),
        ({"type": "group", "label": "G", "properties": {"noun": "x"}, "components": [TEXT]},
         "its property “noun” is not one we know"),
        ({"type": "text", "text": "=fact"}, "not a whole expression"),
        ({"type": "text", "text": "{{#if a}}b{{/if}}"}, "not a whole expression"),
        ({"type": "dynamiclist", "label": "L", "components": [TEXT]}, "its key “None” must be"),
        ({"type": "dynamiclist", "path": "l", "label": "L", "components": [
            {"type": "dynamiclist", "path": "m", "label": "M", "components": [TEXT]}]},
         "a repeating group may not stand inside another"),
    ],
)  # fmt: skip
def test_a_component_that_cannot_be_asked(component: Any, words: Any) -> None:
    (sentence,) = faults(component)

    assert words in sentence


def test_a_key_is_used_once() -> None:
    rows = {"type": "dynamiclist", "path": "rows", "label": "Rows", "components": [TEXT, TEXT]}

    assert faults(TEXT, {"type": "group", "components": [TEXT]}, rows) == (
        "The key “title” is used by 2 questions: each needs its own",
        "The key “title” is used by 2 questions: each needs its own",
    )


def test_a_form_is_neither_too_long_nor_too_deep() -> None:
    deep: dict[str, Any] = TEXT
    for _ in range(6):
        deep = {"type": "group", "components": [deep]}

    assert faults(*[TEXT] * 201) == ("A form may have 200 components at most: use two steps",)
    assert faults(deep) == ("“group”: groups may stand 5 deep at most",)


def test_yes_and_no_may_have_other_words(form: Ask) -> None:
    words = [{"label": "Yes, all", "value": "yes"}, {"label": "No", "value": "no"}]
    plain = form(RADIO | {"properties": {"kind": "yesno"}})
    worded = form(RADIO | {"properties": {"kind": "yesno"}, "values": words})

    assert plain.fields[0].options == (Option("yes", "Yes"), Option("no", "No"))
    assert worded.fields[0].options[0] == Option("yes", "Yes, all")


@pytest.mark.parametrize(
    ("label", "noun", "name"),
    [
        ("Requesting body", "the requesting body", "Requesting body"),
        ("Who is asking?", "who is asking", "Who is asking"),
        ("The end date", "the end date", "End date"),
        ("OSJA type", "the OSJA type", "OSJA type"),
        ("X", "the X", "X"),
    ],
)  # fmt: skip
def test_a_question_that_names_no_noun_gets_one_from_its_label(
    form: Ask, label: Any, noun: Any, name: Any
) -> None:
    field = form(TEXT | {"label": label}).fields[0]

    assert (field.noun, field.name) == (noun, name)
