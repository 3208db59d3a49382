"""`s26 worker` as it really runs: told to stop, it finishes the job in hand and goes."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from engine.api import Engine
from engine.jobs.tables import job, mail

ROOT = Path(__file__).parents[3]
PATIENCE = 100


@pytest.fixture
def letter_box() -> Iterator[socket.socket]:
    """A port where a mail server ought to be."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(PATIENCE)
        yield server


@pytest.fixture
def worker(
    played: Callable[..., Any], someone: Any, engine: Engine, letter_box: socket.socket
) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker on a database in which the reminders of two decisions have long been due."""
    for _ in range(2):
        played("lancashire_cayman_2013", until="decide_approval")
    someone("policing_body")
    settings = {
        "S26_DATABASE_URL": engine.database.url.render_as_string(hide_password=False),
        "S26_SMTP_HOST": "127.0.0.1",
        "S26_SMTP_PORT": str(letter_box.getsockname()[1]),
    }
    command = [sys.executable, "-m", "engine.cli.words", "worker"]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings})
    yield process
    process.kill()
    process.wait()


def answer(line: socket.socket, *, before_the_last: Callable[[], None]) -> bytes:
    """Takes one message as a mail server would; the letter that came."""
    with line.makefile("rwb") as talk:
        body = b""

        def say(words: bytes) -> None:
            talk.write(words + b"\r\n")
            talk.flush()

        say(b"220 ready")
        for asked in talk:
            if asked.upper().startswith(b"DATA"):
                say(b"354 go on")
                body = b"".join(iter(talk.readline, b".\r\n"))
                before_the_last()
            if asked.upper().startswith(b"QUIT"):
                say(b"221 good bye")
                return body
            say(b"250 good")
    return body


def test_a_worker_that_is_told_to_stop_finishes_the_email_in_hand(
    worker: "subprocess.Popen[bytes]", letter_box: socket.socket, engine: Engine
) -> None:
    line, _ = letter_box.accept()
    with line:
        body = answer(line, before_the_last=lambda: worker.send_signal(signal.SIGTERM))

    assert worker.wait(PATIENCE) == 0
    assert b"Decide on approval" in body
    with engine.database.reading() as db:
        assert len(db.execute(select(mail)).all()) == 1
        left = [row.kind for row in db.execute(select(job))]
    assert left == ["mail"]  # the other case's waits for the next worker
