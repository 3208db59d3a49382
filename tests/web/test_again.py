"""A form whose token is of before keeps what was typed, whichever it is, and does nothing."""

import io
import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask
from sqlalchemy import func, select

from engine.api import Engine
from engine.audit.tables import audit_entry
from engine.commands.start_case import StartCase
from engine.commands.upload_draft import UploadDraft
from engine.people.actor import Actor
from tests.web.conftest import FORCE_LEAD, OWNER, Visitor

TYPED = "Typed at \u00a3250,000 & <kept> \u201cwhole\u201d"
LINES = "first line\r\n\r\n  third line"
HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
STALE = "a token of before"
FIELDS = {"reason": TYPED, "note": LINES, "name": TYPED, "content": TYPED, "to": "3", "what": "a/b"}
FIELDS |= {"title": TYPED, "revision": "7", "draft": "the draft they saw", "action": "continue"}
OPEN = {"authentication.do_sign_in"}
NOT_FORMS = {"modeller.check", "modeller.save"}  # a script sends them: see below


@pytest.fixture
def task(engine: Engine, acting: Callable[[str], Actor]) -> str:
    """A new case's first task."""
    return engine.do(StartCase("section_26", "lancashire"), acting(FORCE_LEAD))


@pytest.fixture
def entries(engine: Engine) -> Callable[[], int]:
    """How much has been done so far, as the log counts it."""

    def count() -> int:
        with engine.database.reading() as db:
            done: int = db.execute(select(func.count()).select_from(audit_entry)).scalar_one()
        return done

    return count


