"""Each refusal is one line for operators, under the reference that its page shows."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from engine.api import Engine
from engine.settings import Settings
from tests.web.conftest import FORCE_LEAD, Visitor
from web import create_app

QUOTED = re.compile(r"quote <strong>([\w-]+)</strong>")


def shown(page: str) -> str:
    """The reference that a page asks people to quote."""
    (reference,) = QUOTED.findall(page)
    return str(reference)


@pytest.mark.parametrize(
    ("address", "status", "event"),
    [
        ("/cases/NOTHING-1", 404, "not-found"),
        ("/no/such/page", 404, "not-found"),
        ("/people", 403, "denied"),
    ],
)
def test_what_is_denied_to_somebody_signed_in_is_a_line(
    lead: Visitor, caplog: pytest.LogCaptureFixture, address: str, status: int, event: str
) -> None:
    caplog.clear()
    page = lead.get(address, status)

    (line,) = [one for one in caplog.messages if "event=" in one]
    assert f"event={event} ref={shown(page)} status={status}" in line
    assert f"path={address}" in line
    assert re.search(r" person=\d+ ", line)


def test_a_form_from_elsewhere_is_a_line(lead: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    caplog.clear()
    answer = lead.client.post("/start", data={"what": "section_26/lancashire"})

    (line,) = [one for one in caplog.messages if "event=" in one]
    assert f"event=csrf-refused ref={shown(answer.get_data(as_text=True))}" in line
    assert "section_26/lancashire" not in line


def test_signing_in_is_lines_without_the_password_or_what_was_typed_for_an_address(
    stranger: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    stranger.get("/sign-in")
    pages = [
        stranger.post("/sign-in", status, email="my secret by mistake", password="hunter2 hunter2")
        for status in (422, 422, 422, 422, 422, 429)
    ]
    stranger.post("/sign-in", email=FORCE_LEAD, password="police assistance")
    lines = [one for one in caplog.messages if "event=" in one]

    assert [one.split(" ref=")[0] for one in lines] == [
        *["event=sign-in-refused"] * 5,
        "event=sign-in-held-up",
        "event=sign-in",
    ]
    assert [shown(page) in line for page, line in zip(pages, lines, strict=False)] == [True] * 6
    for secret in ("hunter2", "secret", "police", FORCE_LEAD):
        assert not [line for line in lines if secret in line]


@pytest.fixture
def faulty(engine: Engine) -> Flask:
    """The pages with one that fails of itself."""
    app = create_app(engine, Settings(secret_key="pages", secure_cookies=False, demo=True))

    def fail() -> str:
        raise ValueError("Constable Smith\nwas typed here")

    app.add_url_rule("/cookies/broken", endpoint="about.cookies_broken", view_func=fail)
    return app


def test_a_fault_of_ours_says_where_it_was_and_not_what_was_typed(
    faulty: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    visitor = Visitor(faulty)
    visitor.get("/sign-in")
    visitor.post("/sign-in", email=FORCE_LEAD, password="police assistance")
    caplog.clear()
    page = visitor.get("/cookies/broken", 500)

    where, failed = [one for one in caplog.messages if "event=" in one]
    assert f"event=fault ref={shown(page)} error=ValueError" in where
    assert "test_noting.py" in where
    assert f"event=failed ref={shown(page)} status=500 error=ValueError" in failed
    assert "Smith" not in caplog.text


def test_a_script_reads_the_reference_beside_the_sentence(lead: Visitor) -> None:
    answer = lead.client.get("/cases/NOTHING-1", headers={"Accept": "application/json"})

    assert answer.json is not None
    assert re.fullmatch(r"[2-9B-Z]{4}-[2-9B-Z]{4}", answer.json["reference"])


def test_each_request_has_a_reference_of_its_own(signed_in: Callable[[str], Visitor]) -> None:
    lead = signed_in(FORCE_LEAD)
    seen = {shown(lead.get("/people", 403)) for _ in range(5)}

    assert len(seen) == 5
