"""Nobody reads anything before signing in, and a stranger reads nothing but their own pages."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from engine.api import Engine
from engine.cli.seed import seed_definitions
from engine.commands.add_person import AddPerson
from engine.commands.start_case import StartCase
from engine.queries.played import people
from engine.queries.task_page import task_page
from engine.rehearsals.people import Cast
from engine.settings import Settings
from web import create_app

OPEN = {"/sign-in", "/accessibility", "/privacy", "/cookies", "/static/<path:path>"}
# What somebody without a role may still open: their own empty lists, and the way out.
OWN = {"/", "/tasks", "/cases", "/start", "/sign-out", "/sign-in", "/who-decides"}
# What a page says of itself, so that it is the person who is refused and not a page left unsaid.
SHOWN, MATCHED = {"revision": "0", "draft": "shown"}, {"If-Match": '"shown"'}
Gaps = Mapping[str, str | int]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine with a case of Lancashire, begun by its international lead."""
    engine = Engine.install(f"sqlite:///{tmp_path_factory.mktemp('routes')}/routes.db")
    seed_definitions(engine)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def app(engine: Engine) -> Flask:
    app = create_app(engine, Settings(secure_cookies=False, demo=True))
    app.config["WTF_CSRF_ENABLED"] = False  # so that it is the door which refuses, not the form
    return app


@pytest.fixture(scope="module")
def gaps(engine: Engine) -> Gaps:
    """Something real for each gap in an address."""
    lead = Cast(engine).actor("force_lead", None, "lancashire", engine.clock())
    task = engine.do(StartCase("section_26", "lancashire"), lead)
    page = engine.ask(task_page, lead, task=task)
    real: Gaps = {"task": task, "reference": page.case.reference, "key": "section_26", "number": 1}
    return {
        **real,
        "process": "section_26",
        "path": "section_26.bpmn",
        "letter": 1,
        "code": "L08",
        "sha256": "0",
        "name": "withdrawn",
        "incident": 1,
        "table": "letters",
        "row": "0",
        "entry": 1,
    }


@pytest.fixture
def stranger(engine: Engine, app: Flask) -> FlaskClient:
    """Somebody who may sign in and holds no role."""
    email = "nobody@example.org"
    if email not in engine.ask(people, None):
        engine.do(AddPerson("Nobody in particular", email, "a long password", demo=True), None)
    client = app.test_client()
    signed_in = client.post("/sign-in", data={"email": email, "password": "a long password"})
    assert signed_in.status_code == 303
    return client


def addresses(app: Flask, gaps: Gaps) -> Iterator[tuple[str, str, Rule]]:
    """Every method and address there is, with something real in each gap."""
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            address = adapter.build(rule.endpoint, {name: gaps[name] for name in rule.arguments})
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield method, address, rule


def test_every_page_but_the_open_ones_sends_the_nameless_to_sign_in(app: Flask, gaps: Gaps) -> None:
    client = app.test_client()
    let_in = []
    for method, address, rule in addresses(app, gaps):
        answer = client.open(address, method=method)
        turned_away = answer.status_code == 303 and answer.location.startswith("/sign-in")
        if not turned_away and rule.rule not in OPEN:
            let_in.append(f"{method} {rule.rule}: {answer.status_code}")

    assert let_in == []


def test_somebody_without_a_role_sees_and_changes_nothing(
    app: Flask, gaps: Gaps, stranger: FlaskClient
) -> None:
    let_in = []
    for method, address, rule in addresses(app, gaps):
        if rule.rule not in OPEN | OWN:
            answer = stranger.open(address, method=method, data=SHOWN, headers=MATCHED)
            if answer.status_code not in {403, 404}:
                let_in.append(f"{method} {rule.rule}: {answer.status_code}")

    assert let_in == []


def test_the_open_pages_are_the_ones_we_meant(app: Flask) -> None:
    rules = {rule.rule for rule in app.url_map.iter_rules()}

    assert rules >= OPEN


def test_every_page_has_a_template_folder_of_its_area(app: Flask, root: Path) -> None:
    areas = {name for name in app.blueprints if (root / "web" / f"{name}.py").is_file()}

    assert areas == set(app.blueprints)
