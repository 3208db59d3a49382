"""Reading goes on while nothing can be written, and the demo's people only come with the demo."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from engine.api import Engine
from engine.cli.seed import DEMO_PASSWORD
from engine.settings import Settings
from tests.web.conftest import FORCE_LEAD, START
from web import create_app
from web.presence import MOST, Presence


@pytest.fixture
def clerk(engine: Engine) -> FlaskClient:
    """The force's lead, signed in before the disk was full."""
    settings = Settings(secret_key="pages", demo=True, secure_cookies=False)
    app = create_app(engine, settings)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    signed_in = client.post("/sign-in", data={"email": FORCE_LEAD, "password": DEMO_PASSWORD})
    assert signed_in.status_code == 303
    return client


def stop_writing(engine: Engine) -> None:
    """From now on the driver refuses every change, as on a read-only or a full disk."""

    def refuse(connection: object) -> None:
        connection.connection.driver_connection.execute("PRAGMA query_only=ON")  # type: ignore[attr-defined]

    event.listen(engine.database.engine, "begin", refuse)


def test_pages_are_read_and_nobody_idles_out_while_nothing_can_be_written(
    engine: Engine, clerk: FlaskClient
) -> None:
    stop_writing(engine)
    moment = START
    for _ in range(3):  # an hour of reading, with half an hour allowed without a click
        moment += timedelta(minutes=20)
        engine.clock = lambda now=moment: now  # type: ignore[misc]
        for address in ("/tasks", "/cases", "/sign-in"):
            assert clerk.get(address).status_code in {200, 303}, address


def test_somebody_who_is_idle_is_signed_out_all_the_same(
    engine: Engine, clerk: FlaskClient
) -> None:
    stop_writing(engine)
    assert clerk.get("/tasks").status_code == 200
    engine.clock = lambda: START + timedelta(minutes=31)
    assert clerk.get("/tasks").status_code == 303


def test_a_step_is_refused_in_words_while_nothing_can_be_written(
    engine: Engine, clerk: FlaskClient
) -> None:
    stop_writing(engine)
    answer = clerk.post("/start", data={"what": "section_26/lancashire"})
    assert answer.status_code == 503
    assert "the records can be read but not changed" in answer.get_data(as_text=True).lower()


def test_a_demo_account_is_nobody_once_the_demo_is_off(engine: Engine, clerk: FlaskClient) -> None:
    app = create_app(engine, Settings(secret_key="pages", secure_cookies=False))
    app.config["WTF_CSRF_ENABLED"] = False
    off = app.test_client()
    cookie = clerk.get_cookie("s26")
    assert cookie is not None
    off.set_cookie("s26", cookie.value)

    assert off.get("/tasks").status_code == 303
    signed_in = off.post("/sign-in", data={"email": FORCE_LEAD, "password": DEMO_PASSWORD})
    assert signed_in.status_code == 422


def test_presence_keeps_no_more_moments_than_it_may() -> None:
    presence = Presence()
    for number in range(MOST + 5):
        presence.note(str(number), START)
    assert presence.last_here("0") is None
    assert presence.last_here(str(MOST + 4)) == START
    presence.forget(str(MOST + 4))
    assert presence.last_here(str(MOST + 4)) is None


def test_a_served_database_that_others_may_read_is_told(
    engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    from engine.cli.running import _must_be_fit_to_serve

    assert engine.database.file is not None
    place: Path = engine.database.file.path
    place.chmod(0o644)
    _must_be_fit_to_serve(engine, Settings(demo=True))
    assert "chmod 600" in capsys.readouterr().out
