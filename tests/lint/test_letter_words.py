"""What a letter says of facts that nothing sets, and of rows that nobody asks for."""

import json
from collections.abc import Mapping
from typing import Any

from engine.analysis.setting import Setting
from engine.lint.run import check
from tests.lint.test_rules import word
from tests.support.drawing import Drawing, said

RANK = {"type": "textfield", "key": "rank", "label": "Rank"}
POSTS = {"type": "dynamiclist", "path": "posts", "label": "Posts", "components": [RANK]}


def told(text: str, *components: Mapping[str, Any], **kept: str) -> list[str]:
    form = {"type": "default", "id": "f", "components": list(components)}
    drawing = Drawing().start().end()
    drawing.user("x", said(letter__template="L1", **kept), camunda_formRef="f")
    bundle = drawing.chain("start", "x", "end").files() | {
        "forms/f.form": json.dumps(form).encode(),
        "forms/broken.form": b"{",
        "letters/L1.docx": word(f"bare\n{text}"),
    }
    found = check(bundle, Setting(derived=frozenset({"today"})))
    return [one.sentence for one in found if one.rule == "letter-facts-supplied"]


def test_words_under_a_condition_that_is_never_met_are_told() -> None:
    (sentence,) = told("{% if agred is defined %}{{ agred }}{% endif %}", RANK)

    assert "has words for when there is 'agred', which no form, decision or step sets" in sentence
    for known in ("rank", "today"):
        assert told("{% if " + known + " is defined %}Known.{% endif %}", RANK) == []


def test_an_answer_that_no_row_asks_for_is_told() -> None:
    rows = "{% for post in posts %}{{ post.rank }}{{ post.pay }}{% endfor %}"

    (sentence,) = [one for one in told(rows, POSTS) if "posts.pay" in one]

    assert "but no form asks 'pay' in the rows of 'posts'" in sentence


def test_rows_that_something_else_may_set_are_not_judged() -> None:
    rows = "{% for post in posts %}{{ post.pay }}{% endfor %}"

    assert not [one for one in told(rows, POSTS, set__posts="[{pay: 1}]") if "posts.pay" in one]
