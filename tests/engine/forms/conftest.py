"""Forms written as a process owner's editor would write them."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from engine.forms.answers import check
from engine.forms.fields import Form
from engine.forms.read import parse

TODAY = date(2012, 3, 5)

MakeForm = Callable[..., Form]


@pytest.fixture
def form() -> MakeForm:
    """A form with these components."""

    def make(*components: dict[str, Any]) -> Form:
        document = {"type": "default", "id": "a_form", "components": list(components)}
        return parse(json.dumps(document).encode())

    return make


@pytest.fixture
def refusals() -> Callable[..., dict[str, str]]:
    """What is wrong with these answers, by path; empty when nothing is."""
    from engine.errors import AnswersRejected

    def ask(form: Form, raw: dict[str, Any], **facts: Any) -> dict[str, str]:
        try:
            check(form, raw, facts, TODAY)
        except AnswersRejected as rejected:
            return rejected.problems
        return {}

    return ask


@pytest.fixture
def taken() -> Callable[..., dict[str, Any]]:
    """The facts these answers set."""

    def ask(form: Form, raw: dict[str, Any], **facts: Any) -> dict[str, Any]:
        return check(form, raw, facts, TODAY)

    return ask


@pytest.fixture
def word_file() -> bytes:
    """The smallest package that is a Word document."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<w:document/>")
    return content.getvalue()
