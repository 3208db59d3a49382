"""Forty people who sign in at once, through the service as it is shipped: the others go on."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from engine.cli.seed import DEMO_PASSWORD
from tests.support.browsing import Answer, Browser
from tests.web.conftest import FORCE_LEAD, OTHER_FORCE, OWNER, SECOND_OWNER
from tests.web.served import Installation

AT_ONCE = 40
WORST = 20.0  # seconds for a page beside them; 2 on a machine that does nothing else
ACCOUNTS = (FORCE_LEAD, OTHER_FORCE, OWNER, SECOND_OWNER)


@pytest.fixture(scope="module")
def installation(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The service of a demo."""
    made = Installation(tmp_path_factory.mktemp("crowds"), seeded)
    made.start("the key of this crowd alone which is long enough", "--no-worker")
    yield made
    made.stop()


def somebody(number: int) -> tuple[str, str]:
    """Who tries: by turns with the right password, with a wrong one, and with no account."""
    known = ACCOUNTS[number % len(ACCOUNTS)]
    kinds = [(known, DEMO_PASSWORD), (known, "wrong"), (f"nobody{number}@example.org", "wrong")]
    return kinds[number % len(kinds)]


def signing_in(port: int, number: int, together: Barrier) -> tuple[str, Answer]:
    """Whoever tries, and what answers them: all of them send their form at the same moment."""
    email, password = somebody(number)
    browser = Browser(port, email, password)
    page = browser._ask("GET", "/sign-in").page
    together.wait(timeout=60)
    return email, browser.send("/sign-in", page, email=email, password=password)


def test_forty_sign_ins_at_once_hold_up_nobody_elses_pages(installation: Installation) -> None:
    user = Browser(installation.port, FORCE_LEAD, DEMO_PASSWORD)
    user.sign_in()
    together, worst = Barrier(AT_ONCE), 0.0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        tries = [
            pool.submit(signing_in, installation.port, number, together)
            for number in range(AT_ONCE)
        ]
        while not all(one.done() for one in tries):
            began = time.monotonic()
            assert user.get("/tasks").status == 200
            worst = max(worst, time.monotonic() - began)
    answers = [one.result() for one in tries]
    told = Counter(answer.status for _, answer in answers)
    turned_away = [(email, answer) for email, answer in answers if answer.status == 503]

    assert worst < WORST
    assert set(told) <= {303, 422, 429, 503}
    assert told[303]
    for email, answer in turned_away:
        assert answer.again_in == "5"
        assert f'value="{email}"' in answer.page
        assert "So many people are signing in just now" in answer.page
        assert "event=sign-in-crowded-out" in installation.line_of(answer.page)
