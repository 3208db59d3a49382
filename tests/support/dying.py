"""One act of an office in a process of its own, which may be told to die at a named place."""

import os
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path

from engine import crash
from engine.jobs.mail import FolderPost
from engine.worker import work_off
from tests.support.office import Office

KEPT = 0
_processes = get_context("forkserver")
_processes.set_forkserver_preload(["tests.support.dying"])


def acted(point: str, url: str, now: datetime, act: str, *arguments: str) -> int:
    """The exit code of a process that does one act, told to die at *point*."""
    process = _processes.Process(target=_act, args=(point, url, now, act, arguments))
    process.start()
    process.join(timeout=100)
    assert process.exitcode is not None, f"{act} did not end"
    return process.exitcode


def _act(point: str, url: str, now: datetime, act: str, arguments: tuple[str, ...]) -> None:
    office = Office(url, clock=lambda: now)
    crash._armed = point
    if act == "work":
        work_off(office.engine, FolderPost(Path(arguments[0])))
    else:
        getattr(office, act)(*arguments)
    os._exit(KEPT)