def values_of(page: str, address: str) -> dict[str, list[str]]:
    """What the page's form for *address* would send: each name with its values."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    *_, form = [one for one in tree.iter("form") if one.get("action") == address]
    values: dict[str, list[str]] = {}
    for control in form.iter():
        value = _value(control)
        if value is not None:
            values.setdefault(control.get("name", ""), []).append(value)
    return values


def _value(control: Element) -> str | None:
    if control.tag == "textarea":
        return control.text or ""
    hidden = control.tag == "input" and control.get("type") not in {"radio", "checkbox", "file"}
    if hidden or control.get("checked") is not None:
        return control.get("value", "")
    return None


def same_text(text: str) -> str:
    """A text however its lines end."""
    return text.replace("\r\n", "\n")


def test_every_form_of_the_product_keeps_what_was_typed_and_does_nothing(
    app: Flask, owner: Visitor, entries: Callable[[], int]
) -> None:
    before = entries()
    lost: list[str] = []
    for endpoint, address in _posts(app):
        answer = owner.client.post(address, data={**FIELDS, "csrf_token": STALE})
        page = answer.get_data(as_text=True)
        sent = {name: same_text("".join(texts)) for name, texts in values_of(page, address).items()}
        token = sent.pop("csrf_token")
        wanted = {name: same_text(text) for name, text in FIELDS.items()}
        if answer.status_code != 400 or token in {"", STALE} or sent != wanted:
            lost.append(f"{endpoint}: {answer.status_code} {sent}")

    assert lost == []
    assert entries() == before


def _posts(app: Flask) -> list[tuple[str, str]]:
    gaps: Mapping[str, Any] = {"task": "1.1", "reference": "NO-1", "key": "nothing", "number": 1}
    gaps = {**gaps, "process": "nothing", "path": "a.form", "letter": 1, "name": "x", "incident": 1}
    gaps = {**gaps, "table": "forces", "row": "0" * 64, "section": "x"}
    found = []
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            if "POST" in (rule.methods or set()) and rule.endpoint not in OPEN | NOT_FORMS:
                address = adapter.build(rule.endpoint, {one: gaps[one] for one in rule.arguments})
                found.append((rule.endpoint, address))
    return found


def test_a_task_is_shown_as_it_was_with_the_version_that_they_saw(
    lead: Visitor, task: str, entries: Callable[[], int]
) -> None:
    (heading,) = HEADING.findall(lead.get(f"/tasks/{task}"))
    before, seen = entries(), values_of(lead.page, f"/tasks/{task}")["revision"]
    page = lead.post(f"/tasks/{task}", 400, csrf_token=STALE, title=TYPED, action="continue")

    assert "Nothing was sent yet" in page
    assert HEADING.findall(page) == [heading]
    sent = values_of(page, f"/tasks/{task}")
    assert (sent["title"], sent["revision"]) == ([TYPED], seen)
    assert entries() == before

    lead.post(f"/tasks/{task}", 422, title=TYPED, action="continue")
    assert unescape(lead.page).count(TYPED) > 0
    assert "Nothing was sent yet" not in lead.page


def test_a_task_that_is_no_longer_theirs_to_do_still_gives_back_what_was_typed(
    signed_in: Callable[[str], Visitor], task: str
) -> None:
    finance = signed_in("finance@lancashire.example")
    page = finance.client.post(f"/tasks/{task}", data={"title": TYPED}).get_data(as_text=True)

    assert values_of(page, f"/tasks/{task}")["title"] == [TYPED]


def test_a_file_has_to_be_chosen_again_and_there_is_where_to(owner: Visitor) -> None:
    owner.get("/definitions")
    file = (io.BytesIO(b"x"), "mine.bpmn")
    address = "/definitions/section_26/upload"
    page = owner.post(address, 400, csrf_token=STALE, note=LINES, files=file)

    assert "Choose mine.bpmn again" in page
    assert re.search(r'<input[^>]*name="files"[^>]*type="file"', page)
    assert 'enctype="multipart/form-data"' in page
    assert same_text(values_of(page, address)["note"][0]) == same_text(LINES)
    owner.post(address, 422, note=LINES, files=(io.BytesIO(b"x"), "mine.exe"))


def test_a_file_in_a_task_is_asked_for_again_in_a_sentence(lead: Visitor, task: str) -> None:
    lead.get(f"/tasks/{task}")
    file = (io.BytesIO(b"x"), "request.docx")
    page = lead.post(f"/tasks/{task}", 400, csrf_token=STALE, title=TYPED, request_file=file)

    assert "A file has to be chosen again" in page


def test_the_text_of_a_form_is_kept_with_the_draft_that_they_saw(
    owner: Visitor, engine: Engine, acting: Callable[[str], Actor]
) -> None:
    number = engine.do(UploadDraft("section_26", {}, ""), acting(OWNER)).number
    address = f"/definitions/section_26/{number}/edit/forms/log_request.form"
    owner.get(address)
    page = owner.post(address, 400, csrf_token=STALE, content=TYPED, draft="the one they saw")
    sent = values_of(page, address)
    wrong = owner.post(address, 422, content="not JSON", draft="the one they saw")

    assert (sent["content"], sent["draft"]) == ([TYPED], ["the one they saw"])
    assert values_of(wrong, address)["draft"] == ["the one they saw"]
    owner.post(address, 409, content="{}", draft="the one they saw")


def test_a_sign_in_page_keeps_the_address_and_never_the_password(stranger: Visitor) -> None:
    stranger.get("/sign-in?next=/cases")
    stranger.client.delete_cookie("s26_form")
    page = stranger.post("/sign-in", 400, email=FORCE_LEAD, password="my own secret", next="/cases")

    assert "type your password again" in page
    assert f'value="{FORCE_LEAD}"' in page
    assert 'name="next" value="/cases"' in page
    assert "my own secret" not in page
    assert "Sign out" in stranger.post("/sign-in", email=FORCE_LEAD, password="police assistance")


def test_the_modeller_is_given_a_fresh_token_and_its_next_try_is_believed(
    owner: Visitor, engine: Engine, acting: Callable[[str], Actor], entries: Callable[[], int]
) -> None:
    number = engine.do(UploadDraft("section_26", {}, ""), acting(OWNER)).number
    owner.get(f"/definitions/section_26/{number}")
    address, before = f"/definitions/section_26/{number}/check.json", entries()
    headers = {"Accept": "application/json", "X-CSRFToken": STALE}
    refused = owner.client.post(address, headers=headers)
    assert refused.json is not None
    fresh = {**headers, "X-CSRFToken": refused.json["csrf_token"]}

    assert (refused.status_code, entries()) == (400, before)
    assert "nothing is lost" in refused.json["problem"]
    assert owner.client.post(address, headers=fresh).status_code == 200


def test_what_another_site_sends_is_neither_done_nor_offered_to_be_sent_again(
    lead: Visitor, entries: Callable[[], int]
) -> None:
    before = entries()
    for said in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}):
        answer = lead.client.post("/start", data={"what": TYPED}, headers=said)
        page = answer.get_data(as_text=True)

        assert answer.status_code == 400
        assert "another website" in page
        assert TYPED not in unescape(page)
    assert entries() == before
