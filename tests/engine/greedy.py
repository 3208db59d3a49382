"""Readers that want too much, for a process with limits to run."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def read(content: bytes, wish: str) -> Any:
    """What *wish* asks for, if the process gets so far."""
    wishes: dict[str, Callable[[], Any]] = {
        "size": lambda: {"bytes": len(content)},
        "processor": _for_ever,
        "patience": lambda: time.sleep(60),
        "memory": lambda: len(bytearray(700_000_000)),
        "talk": lambda: _for_ever(lambda: sys.stdout.buffer.write(b"[" * 1_000_000)),
        "complaint": lambda: _for_ever(lambda: sys.stderr.buffer.write(b"!" * 1_000_000)),
        "death": os.abort,
        "surroundings": lambda: sorted(os.environ),
        "file": lambda: Path("/dev/shm/section26-left-behind").write_bytes(content),
        "fault": lambda: 1 / 0,
    }
    return wishes[wish]()


def _for_ever(each: Callable[[], object] = int) -> None:
    while True:
        each()
