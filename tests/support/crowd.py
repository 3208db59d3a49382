"""Strangers on this machine who hold connections open: each kind of them holds them otherwise."""

import socket
import threading
from collections.abc import Sequence
from contextlib import closing

from web.static_assets import BUILT

HERE = "127.0.0.1"
HEAD = b"GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Stranger: "
BODY = (
    b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\nemail="
)
LARGEST = max((path.stat().st_size, path.name) for path in BUILT.rglob("*.js"))[1]
ASKED = f"GET /static/{LARGEST} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode() * 8
IN_PIECES = BODY.replace(b"Content-Length: 100000", b"Transfer-Encoding: chunked").removesuffix(
    b"email="
)

# kind -> what is said at first, by turns; what again and again; seconds in between
KINDS: dict[str, tuple[Sequence[bytes], bytes, float]] = {
    "half_open": ((HEAD, BODY), b"", 1.0),
    "trickling": ((HEAD, BODY), b"a", 0.3),
    "greedy": ((ASKED * 20,), b"", 1.0),  # who ask for much at once and read nothing
    "in_pieces": ((IN_PIECES,), b"1\r\na\r\n" * 300, 0.3),  # a byte in each chunk
    "slow": ((BODY, ASKED), b"a" * 500, 0.5),  # half send slowly, half do not read answers
}


class Crowd:
    """So many strangers of one kind, who come back when they are let go, until it is closed."""

    def __init__(self, port: int, kind: str, size: int, calls_from: str = HERE) -> None:
        self.port, self.size, self.calls_from = port, size, calls_from
        self.first, self.again, self.pause = KINDS[kind]
        self.lines: list[socket.socket] = []
        self.let_go = 0
        self.over = threading.Event()
        self.there = threading.Event()
        self.keeping = threading.Thread(target=self._keep_on)
        self.keeping.start()
        self.there.wait(timeout=60)

    def close(self) -> None:
        """Sends them home."""
        self.over.set()
        self.keeping.join()
        for line in self.lines:
            line.close()

    def told(self) -> dict[str, int]:
        """How many were let go, and how many are there."""
        return {"let_go": self.let_go, "there": len(self.lines)}

    def _keep_on(self) -> None:
        while not self.over.is_set():
            while len(self.lines) < self.size and not self.over.is_set():
                if not self._come():
                    break
            self.there.set()
            self.lines = [line for line in self.lines if self._still_there(line)]
            self.over.wait(self.pause)

    def _come(self) -> bool:
        try:
            line = socket.create_connection((HERE, self.port), 2, (self.calls_from, 0))
            line.sendall(self.first[len(self.lines) % len(self.first)])
            line.setblocking(False)  # noqa: FBT003 - the socket's own word
        except OSError:
            return False
        self.lines.append(line)
        return True

    def _still_there(self, line: socket.socket) -> bool:
        try:
            if self.again:
                line.send(self.again)
            elif not line.recv(1, socket.MSG_PEEK):
                raise ConnectionResetError
        except BlockingIOError:
            return True
        except OSError:
            with closing(line):
                self.let_go += 1
            return False
        return True
