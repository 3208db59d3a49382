"""Strangers on this machine who guess passwords without end, as many at once as wanted."""

import socket
import threading
from contextlib import suppress
from itertools import count
from selectors import EVENT_READ, DefaultSelector
from urllib.parse import urlencode

from tests.support.browsing import TOKEN, Browser


class Guessers:
    """So many guesses at once, each for another account, and the next as soon as one is answered.

    One thread asks for all of them: what they take is the time of the service, not their own.
    """

    def __init__(self, port: int, size: int, calls_from: str) -> None:
        self.port, self.size, self.calls_from = port, size, calls_from
        browser = Browser(port, "", "")
        self.token = TOKEN.findall(browser._ask("GET", "/sign-in").page)[0]
        self.cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        self.accounts = count()
        self.answers: dict[int, int] = {}
        self.selector = DefaultSelector()
        self.over = threading.Event()
        self.guessing = threading.Thread(target=self._keep_on)
        self.guessing.start()

    def close(self) -> None:
        """They go."""
        self.over.set()
        self.guessing.join()
        for key in list(self.selector.get_map().values()):
            key.fileobj.close()  # type: ignore[union-attr]
        self.selector.close()

    def told(self) -> dict[str, int]:
        """How many were answered with which status; 0 for those who were let go."""
        return {f"told_{status}": number for status, number in sorted(self.answers.items())}

    def _keep_on(self) -> None:
        while not self.over.is_set():
            missing = self.size - len(self.selector.get_map())
            for _ in range(min(missing, 50)):
                with suppress(OSError):
                    self._guess()
            for key, _ in self.selector.select(0.05):
                self._hear(key.fileobj)  # type: ignore[arg-type]

    def _guess(self) -> None:
        line = socket.create_connection(("127.0.0.1", self.port), 2, (self.calls_from, 0))
        email = f"somebody{next(self.accounts)}@example.org"
        form = {"csrf_token": self.token, "email": email, "password": "a wrong password"}
        body = urlencode(form).encode()
        head = (
            "POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
            f"Cookie: {self.cookie}\r\nContent-Length: {len(body)}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
        )
        line.sendall(head.encode() + body)
        self.selector.register(line, EVENT_READ)

    def _hear(self, line: socket.socket) -> None:
        try:
            said = line.recv(65_536)
        except OSError:
            said = b""
        status = int(said.split()[1]) if said.startswith(b"HTTP/") else 0
        if status or not said:
            self.answers[status] = self.answers.get(status, 0) + 1
            self.selector.unregister(line)
            line.close()
