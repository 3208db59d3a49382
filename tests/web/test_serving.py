"""The service as a process: told to stop, it answers whoever is waiting, and then it stops."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from engine.api import Engine
from engine.cli.seed import DEMO_PASSWORD

FORCE_LEAD = "international.lead@lancashire.example"
PATIENCE = 100.0  # seconds
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.fixture
def port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def service(engine: Engine, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """`s26 serve` on this test's database, stopped by its own process id."""
    url = engine.database.url.render_as_string(hide_password=False)
    environment = {
        **os.environ,
        "S26_DATABASE_URL": url,
        "S26_SECURE_COOKIES": "no",
        "S26_DEMO": "yes",
    }
    command = [
        str(Path(sys.executable).with_name("s26")),
        "serve",
        "--no-worker",
        "--port",
        str(port),
    ]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    try:
        while not answers(port):
            assert process.poll() is None
            time.sleep(0.1)
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def caller(port: int) -> Iterator[HTTPConnection]:
    """Somebody's connection to it."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        yield connection


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_told_to_stop_it_keeps_and_answers_the_request_in_hand(
    service: "subprocess.Popen[bytes]", port: int, engine: Engine, caller: HTTPConnection
) -> None:
    caller.request("GET", "/sign-in")
    page = caller.getresponse()
    cookie = str(page.getheader("Set-Cookie")).split(";")[0]
    token = TOKEN.findall(page.read().decode())[0]
    form = urlencode({"csrf_token": token, "email": FORCE_LEAD, "password": DEMO_PASSWORD})
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}

    with engine.database.writing():  # nobody else can write now: the request has to wait
        caller.request("POST", "/sign-in", form, headers)
        assert lives(port)  # they called later: so what came before was heard as well
        service.send_signal(signal.SIGTERM)
        while answers(port):
            time.sleep(0.05)
    assert caller.getresponse().status == 303

    said, _ = service.communicate(timeout=PATIENCE)
    assert service.returncode == 0
    assert re.fullmatch(r"Stopped: .* answered first\.", said.decode().splitlines()[-1])


def lives(port: int) -> bool:
    """Whether it says so."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as another:
        another.request("GET", "/live")
        return another.getresponse().status == 200
