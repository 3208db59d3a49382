"""The pages behind a proxy: only the named one is believed about who calls, and how."""

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode

import pytest

from engine.api import Engine
from engine.settings import Settings
from engine.store.session import Database
from tests.web.conftest import FORCE_LEAD, START, TOKEN
from web.serving.limits import Limits
from web.serving.pages import server_of

NAME = "approvals.force.example"
PROXY, NEIGHBOUR = "127.0.0.1", "127.0.0.2"


@dataclass
class Caller:
    """Somebody who calls a port from an address of this machine, with headers of their choice."""

    port: int
    calls_from: str
    headers: dict[str, str]
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, address: str, form: dict[str, str] | None = None) -> tuple[int, HTTPMessage, str]:
        """The status, the headers and the page."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
        with closing(
            HTTPConnection(PROXY, self.port, timeout=100, source_address=(self.calls_from, 0))
        ) as line:
            body = urlencode(form) if form else None
            headers = {"Host": NAME, "Cookie": cookies, **kind, **self.headers}
            line.request("POST" if form else "GET", address, body, headers)
            answer = line.getresponse()
            page = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers, page

    def guess(self) -> int:
        """What a wrong password is told."""
        _, _, page = self.ask("/sign-in")
        form = {"csrf_token": TOKEN.findall(page)[-1], "email": FORCE_LEAD, "password": "wrong"}
        return self.ask("/sign-in", form)[0]


class Proxy(BaseHTTPRequestHandler):
    """What stands in front, and says over HTTPS who called: the test names the caller."""

    service = 0

    def do_GET(self) -> None:
        """Passes a question on, and the answer back."""
        said = {"X-Forwarded-Proto": "https", "X-Forwarded-For": self._callers()}
        passed = {"Cookie": self.headers.get("Cookie", ""), **said}
        size = int(self.headers.get("Content-Length", 0))
        if size:
            passed["Content-Type"] = self.headers["Content-Type"]
        with closing(HTTPConnection(PROXY, self.service, timeout=100)) as line:
            line.request(self.command, self.path, self.rfile.read(size), {"Host": NAME, **passed})
            answer = line.getresponse()
            content = answer.read()
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            if name.lower() not in {"date", "server"}:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_GET  # noqa: N815 - the names are those of http.server

    def log_message(self, *_: object) -> None:
        """Says nothing."""

    def _callers(self) -> str:
        """What the caller said themselves, and behind it where they really are."""
        said = self.headers.get("X-Forwarded-For", "")
        return f"{said}, {self.headers['X-Test-Caller']}".lstrip(", ")


@pytest.fixture(scope="module")
def service(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of the pages as a real installation serves them, behind a proxy."""
    place = tmp_path_factory.mktemp("proxied") / "pages.db"
    shutil.copy(seeded, place)
    engine = Engine(Database(f"sqlite:///{place}"), lambda: START)
    chosen = Settings(demo=True, trusted_proxy=PROXY, hosts=(NAME,))
    server, stopping = server_of(engine, chosen, (PROXY, 0), Limits()), threading.Event()
    serving = threading.Thread(target=server.run, args=(stopping,))
    serving.start()
    yield int(server.server.effective_port)
    stopping.set()
    serving.join(timeout=100)
    engine.close()


@pytest.fixture(scope="module")
def proxy(service: int) -> Iterator[int]:
    """The port of the proxy in front of it."""
    Proxy.service = service
    with ThreadingHTTPServer((PROXY, 0), Proxy) as server:
        passing = threading.Thread(target=server.serve_forever, args=(0.05,))
        passing.start()
        yield server.server_port
        server.shutdown()
        passing.join()


def test_behind_the_proxy_browsers_are_told_to_come_back_by_https_only(proxy: int) -> None:
    status, headers, _ = Caller(proxy, PROXY, {"X-Test-Caller": "203.0.113.9"}).ask("/sign-in")

    assert status == 200
    assert "max-age=" in headers["Strict-Transport-Security"]
    cookies = headers.get_all("Set-Cookie", [])
    assert cookies
    assert all(one.startswith("__Host-") and "; Secure" in one for one in cookies)


def test_nobody_else_is_believed_to_call_by_https_or_for_another(service: int) -> None:
    told = {
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "127.0.0.1",
        "Forwarded": "proto=https",
    }
    status, headers, _ = Caller(service, NEIGHBOUR, {**told, "Host": NAME}).ask("/sign-in")

    assert status == 200
    assert headers["Strict-Transport-Security"] is None
    assert Caller(service, NEIGHBOUR, {**told, "Host": "other.example"}).ask("/sign-in")[0] == 400


def test_guessers_behind_the_proxy_are_told_apart_and_cannot_name_their_address(
    proxy: int,
) -> None:
    guesser = Caller(proxy, PROXY, {"X-Test-Caller": "203.0.113.9"})
    told = [guesser.guess() for _ in range(5)]
    assert told == [422] * 5

    disguised = {"X-Test-Caller": "203.0.113.9", "X-Forwarded-For": "198.51.100.1"}
    assert Caller(proxy, PROXY, disguised).guess() == 429
    assert Caller(proxy, PROXY, {"X-Test-Caller": "203.0.113.10"}).guess() == 422


def test_whoever_calls_round_the_proxy_has_their_own_address_whatever_they_say(
    service: int,
) -> None:
    told = [
        Caller(service, NEIGHBOUR, {"X-Forwarded-For": f"198.51.100.{n}"}).guess() for n in range(6)
    ]

    assert told == [422] * 5 + [429]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        (NAME, 200),
        (f"{NAME.upper()}.:443", 200),
        ("localhost:8000", 200),
        ("127.0.0.1", 200),
        ("[::1]:9", 200),
        ("other.example", 400),
        (f"{NAME}.other.example", 400),
        (f"x{NAME}", 400),
        ("10.0.0.7", 400),
    ],
)
def test_the_service_answers_for_its_own_names(host: str, status: int, service: int) -> None:
    told, _, page = Caller(service, NEIGHBOUR, {"Host": host}).ask("/sign-in")

    assert told == status
    assert "<script" not in page or status == 200
    assert host not in page or status == 200
    assert Caller(service, NEIGHBOUR, {"Host": host}).ask("/health")[0] == 200


def test_no_page_and_no_file_is_served_without_a_name(service: int) -> None:
    with socket.create_connection((PROXY, service), timeout=100) as line:
        line.sendall(b"GET /sign-in HTTP/1.0\r\n\r\n")
        assert b" 400 " in line.recv(100)
