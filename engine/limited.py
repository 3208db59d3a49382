"""One function of ours run on foreign bytes in a process of its own, with limits.

A hostile file then costs at most those, and takes nobody else down with it. The process is begun
anew for each file (never forked from ours, whose threads may hold locks), has no environment, no
key and no database, and may write no file; it says what it found as JSON.
"""

import importlib
import resource
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from subprocess import PIPE, Popen
from typing import IO

import orjson

SECONDS = 2  # of processor time
MEGABYTES = 600
PATIENCE = 10  # how many times as long it may take while the machine is busy with other things
# What is said of the longest letter takes 2 MB, a page of a scan 5; whoever took the process over
# could say more than this one has memory for.
MOST_SAID = 12_000_000  # bytes
MOST_FAULTS = 1_000_000
_SPENT = -9, -24  # SIGKILL and SIGXCPU: how the kernel ends what used up its time


class TooMuch(Exception):
    """The file took more time or memory than any honest one needs."""


class Broken(Exception):
    """What read the file died of it."""


def read(module: str, content: bytes, *arguments: str) -> object:
    """What `read(content, *arguments)` of *module* says, as JSON has it.

    Raises TooMuch when it used up its time or memory, Broken when it ended in any other way.
    """
    command = [sys.executable, "-IB", "-m", "engine.limited", module, *arguments]
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module names
        command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env={}
    ) as child:
        said, faults = _heard(child, content)
    if child.returncode in _SPENT or b"MemoryError" in faults:
        raise TooMuch("it took too much time or memory")
    if child.returncode != 0:
        raise Broken(faults[-500:].decode(errors="replace"))
    value: object = orjson.loads(said)
    return value


def _heard(child: "Popen[bytes]", content: bytes) -> tuple[bytes, bytes]:
    """What the process says of the content, and of its faults; ended when that is too much."""
    assert child.stdin is not None  # as each of the three was asked for
    assert child.stdout is not None
    assert child.stderr is not None
    with ThreadPoolExecutor(3) as ways:
        ways.submit(_give, child.stdin, content)
        faults = ways.submit(_most_of, child, child.stderr, MOST_FAULTS)
        said = ways.submit(_most_of, child, child.stdout, MOST_SAID)
        try:
            child.wait(SECONDS * PATIENCE)
        except subprocess.TimeoutExpired as late:
            child.kill()
            raise TooMuch("it took too long") from late
        return said.result(), faults.result()


def _give(way: IO[bytes], content: bytes) -> None:
    with suppress(BrokenPipeError), way:
        way.write(content)


def _most_of(child: "Popen[bytes]", way: IO[bytes], most: int) -> bytes:
    said = way.read(most + 1)
    if len(said) > most:
        child.kill()
        raise TooMuch("it says far more of the file than there is to say")
    return said


def bind() -> None:
    """Takes on the limits, for good; there is no way back for a process."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20, MEGABYTES << 20))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(module: str, *arguments: str) -> None:
    """The other side of `read`: the content comes in, what is said of it goes out."""
    bind()
    content = sys.stdin.buffer.read()
    said = importlib.import_module(module).read(content, *arguments)
    sys.stdout.buffer.write(orjson.dumps(said))


if __name__ == "__main__":
    main(*sys.argv[1:])
