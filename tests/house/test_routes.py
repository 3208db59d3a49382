"""Nobody reads anything before signing in, and a stranger reads nothing but their own pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from engine.api import Engine
from engine.settings import Settings
from web import create_app

OPEN = {"/sign-in", "/health", "/accessibility", "/privacy", "/cookies", "/static/<path:path>"}
SAMPLES = {"IntegerConverter": 1, "UnicodeConverter": "none", "PathConverter": "none.bpmn"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    engine = Engine.open(f"sqlite:///{tmp_path_factory.mktemp('routes')}/routes.db")
    app = create_app(engine, Settings(secure_cookies=False))
    app.config["WTF_CSRF_ENABLED"] = False  # so that it is the door which refuses, not the form
    yield app
    engine.close()


def addresses(app: Flask) -> Iterator[tuple[str, str, Rule]]:
    """Every method and address there is, with something in each gap."""
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            values = {
                name: SAMPLES[type(converter).__name__]
                for name, converter in rule._converters.items()
            }
            address = adapter.build(rule.endpoint, values)
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield method, address, rule


def test_every_page_but_the_open_ones_sends_a_stranger_to_sign_in(app: Flask) -> None:
    client: FlaskClient = app.test_client()
    let_in = []
    for method, address, rule in addresses(app):
        answer = client.open(address, method=method)
        turned_away = answer.status_code == 303 and answer.location.startswith("/sign-in")
        if not turned_away and rule.rule not in OPEN:
            let_in.append(f"{method} {rule.rule}: {answer.status_code}")

    assert let_in == []


def test_the_open_pages_are_the_ones_we_meant(app: Flask) -> None:
    rules = {rule.rule for rule in app.url_map.iter_rules()}

    assert rules >= OPEN


def test_every_page_has_a_template_folder_of_its_area(app: Flask, root: Path) -> None:
    areas = {name for name in app.blueprints if (root / "web" / f"{name}.py").is_file()}

    assert areas == set(app.blueprints)
