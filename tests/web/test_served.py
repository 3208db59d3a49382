"""Guessers, lines and a new key, through the service as it is shipped: a process of its own."""

import re
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from engine.api import Engine
from engine.cli.seed import DEMO_PASSWORD
from engine.commands.start_case import StartCase
from engine.queries.played import people
from engine.queries.signing_in import actor_of
from tests.support.browsing import TOKEN, Browser
from tests.support.crowd import KINDS, Crowd
from tests.web.conftest import FORCE_LEAD
from tests.web.served import Installation, tried

TYPED = "Typed before the restart"


@pytest.fixture(scope="module")
def installation(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The service of a demo, with the key that it was first given."""
    made = Installation(tmp_path_factory.mktemp("served"), seeded)
    made.start("the key until now which is long enough", "--no-worker")
    yield made
    made.stop()


@pytest.fixture
def browser(installation: Installation) -> Browser:
    """The lead's browser, which is not signed in yet."""
    return Browser(installation.port, FORCE_LEAD, DEMO_PASSWORD)


def test_a_guesser_waits_and_is_a_line_each_time_while_a_colleague_signs_in(
    installation: Installation, browser: Browser
) -> None:
    wrong = [tried(browser, "finance@lancashire.example", "wrong") for _ in range(5)]
    while wrong[-1].status != 429:  # a busy machine may take longer than the first waits
        assert len(wrong) < 12
        wrong.append(tried(browser, "finance@lancashire.example", "wrong"))
    *looked_at, held_up = lines = [installation.line_of(one.page) for one in wrong]

    assert {one.status for one in wrong[:-1]} == {422}
    assert all(" event=sign-in-refused " in f"{line} " for line in looked_at)
    assert "event=sign-in-held-up" in held_up
    assert all(re.match(r"2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\dZ WARNING ", line) for line in lines)
    assert tried(browser, FORCE_LEAD, DEMO_PASSWORD).status == 303


@pytest.mark.parametrize("kind", KINDS)
def test_strangers_with_open_connections_stop_nobody(
    kind: str, installation: Installation, browser: Browser
) -> None:
    with closing(Crowd(installation.port, kind, 500)):
        told = [browser._ask("GET", "/sign-in").status for _ in range(10)]

    assert told == [200] * 10


def test_an_upload_that_is_too_large_is_answered_with_a_page(
    installation: Installation, browser: Browser
) -> None:
    browser.get("/tasks")
    form = "application/x-www-form-urlencoded"
    answer = browser._ask("POST", "/sign-out", b"a" * 60_000_000, form)

    assert answer.status == 413
    assert "<h1" in answer.page


def test_a_request_that_says_its_length_twice_is_refused_and_is_the_last(
    installation: Installation,
) -> None:
    head = b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    both = b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    with socket.create_connection(("127.0.0.1", installation.port), timeout=100) as line:
        line.sendall(head + both + b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        said = b"".join(iter(lambda: line.recv(65_536), b""))

    assert said.split()[1] == b"400"
    assert said.count(b"HTTP/1.") == 1


def test_a_form_that_was_open_when_the_key_was_changed_is_shown_again_as_it_was(
    installation: Installation, browser: Browser
) -> None:
    engine = Engine.open(installation.url)
    lead = engine.ask(actor_of, None, engine.ask(people, None)[FORCE_LEAD])
    task = f"/tasks/{engine.do(StartCase('section_26', 'lancashire'), lead)}"
    engine.close()
    before = browser.get(task)
    installation.stop()
    installation.start("another key which is also long enough", "--no-worker")

    refused = browser.send(task, before.page, title=TYPED, action="draft")
    assert refused.status == 400
    assert f'value="{TYPED}"' in refused.page
    assert "csrf-refused" in installation.line_of(refused.page)
    assert TOKEN.findall(refused.page) != TOKEN.findall(before.page)
    assert TYPED not in browser.get(task).page

    assert browser.send(task, refused.page, title=TYPED, action="draft").status == 303
    assert f'value="{TYPED}"' in browser.get(task).page
