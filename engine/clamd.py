"""Asks the virus scanner clamd about a file, in its own words (INSTREAM) over a plain socket.

A scanner that does not answer in time, or not in a way we know, has said nothing of the file.
"""

import re
import socket
import struct
import time
from dataclasses import dataclass

SECONDS = 20.0  # for one file, from the call to the answer
CHUNK = 65_536  # bytes sent at a time
LONGEST_ANSWER = 1_000  # bytes
_CLEAN = "stream: OK"
_FOUND = re.compile(r"stream: (.{1,200}) FOUND")
_LENGTH = struct.Struct(">I")


class NoVerdict(Exception):
    """Whether a file has a virus is not known; why not is for whoever looks after the scanner."""


@dataclass(frozen=True, slots=True)
class Clamd:
    """The scanner at an address: the path of its socket, or its host and port."""

    address: str
    seconds: float = SECONDS

    def virus_in(self, content: bytes) -> str | None:
        """The name of the virus that the scanner finds, None if it finds none.

        Raises NoVerdict when it does not say.
        """
        until = time.monotonic() + self.seconds
        try:
            with self._called() as line:
                _send(line, content, until)
                answer = _answer(line, until)
        except OSError as problem:
            raise NoVerdict(f"{self.address}: {problem}") from problem
        if answer == _CLEAN:
            return None
        found = _FOUND.fullmatch(answer)
        if found is None:
            raise NoVerdict(f"{self.address}: it answered {answer!r}")
        return found[1]

    def _called(self) -> socket.socket:
        if not self.address.startswith("/"):
            host, _, port = self.address.rpartition(":")
            return socket.create_connection((host.strip("[]"), int(port)), self.seconds)
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(self.seconds)
        try:
            line.connect(self.address)
        except OSError:
            line.close()
            raise
        return line


def _send(line: socket.socket, content: bytes, until: float) -> None:
    """Sends a file in pieces, each with its length before it, and an empty one at the end."""
    _wait_no_longer(line, until)
    line.sendall(b"zINSTREAM\0")
    for at in range(0, len(content), CHUNK):
        piece = content[at : at + CHUNK]
        _wait_no_longer(line, until)
        line.sendall(_LENGTH.pack(len(piece)) + piece)
    line.sendall(_LENGTH.pack(0))


def _answer(line: socket.socket, until: float) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) <= LONGEST_ANSWER:
        _wait_no_longer(line, until)
        piece = line.recv(LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0\n").decode(errors="replace")


def _wait_no_longer(line: socket.socket, until: float) -> None:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("it took too long")
    line.settimeout(left)
