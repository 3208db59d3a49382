"""A server of the real kind with a small page behind it, and callers who speak by the byte."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

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
    tick=0.05,
)
LARGE = b"x" * 30_000_000
SIZES = {"/large": len(LARGE), "/medium": 40_000}


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
            self.let_go.wait(timeout=10)
        start("200 OK", [("Content-Type", "text/plain")])
        if environ["PATH_INFO"] in SIZES:
            return [LARGE[: SIZES[environ["PATH_INFO"]]]]
        return [f"{environ.get('CONTENT_LENGTH', '0')} {len(body)}".encode()]


class Line:
    """A caller's connection, spoken over byte by byte."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10)

    def say(self, words: bytes) -> "Line":
        """Sends these bytes."""
        self.socket.sendall(words)
        return self

    def close(self) -> None:
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

    def gone_after(self, *, saying: bytes = b"", most: float = 5.0) -> float:
        """Seconds until they hang up, while this is said again and again."""
        began = time.monotonic()
        self.socket.settimeout(0.05)
        while time.monotonic() - began < most:
            try:
                if saying:
                    self.socket.send(saying)
                if not self.socket.recv(65_536):
                    break
            except TimeoutError:
                continue
            except OSError:
                break
        return time.monotonic() - began


@pytest.fixture(scope="module")
def small() -> Small:
    return Small()


@pytest.fixture(scope="module")
def server(small: Small) -> Iterator[PatientServer]:
    """The server of this module."""
    made, stopping = PatientServer(small, ("127.0.0.1", 0), SHORT), threading.Event()
    serving = threading.Thread(target=made.run, args=(stopping,))
    serving.start()
    yield made
    stopping.set()
    serving.join(timeout=10)
    assert not serving.is_alive()


@pytest.fixture
def call(server: PatientServer) -> Iterator[Callable[[], Line]]:
    """`call()`: one more connection; after the test all are closed, and the server knows it."""
    lines: list[Line] = []

    def connect() -> Line:
        lines.append(Line(int(server.server.effective_port)))
        return lines[-1]

    yield connect
    for line in lines:
        line.close()
    until = time.monotonic() + 5
    while server.server.active_channels and time.monotonic() < until:
        time.sleep(SHORT.tick / 2)
