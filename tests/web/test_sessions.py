"""Tokens that end, keys that change, and cookies that nobody else can set."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from engine.api import Engine
from engine.cli.seed import DEMO_PASSWORD
from engine.commands.grant_role import GrantRole
from engine.commands.renew_sign_in import RenewSignIn
from engine.people.actor import Actor
from engine.people.tables import sign_in
from engine.queries.signing_in import SessionLimits, who
from engine.settings import Settings, read_settings
from tests.web.conftest import FORCE_LEAD, TOKEN, Visitor
from web import create_app

SIGN_IN = '<h1 class="govuk-heading-l">Sign in'


def token(visitor: Visitor) -> str:
    """The token in the browser's cookie."""
    cookie = visitor.client.get_cookie("s26")
    assert cookie is not None
    return str(cookie.value)


def test_a_role_gained_gives_a_new_token_and_the_old_one_is_worth_nothing(
    lead: Visitor, app: Flask, engine: Engine, acting: Callable[[str], Actor]
) -> None:
    first = token(lead)
    engine.do(GrantRole(acting(FORCE_LEAD).id, "auditor", "lancashire", date(2026, 1, 1)), None)
    assert "Sign out" in lead.get("/tasks")
    second = token(lead)
    thief = Visitor(app)
    thief.client.set_cookie("s26", first)

    assert second != first
    assert SIGN_IN in thief.get("/tasks")
    assert "Sign out" in lead.get("/tasks")
    assert token(lead) == second
    with engine.database.reading() as db:
        old, new = db.execute(select(sign_in).order_by(sign_in.c.ended_at.is_(None))).all()
    assert new.started_at == old.started_at  # it lasts no longer than the first would


def test_the_form_that_meets_a_new_role_is_kept_and_signing_out_ends_the_new_token(
    lead: Visitor, engine: Engine, acting: Callable[[str], Actor]
) -> None:
    lead.get("/start")
    engine.do(GrantRole(acting(FORCE_LEAD).id, "auditor", "lancashire", date(2026, 1, 1)), None)
    lead.post("/sign-out")

    with engine.database.reading() as db:
        assert db.execute(select(sign_in).where(sign_in.c.ended_at.is_(None))).all() == []


def test_a_token_that_has_ended_is_not_renewed(
    lead: Visitor, engine: Engine, acting: Callable[[str], Actor]
) -> None:
    known = token(lead)
    lead.post("/sign-out")

    assert engine.do(RenewSignIn(known), acting(FORCE_LEAD)) == ""


def test_a_token_that_somebody_else_put_there_is_never_one_of_ours(
    stranger: Visitor, engine: Engine
) -> None:
    stranger.client.set_cookie("s26", "chosen by somebody else")
    stranger.get("/sign-in")
    stranger.post("/sign-in", email=FORCE_LEAD, password=DEMO_PASSWORD)

    assert token(stranger) != "chosen by somebody else"
    limits = SessionLimits(demo=True)
    assert engine.ask(who, None, token="chosen by somebody else", limits=limits) is None


def test_whoever_signs_in_over_somebody_else_ends_that_sign_in(
    lead: Visitor, app: Flask, signed_in: Callable[[str], Visitor]
) -> None:
    planted = token(lead)
    lead.get("/start")
    lead.post("/sign-in", email="finance@lancashire.example", password=DEMO_PASSWORD)
    other = Visitor(app)
    other.client.set_cookie("s26", planted)

    assert SIGN_IN in other.get("/tasks")
    assert "Head of Finance" in lead.get("/tasks")


@pytest.fixture
def keyed(engine: Engine) -> Callable[..., Flask]:
    """The pages as served with a key, and keys of before."""

    def serve(key: str, *old: str) -> Flask:
        chosen = Settings(secret_key=key, secret_key_old=old, demo=True, secure_cookies=False)
        return create_app(engine, chosen)

    return serve


def moved(visitor: Visitor, app: Flask) -> Visitor:
    """The same browser, once the service is started anew."""
    after = Visitor(app)
    after.page = visitor.page
    for name in ("s26", "s26_form"):
        cookie = visitor.client.get_cookie(name)
        if cookie is not None:
            after.client.set_cookie(name, cookie.value)
    return after


def entered(app: Flask) -> Visitor:
    """The lead, signed in, with the page open on which a case is begun."""
    visitor = Visitor(app)
    visitor.get("/sign-in")
    visitor.post("/sign-in", email=FORCE_LEAD, password=DEMO_PASSWORD)
    visitor.get("/start")
    return visitor


def test_a_form_signed_with_the_key_of_before_is_taken_and_the_cookie_outlives_that_key(
    keyed: Callable[..., Flask],
) -> None:
    before = entered(keyed("the first key"))
    during = moved(before, keyed("the second key", "an older one", "the first key"))
    during.client.get("/tasks")
    during.post("/start", what="section_26/lancashire")
    after = moved(during, keyed("the second key"))
    after.get("/start")
    opened = moved(after, keyed("the second key"))

    assert TOKEN.findall(opened.page)
    answer = opened.client.post(
        "/start",
        data={"csrf_token": TOKEN.findall(opened.page)[-1], "what": "section_26/lancashire"},
    )
    assert answer.status_code == 303


def test_a_form_signed_with_a_key_that_nobody_believes_is_not_taken(
    keyed: Callable[..., Flask],
) -> None:
    before = entered(keyed("the first key"))
    after = moved(before, keyed("the second key"))

    after.post("/start", 400, what="section_26/lancashire")


def test_old_keys_are_read_from_one_setting() -> None:
    first, second = "the first key of before: long ago", "the second key of before: of late"
    read = read_settings({"S26_SECRET_KEY_OLD": f" {first} , {second},"})

    assert read.secret_key_old == (first, second)
    assert read_settings({}).secret_key_old == ()


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({}, 303),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 400),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"}, 400),
        ({"Origin": "http://localhost"}, 303),
        ({"Origin": "http://localhost:8000"}, 400),
        ({"Origin": "null"}, 400),
        ({"Referer": "http://LOCALHOST/start"}, 303),
        ({"Referer": "http://elsewhere.example/"}, 400),
        ({"Origin": "http://["}, 400),
    ],
)
def test_a_form_of_another_site_is_refused_even_with_a_good_token(
    lead: Visitor, said: dict[str, str], status: int
) -> None:
    page = lead.get("/start")
    data = {"csrf_token": TOKEN.findall(page)[-1], "what": "section_26/lancashire"}
    answer = lead.client.post("/start", data=data, headers=said)

    assert answer.status_code == status
