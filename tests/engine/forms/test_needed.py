"""Questions that must be answered only when something else is so."""

from collections.abc import Callable
from typing import Any

import pytest

from engine.forms.errors import FormFault

Ask = Callable[..., Any]

URGENCY = {
    "type": "radio",
    "key": "urgency",
    "label": "How urgent is it?",
    "values": [{"label": word, "value": word} for word in ("routine", "emergency")],
}
LETTER = {
    "type": "filepicker",
    "key": "request",
    "label": "Written request",
    "properties": {"needed": 'urgency = "routine"', "missing": "Upload it, unless in an emergency"},
}


def test_the_answer_is_missed_beside_its_own_question(form: Ask, refusals: Ask) -> None:
    asked = form(URGENCY, LETTER)

    assert refusals(asked, {"urgency": "routine"}) == {
        "request": "Upload it, unless in an emergency"
    }


@pytest.mark.parametrize("typed", [{"urgency": "emergency"}, {}])
def test_it_may_be_left_out_when_nothing_needs_it(form: Ask, taken: Ask, typed: Any) -> None:
    assert taken(form(URGENCY, LETTER), typed)["request"] is None


def test_the_facts_may_need_it(form: Ask, refusals: Ask) -> None:
    asked = form(LETTER)

    assert list(refusals(asked, {}, urgency="routine")) == ["request"]
    assert asked.reads == {"urgency"}


@pytest.mark.parametrize(
    ("components", "words"),
    [
        ((LETTER, URGENCY), "may only depend on those above it"),
        ((LETTER | {"properties": {"needed": "a +"}},), "when it is needed cannot be read"),
        (
            ({"type": "dynamiclist", "path": "rows", "label": "Rows", "components": [URGENCY]}
             | {"properties": {"needed": "true"}},),
            "its property “needed” is not one we know",
        ),
    ],
)  # fmt: skip
def test_what_the_author_is_told(form: Ask, components: Any, words: str) -> None:
    with pytest.raises(FormFault, match=words):
        form(*components)
