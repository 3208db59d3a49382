"""Pages without a browser: a visitor who signs in, reads linted pages and sends forms."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from engine.api import Engine
from engine.cli.seed import DEMO_PASSWORD, seed_cases, seed_definitions, seed_people
from engine.definitions.registry import Definitions
from engine.people.actor import Actor
from engine.queries.played import people
from engine.queries.signing_in import actor_of
from engine.settings import Settings
from engine.store.session import Database
from tests.support.registers import read_once
from tests.web.lint import page_faults
from web import create_app

START = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
FORCE_LEAD = "international.lead@lancashire.example"
OTHER_FORCE = "international.lead@gmp.example"
OWNER = "process.owner@section26.example"
SECOND_OWNER = "second.owner@section26.example"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
REVISION = re.compile(r'name="revision" value="(\d+)"')


class Visitor:
    """Somebody with a browser that keeps cookies, whose every page must pass the linter."""

    def __init__(self, app: Flask) -> None:
        self.client: FlaskClient = app.test_client()
        self.page = ""

    def get(self, address: str, status: int = 200) -> str:
        """The page, after any redirects; it must be a good page."""
        return self._read(self.client.get(address, follow_redirects=True), status)

    def post(self, address: str, status: int = 200, **fields: Any) -> str:
        """The page that answers a form, sent with the hidden fields of the page before."""
        hidden = {"csrf_token": TOKEN.findall(self.page), "revision": REVISION.findall(self.page)}
        data = {name: found[-1] for name, found in hidden.items() if found} | fields
        answer = self.client.post(address, data=data, follow_redirects=True)
        return self._read(answer, status)

    def download(self, address: str) -> TestResponse:
        """A file, as it was sent."""
        return self.client.get(address)

    def _read(self, answer: TestResponse, status: int) -> str:
        self.page = answer.get_data(as_text=True)
        assert answer.status_code == status, f"{answer.request.path}: {answer.status}"
        assert page_faults(self.page, dict(answer.headers)) == []
        return self.page


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the shipped definition and the people of the demo, to be copied."""
    place = tmp_path_factory.mktemp("seeded") / "seeded.db"
    engine = Engine.install(f"sqlite:///{place}", clock=lambda: START)
    seed_definitions(engine)
    seed_people(engine)
    engine.close()
    return place


@pytest.fixture(scope="session")
def known() -> Definitions:
    """The definitions already made ready, so that each is read once for all these tests."""
    return Definitions()


@contextmanager
def engine_on(place: Path, known: Definitions, like: Path) -> Iterator[Engine]:
    """An engine on a copy of the database *like*, which stays at *place* when it is closed."""
    shutil.copy(like, place)
    engine = Engine(Database(f"sqlite:///{place}"), lambda: START)
    engine.definitions, engine.registers = known, read_once()
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def under_way(seeded: Path, known: Definitions, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the three cases of the demo, to be copied."""
    place = tmp_path_factory.mktemp("under_way") / "under_way.db"
    with engine_on(place, known, seeded) as engine:
        seed_cases(engine)
    return place


@pytest.fixture
def beginning(seeded: Path) -> Path:
    """The database that a test of this file begins with, to be copied."""
    return seeded


@pytest.fixture
def engine(beginning: Path, known: Definitions, tmp_path: Path) -> Iterator[Engine]:
    """An engine of this test's own."""
    with engine_on(tmp_path / "pages.db", known, beginning) as engine:
        yield engine


@pytest.fixture(scope="session")
def pages(seeded: Path) -> Iterator[Flask]:
    """The application, made once: its templates are compiled only as they are first shown."""
    stage = Engine(Database(f"sqlite:///{seeded}"), lambda: START)
    yield create_app(stage, Settings(secret_key="pages", demo=True, secure_cookies=False))
    stage.close()


@pytest.fixture
def app(pages: Flask, engine: Engine) -> Flask:
    """The pages over this test's engine, as a demo shows them."""
    pages.extensions["engine"] = engine
    return pages


@pytest.fixture
def stranger(app: Flask) -> Visitor:
    """Somebody who has not signed in."""
    return Visitor(app)


@pytest.fixture
def signed_in(app: Flask) -> Callable[[str], Visitor]:
    """Whoever has this email address, signed in."""
    return lambda email: enter(app, email)


def enter(app: Flask, email: str) -> Visitor:
    """A visitor who has signed in by the page."""
    visitor = Visitor(app)
    visitor.get("/sign-in")
    visitor.post("/sign-in", email=email, password=DEMO_PASSWORD)
    return visitor


@pytest.fixture
def lead(signed_in: Callable[[str], Visitor]) -> Visitor:
    """The international lead of Lancashire Constabulary."""
    return signed_in(FORCE_LEAD)


@pytest.fixture
def owner(signed_in: Callable[[str], Visitor]) -> Visitor:
    """The process owner."""
    return signed_in(OWNER)


@pytest.fixture
def second(signed_in: Callable[[str], Visitor]) -> Visitor:
    """The process owner who approves what the other one proposes."""
    return signed_in(SECOND_OWNER)


@pytest.fixture
def acting(engine: Engine) -> Callable[[str], Actor]:
    """The actor behind an email address, for commands."""
    return lambda email: actor_at(engine, email)


def actor_at(engine: Engine, email: str) -> Actor:
    """The same on an engine of one's own."""
    return engine.ask(actor_of, None, engine.ask(people, None)[email])
