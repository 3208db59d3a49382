"""A server of the real kind with a small page behind it, and callers who speak by the byte."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest

from web.serving.limits import Limits
from web.serving.pages import PatientServer

SHORT = Limits(
    threads=4,
    connections=60,
    first_byte=0.5,
    head=0.5,
    grace=0.5,
    pace=5_000,
    idle=0.8,
    farewell=0.5,
    largest_body=300_000,
    largest_body_of_strangers=100_000,
    most_discarded=2_000_000,
    all_bodies=500_000,
    waiting_of_one=30,
    tick=0.01,
)
PATIENCE = 40.0  # seconds of the real kind: for what has to happen, on any machine
LARGE = b"x" * 30_000_000
SIZES = {"/large": len(LARGE), "/medium": 40_000}

HEAD = b"HTTP/1.1\r\nHost: s26.example\r\n"
ASKED = b"GET / " + HEAD + b"\r\n"
UPLOAD = b"POST /upload " + HEAD + b"Cookie: s26=a\r\nContent-Length: %d\r\n\r\n"


class Small:
    """A page that reads what it is sent, as every form does, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.let_go = threading.Event()  # until then the page /hold is not answered

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        """Says what it was sent: how long that should have been, and how long it was."""
        body = environ["wsgi.input"].read()
        self.asked.append(environ["PATH_INFO"])
        if environ["PATH_INFO"] == "/hold":
            self.let_go.wait(timeout=PATIENCE)
        start("200 OK", [("Content-Type", "text/plain")])
        if environ["PATH_INFO"] in SIZES:
            return [LARGE[: SIZES[environ["PATH_INFO"]]]]
        return [f"{environ.get('CONTENT_LENGTH', '0')} {len(body)}".encode()]


class Line:
    """A caller's connection, spoken over byte by byte."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)

    def say(self, words: bytes) -> "Line":
        """Sends these bytes."""
        self.socket.sendall(words)
        return self

    def close(self) -> None:
        """Hangs up."""
        self.socket.close()

    def status(self) -> int:
        """The status of the next answer; 0 when they hung up."""
        said = b""
        while b"\r\n" not in said:
            piece = self.socket.recv(1)
            if not piece:
                return 0
            said += piece
        return int(said.split()[1])

    def rest(self) -> bytes:
        """All that is said until they hang up, however they do it."""
        said = bytearray()
        try:
            while piece := self.socket.recv(65_536):
                said += piece
        except ConnectionResetError:
            pass
        return bytes(said)

    def has_gone(self) -> bool:
        """Whether they have hung up by now; what they said before is thrown away."""
        self.socket.settimeout(0)
        try:
            while self.socket.recv(65_536):
                pass
        except BlockingIOError:
            return False
        except OSError:
            pass
        finally:
            self.socket.settimeout(PATIENCE)
        return True


class Clock:
    """The time of the server as the test says it is: nobody is late because a machine is slow."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """Seconds; no two moments are the same."""
        self.now += 1e-6
        return self.now


class Looked(PatientServer):
    """A server that counts how often it has looked at who is late."""

    looks = 0

    def _shed(self, now: float) -> None:
        super()._shed(now)
        self.looks += 1

    def look(self, seconds: float = 0) -> None:
        """So many seconds pass; then what was said is heard, and who is late has gone."""
        cast("Clock", self.clock).now += seconds
        wanted = self.looks + 2  # the one that is going on may have begun before
        wait_until(lambda: self.looks >= wanted)

    def look_until_all_have_gone(self) -> None:
        """Time passes until nobody is connected any more."""
        for _ in range(100):
            if not self.server.active_channels:
                return
            self.look(SHORT.idle)
        pytest.fail("somebody is still there")


def wait_until(happened: Callable[[], bool]) -> None:
    """Waits for it; fails only when it does not happen at all."""
    until = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.005)


@pytest.fixture(scope="module")
def small() -> Small:
    return Small()


@pytest.fixture(scope="module")
def server(small: Small) -> Iterator[Looked]:
    """The server of this module."""
    made, stopping = Looked(small, ("127.0.0.1", 0), SHORT, clock=Clock()), threading.Event()
    serving = threading.Thread(target=made.run, args=(stopping,))
    serving.start()
    yield made
    stopping.set()
    serving.join(timeout=PATIENCE)
    assert not serving.is_alive()


@pytest.fixture
def call(server: Looked) -> Iterator[Callable[[], Line]]:
    """`call()`: one more connection; after the test all are closed, and the server knows it."""
    lines: list[Line] = []

    def connect() -> Line:
        lines.append(Line(int(server.server.effective_port)))
        return lines[-1]

    yield connect
    for line in lines:
        line.close()
    wait_until(lambda: not server.server.active_channels)
