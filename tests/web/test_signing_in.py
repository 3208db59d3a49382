"""Signing in and out, and the door every page stands behind."""

from collections.abc import Callable

import pytest
from flask import Flask, Request
from werkzeug.formparser import FormDataParser

from engine.api import Engine
from engine.cli.seed import DEMO_PASSWORD
from engine.commands.start_case import StartCase
from engine.people.actor import Actor
from engine.people.gate import FOR_STRANGERS
from engine.settings import Settings
from tests.crowding import crowded
from tests.web.conftest import FORCE_LEAD, TOKEN, Visitor
from web import create_app

AWAY = (
    "//elsewhere.example/",
    "https://elsewhere.example/",
    "https:elsewhere.example",
    "/\\elsewhere.example",
    "/\t/elsewhere.example",
    "/tasks\r\nSet-Cookie: a=b",
    "//[",
    "http://[",
    "javascript:alert(1)",
)


def test_what_is_sent_after_the_session_ended_is_said_not_to_be_kept(
    lead: Visitor, engine: Engine, acting: Callable[[str], Actor]
) -> None:
    task = engine.do(StartCase("section_26", "lancashire"), acting(FORCE_LEAD))
    lead.get(f"/tasks/{task}")
    lead.client.delete_cookie("s26")
    page = lead.post(f"/tasks/{task}", title="Typed in vain")

    assert "what you just sent was not kept" in page
    assert f'name="next" value="/tasks/{task}"' in page


def test_a_stranger_is_sent_to_sign_in_and_then_to_where_they_were_going(
    stranger: Visitor,
) -> None:
    stranger.get("/cases?find=cayman")
    page = stranger.post(
        "/sign-in", email=FORCE_LEAD, password=DEMO_PASSWORD, next="/cases?find=cayman"
    )

    assert "<h1" in page
    assert 'value="cayman"' in page


def test_the_way_in_never_leads_to_another_service(stranger: Visitor) -> None:
    for wanted in AWAY:
        stranger.get("/sign-in")
        page = stranger.post("/sign-in", email=FORCE_LEAD, password=DEMO_PASSWORD, next=wanted)

        assert "My tasks" in page


def test_a_wrong_password_is_refused_in_words_that_name_no_account(stranger: Visitor) -> None:
    stranger.get("/sign-in")
    known = stranger.post("/sign-in", 422, email=FORCE_LEAD, password="wrong")
    unknown = stranger.post("/sign-in", 422, email="nobody@example.org", password="wrong")

    sentence = "The email address or the password is not right"
    assert sentence in known
    assert sentence in unknown
    assert f'value="{FORCE_LEAD}"' in known


def test_the_demo_shows_its_accounts_and_an_installation_does_not(
    engine: Engine, stranger: Visitor
) -> None:
    assert FORCE_LEAD in stranger.get("/sign-in")
    installed = create_app(engine, Settings(secret_key="pages", secure_cookies=False))
    assert FORCE_LEAD not in Visitor(installed).get("/sign-in")


def test_the_demo_offers_the_password_its_accounts_have(stranger: Visitor) -> None:
    assert f'name="password" value="{DEMO_PASSWORD}"' in stranger.get("/sign-in")


def test_the_cookie_is_for_this_service_alone(engine: Engine) -> None:
    app = create_app(engine, Settings(secret_key="pages", demo=True))
    client = app.test_client()
    app.config["WTF_CSRF_ENABLED"] = False
    sent = client.post("/sign-in", data={"email": FORCE_LEAD, "password": DEMO_PASSWORD})
    [cookie] = [one for one in sent.headers.getlist("Set-Cookie") if one.startswith("__Host-s26=")]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert app.config["SESSION_COOKIE_NAME"] == "__Host-s26_form"
    assert "__Host-s26_form" in client.get("/cookies").get_data(as_text=True)


def test_signing_out_ends_the_session_on_the_server(
    app: Flask, signed_in: Callable[[str], Visitor]
) -> None:
    visitor = signed_in(FORCE_LEAD)
    token = visitor.client.get_cookie("s26")
    assert token is not None
    visitor.post("/sign-out")
    visitor.client.set_cookie("s26", token.value)

    assert '<h1 class="govuk-heading-l">Sign in' in visitor.get("/tasks")


def test_a_form_from_elsewhere_is_refused_with_a_plain_page(lead: Visitor) -> None:
    answer = lead.client.post("/start", data={"what": "section_26/lancashire"})

    assert answer.status_code == 400
    assert "This page could not be sent" in answer.get_data(as_text=True)


@pytest.mark.parametrize("address", ["/accessibility", "/privacy", "/cookies"])
def test_the_pages_about_the_service_are_open_to_everybody(stranger: Visitor, address: str) -> None:
    assert "Sign out" not in stranger.get(address)


def test_a_guesser_is_told_how_long_to_wait_and_nobody_is_made_to_hang(stranger: Visitor) -> None:
    for _ in range(5):
        stranger.get("/sign-in")
        stranger.post("/sign-in", 422, email=FORCE_LEAD, password="wrong")
    page = stranger.post("/sign-in", 429, email=FORCE_LEAD, password=DEMO_PASSWORD)
    token = TOKEN.findall(page)[-1]
    form = {"csrf_token": token, "email": FORCE_LEAD, "password": DEMO_PASSWORD}
    answer = stranger.client.post("/sign-in", data=form)

    assert "wait 2 seconds" in page
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "2")


def test_whoever_finds_a_crowd_is_told_when_to_come_again_and_keeps_what_they_typed(
    stranger: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    stranger.get("/sign-in?next=/cases")
    with crowded(FOR_STRANGERS):
        page = stranger.post("/sign-in", 503, email="who@example.org", password="a secret of mine")
        form = {"csrf_token": TOKEN.findall(page)[-1], "email": FORCE_LEAD}
        answer = stranger.client.post("/sign-in", data=form | {"password": DEMO_PASSWORD})

    assert "so many people are signing in just now" in page.lower()
    assert 'value="who@example.org"' in page
    assert "a secret of mine" not in page + caplog.text
    assert "event=sign-in-crowded-out" in caplog.text
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "My tasks" in stranger.post("/sign-in", email=FORCE_LEAD, password=DEMO_PASSWORD)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded", b"email=" + b"%41" * 40_000),
        ("multipart/form-data; boundary=X", b"--X--\r\n"),
        ("multipart/form-data; boundary=X", b"\r\n" * 500_000),
        ("application/json", b"[]"),
    ],
)
def test_whoever_is_not_signed_in_sends_no_more_than_it_takes_to_sign_in(
    app: Flask, stranger: Visitor, kind: str, body: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken_apart: list[str] = []
    parse = Request.make_form_data_parser

    def noted(request: Request) -> FormDataParser:
        taken_apart.append(request.path)
        return parse(request)

    monkeypatch.setattr(Request, "make_form_data_parser", noted)
    answer = stranger.client.post("/sign-in", data=body, content_type=kind)

    assert answer.status_code == 400
    assert "This request could not be read" in answer.get_data(as_text=True)
    assert taken_apart == []


def test_signing_in_again_ends_the_session_until_then(lead: Visitor) -> None:
    stolen = lead.client.get_cookie("s26")
    assert stolen is not None
    lead.get("/start")
    lead.post("/sign-in", email=FORCE_LEAD, password=DEMO_PASSWORD)
    fresh = lead.client.get_cookie("s26")
    assert fresh is not None
    assert fresh.value != stolen.value
    assert "Sign out" in lead.get("/tasks")

    lead.client.set_cookie("s26", stolen.value)
    assert '<h1 class="govuk-heading-l">Sign in' in lead.get("/tasks")
