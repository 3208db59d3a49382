"""A small clamd of our own, on this machine only, that answers as a test wants."""

import socketserver
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

BAD = b"a virus, for a test"
Answer = Callable[[bytes], bytes | None]


def honest(content: bytes) -> bytes:
    """What clamd says of a file that has the test's virus in it, and of one that has not."""
    return b"stream: Test.Virus-1 FOUND\0" if BAD in content else b"stream: OK\0"


class _Line(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        answer, taken = self.server.answer, self.server.taken  # type: ignore[attr-defined]
        content = _taken(self.rfile.read)
        taken.append(content)
        said = answer(content)
        if said is None:
            self.server.closing.wait(120)  # type: ignore[attr-defined]
        else:
            self.wfile.write(said)


def _taken(read: Callable[[int], bytes]) -> bytes:
    """A file as clamd takes it: pieces with their lengths, an empty one last."""
    assert read(10) == b"zINSTREAM\0"
    content = b""
    while length := struct.unpack(">I", read(4))[0]:
        content += read(length)
    return content


class Scanning:
    """A scanner that runs: where it is, and the files it was shown."""

    def __init__(self, address: str, taken: list[bytes]) -> None:
        self.address, self.taken = address, taken


@contextmanager
def scanner(answer: Answer = honest, at: Path | None = None) -> Iterator[Scanning]:
    """A scanner on a port of its own, or on the socket at a path, for the length of a block.

    Where it answers None it says nothing and keeps the line.
    """
    kind = socketserver.ThreadingTCPServer if at is None else socketserver.ThreadingUnixStreamServer
    server = kind(("127.0.0.1", 0) if at is None else str(at), _Line)  # type: ignore[arg-type]
    server.daemon_threads = True
    taken: list[bytes] = []
    closing = threading.Event()
    vars(server).update(answer=answer, taken=taken, closing=closing)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    here = server.socket.getsockname()
    address = str(at) if at is not None else f"127.0.0.1:{here[1]}"
    try:
        yield Scanning(address, taken)
    finally:
        closing.set()
        server.shutdown()
        server.server_close()
