"""What watches over the service asks it as it is shipped: does it live, and is it ready?"""

import json
import resource
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from engine.api import Engine
from engine.clock import utc_now
from engine.commands.beat import FROM_A_WORKER
from tests.web.served import Installation
from web.serving.watching import LOOKED_AT_EVERY

KEY = "the key of whom nobody watches over"
PATIENCE = 100.0  # seconds
Ready = Callable[..., dict[str, Any]]


@pytest.fixture
def installation(seeded: Path, tmp_path: Path) -> Iterator[Installation]:
    """A service that a test starts as it likes."""
    made = Installation(tmp_path, seeded)
    yield made
    made.stop()


@pytest.fixture
def ready(installation: Installation) -> Ready:
    """`ready(database="cannot")`: the answer, once each of these words is in what it says."""

    def wait_for(**words: str) -> dict[str, Any]:
        until = time.monotonic() + PATIENCE
        while True:
            status, _, said = asked(installation, "/ready")
            state: dict[str, Any] = json.loads(said)
            assert (status == 200) == state["ready"]
            assert str(installation.database) not in said
            if all(word in state[name] for name, word in words.items()):
                return state
            assert time.monotonic() < until, said
            time.sleep(LOOKED_AT_EVERY / 4)

    return wait_for


def asked(
    installation: Installation, path: str, method: str = "GET", **headers: str
) -> tuple[int, HTTPMessage, str]:
    """The status, the headers and the text of what answers a watcher."""
    with closing(HTTPConnection("127.0.0.1", installation.port, timeout=PATIENCE)) as line:
        line.request(method, path, headers=headers)
        answer = line.getresponse()
        return answer.status, answer.headers, answer.read().decode()


def test_a_service_with_its_worker_is_ready_and_says_so_to_anybody(
    installation: Installation, ready: Ready
) -> None:
    installation.start(KEY)

    assert ready(worker="ok") == {"ready": True, "database": "ok", "schema": "ok", "worker": "ok"}
    for path, words in (("/live", "ok\n"), ("/health", "ok\n"), ("/ready", '"ready": true')):
        cookies = {"Cookie": "s26=a; s26_form=b", "Host": "10.0.0.7"}
        status, headers, said = asked(installation, path, **cookies)
        assert (status, words in said) == (200, True)
        assert headers.get_all("Set-Cookie") is None
        assert headers["Cache-Control"] == "no-store"
        assert asked(installation, path, "HEAD")[::2] == (200, "")
        assert asked(installation, path, "POST")[0] == 405


def test_a_database_that_is_gone_is_told_and_the_process_lives_on(
    installation: Installation, ready: Ready
) -> None:
    installation.start(KEY)
    ready(worker="ok")
    elsewhere = installation.database.rename(installation.database.with_name("elsewhere.db"))
    state = ready(database="removed or replaced")

    assert state["worker"] == state["schema"] == "not known"
    assert asked(installation, "/live")[0] == 200
    elsewhere.rename(installation.database)
    assert ready(database="ok", worker="ok")["ready"]


@pytest.mark.parametrize(("revision", "words"), [("0001", "older"), ("9999", "newer")])
def test_a_schema_of_another_release_is_told(
    installation: Installation, ready: Ready, revision: str, words: str
) -> None:
    installation.start(KEY)
    ready(worker="ok")
    engine = Engine.open(installation.url)
    with engine.database.writing() as db:
        db.execute(text("UPDATE alembic_version SET version_num = :new"), {"new": revision})
    engine.close()

    state = ready(schema=f"{words} release (schema {revision}")
    assert state["database"] == "ok"
    assert asked(installation, "/live")[0] == 200


def test_a_worker_that_never_was_or_is_no_more_is_told(
    installation: Installation, ready: Ready
) -> None:
    installation.start(KEY, "--no-worker")
    assert not ready(worker="none has gone round yet")["ready"]

    worker = installation.run(["worker"], KEY)
    assert ready(worker="ok")["ready"]
    worker.terminate()
    worker.wait(timeout=PATIENCE)
    some_time_later(installation)

    assert ready(worker="the last one went round")["database"] == "ok"


def some_time_later(installation: Installation) -> None:
    """As if three minutes had gone by since a worker went round."""
    then = Engine.open(installation.url, clock=lambda: utc_now() - timedelta(minutes=3))
    then.do(FROM_A_WORKER, None)
    then.close()


def test_a_full_disk_is_told(installation: Installation, ready: Ready) -> None:
    installation.start(KEY, "--no-worker")
    worker = installation.run(["worker"], KEY)
    ready(worker="ok")
    worker.terminate()
    worker.wait(timeout=PATIENCE)
    fill_the_disk_of(installation.process)
    some_time_later(installation)

    state = ready(database="no room left", worker="cannot say so")
    assert state["schema"] == "ok"
    assert asked(installation, "/live")[0] == 200


def fill_the_disk_of(process: "subprocess.Popen[bytes] | None") -> None:
    """No file of the process may grow any more, which is what a full disk looks like to it."""
    assert process is not None
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
