"""One form with every kind of question, drawn and parsed."""

import json
from collections.abc import Callable, Mapping
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
from web.fields import fields_html

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
    {"type": "textfield", "key": "farther", "label": "Farther",
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
         "conditional": {"hide": "=paid != true"}},
        {"type": "textfield", "key": "ref", "label": "Ref", "conditional": {"hide": "=by != item"}},
    ]},
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


STATES: list[dict[str, Any]] = [
    {},
    TYPED,
    {"costs": []},
    {"costs": "x", "terms": "y", "kinds": {"a": 1}, "start": 7, "title": ["a"], "uk": 3.5},
    {"title": "a\x00\ud800b", "start": date(2012, 3, 5), "income": Decimal("1.5"), "uk": True},
]


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


@pytest.fixture
def form_of() -> Callable[..., Form]:
    """A form with these components."""

    def make(*components: dict[str, Any]) -> Form:
        document = {"type": "default", "id": "f", "components": list(components)}
        return parse(json.dumps(document).encode())

    return make


@pytest.fixture
def every_kind(form_of: Callable[..., Form]) -> Form:
    """A form with every kind of question."""
    return form_of(*COMPONENTS)


@pytest.fixture
def typed() -> dict[str, Any]:
    """Answers to it, many of them wrong."""
    return dict(TYPED)


@pytest.fixture(params=STATES)
def raw(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Each of several states of its draft."""
    return dict(request.param)


@pytest.fixture
def problems_of() -> Callable[[Form, Mapping[str, Any]], dict[str, str]]:
    """What is wrong with some answers."""

    def ask(form: Form, raw: Mapping[str, Any]) -> dict[str, str]:
        try:
            check(form, raw, FACTS, TODAY)
        except AnswersRejected as rejected:
            return rejected.problems
        return {}

    return ask


@pytest.fixture(scope="session")
def environment() -> Environment:
    """Templates as the application finds them."""
    theirs = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    return Environment(
        loader=ChoiceLoader([PackageLoader("web"), theirs]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@pytest.fixture
def drawn(environment: Environment, problems_of: Callable[..., Any]) -> Callable[..., Page]:
    """The page of a form, with what is wrong once something was typed."""

    def draw(form: Form, raw: Mapping[str, Any]) -> Page:
        problems = problems_of(form, raw) if raw else {}
        return Page(fields_html(form, raw, FACTS, problems, environment))

    return draw
