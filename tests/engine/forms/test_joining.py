"""Several forms asked as one."""

import json
from typing import Any

from engine.forms.fields import Form
from engine.forms.joining import joined
from engine.forms.read import parse


def a_form(*components: dict[str, Any]) -> Form:
    content = {"type": "default", "id": "f", "title": "F", "components": list(components)}
    return parse(json.dumps(content).encode())


def question(key: str, **more: Any) -> dict[str, Any]:
    return {"type": "textfield", "id": key, "key": key, "label": key, **more}


def group(name: str, *inside: dict[str, Any]) -> dict[str, Any]:
    return {"type": "group", "id": name, "label": name, "components": list(inside)}


def test_questions_of_another_form_follow_each_asked_once() -> None:
    first = a_form(question("a", conditional={"hide": "=b = null"}))
    words = {"type": "text", "id": "w", "text": "Words"}
    other = a_form(
        words,
        question("a"),
        question("b", conditional={"hide": "=c = null"}),
        group("more", question("z")),
        group("none", question("d")),
    )
    twice = a_form(group("again", question("z")), question("e"))

    one = joined(first, other, twice)
    assert list(one.keys) == ["a", "b", "z", "d", "e"]
    assert [field.label for field in one.fields] == ["a", "", "b", "more", "none", "e"]
    assert one.reads == {"c"}
