"""A real browser on this machine, and the pages served to it from a thread."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from waitress.server import create_server

from engine.api import Engine
from engine.cli.seed import seed_cases, seed_definitions, seed_people
from engine.rehearsals.play import StoryClock
from engine.settings import Settings
from tests.browser.people import OWNER, People, Service
from web import create_app

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
CHROMIUM = os.environ.get("S26_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HOW = "there is no Chromium on this machine: install chromium, or name one in S26_CHROMIUM"
START = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
HERE = Path(__file__).parent
expect.set_options(timeout=40_000)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Marks the browser tests; without a browser they are skipped, or refused where CI runs."""
    mine = [item for item in items if item.path.parent == HERE]
    for item in mine:
        item.add_marker(pytest.mark.browser)
    if CHROMIUM or not mine:
        return
    if os.environ.get("CI") == "true":
        raise pytest.UsageError(f"{HOW} ({len(mine)} browser tests could not run)")
    for item in mine:
        item.add_marker(pytest.mark.skip(reason=HOW))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all the tests."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(SWITCHES))
        yield opened
        opened.close()


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
def under_way(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the three cases of the demo, to be copied."""
    place = tmp_path_factory.mktemp("under_way") / "under_way.db"
    shutil.copy(seeded, place)
    engine = Engine.open(f"sqlite:///{place}", clock=lambda: START)
    seed_cases(engine)
    engine.close()
    return place


@pytest.fixture
def beginning(seeded: Path) -> Path:
    """The database that a test of this file begins with, to be copied."""
    return seeded


@pytest.fixture
def story_clock() -> StoryClock:
    """The service's clock, which a test moves."""
    return StoryClock(START)


@pytest.fixture
def service(beginning: Path, story_clock: StoryClock, tmp_path: Path) -> Iterator[Service]:
    """The pages, served to real browsers at an address of this machine."""
    place = tmp_path / "served.db"
    shutil.copy(beginning, place)
    engine = Engine.open(f"sqlite:///{place}", clock=story_clock)
    patient = Settings(
        secret_key="served",
        demo=True,
        secure_cookies=False,
        idle_minutes=10_000_000,
        session_hours=10_000_000,
    )
    server = create_server(create_app(engine, patient), host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield Service(f"http://127.0.0.1:{server.effective_port}", engine)
    server.close()
    thread.join(timeout=60)
    engine.close()


@pytest.fixture
def opened(browser: Browser, service: Service) -> Iterator[Callable[..., BrowserContext]]:
    """New browser windows, each with cookies of its own; closed before the service is."""
    contexts: list[BrowserContext] = []

    def open_one(**choices: object) -> BrowserContext:
        context = browser.new_context(locale="en-GB", accept_downloads=True, **choices)  # type: ignore[arg-type]
        context.set_default_timeout(40_000)
        contexts.append(context)
        return context

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def people(service: Service, opened: Callable[..., BrowserContext]) -> People:
    """Whoever a test asks for, signed in, each in a window of their own."""
    return People(service, opened)


@pytest.fixture
def page(opened: Callable[..., BrowserContext]) -> Page:
    """A fresh window that nobody has signed in to."""
    return opened().new_page()


@pytest.fixture
def draft(people: People) -> Page:
    """The page of a new draft, open in the process owner's window."""
    page = people.at(OWNER, "/definitions")
    page.get_by_role("button", name="Make a draft from the version in use").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("version 2")
    return page
