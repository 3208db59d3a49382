"""One function of ours run on foreign bytes in a process of its own, with limits.

A hostile file then costs at most those, and takes nobody else down with it. The process is begun
anew for each file (never forked from ours, whose threads may hold locks), has no environment, no
key and no database, and may write no file; it says what it found as JSON.
"""

import importlib
import resource
import subprocess
import sys
from typing import Any

import orjson

SECONDS = 2  # of processor time
MEGABYTES = 600
PATIENCE = 10  # how many times as long it may take while the machine is busy with other things
_SPENT = -9, -24  # SIGKILL and SIGXCPU: how the kernel ends what used up its time


class TooMuch(Exception):
    """The file took more time or memory than any honest one needs."""


class Broken(Exception):
    """What read the file died of it."""


def read(module: str, content: bytes, *arguments: str) -> Any:
    """What `read(content, *arguments)` of *module* says, as JSON has it.

    Raises TooMuch when it used up its time or memory, Broken when it ended in any other way.
    """
    command = [sys.executable, "-IB", "-m", "engine.limited", module, *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module names
            command,
            input=content,
            capture_output=True,
            env={},
            timeout=SECONDS * PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise TooMuch("it took too long") from late
    if done.returncode in _SPENT or b"MemoryError" in done.stderr:
        raise TooMuch("it took too much time or memory")
    if done.returncode != 0:
        raise Broken(done.stderr[-500:].decode(errors="replace"))
    return orjson.loads(done.stdout)


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
