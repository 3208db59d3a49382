"""Processes that work until they are killed: clerks who move cases on, workers who do due jobs."""

import os
import time
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from random import Random

from engine.errors import NotFound, Stale, Unavailable
from engine.jobs.mail import FolderPost
from engine.worker import work_off
from tests.support.office import Office

ENOUGH = 8  # tasks that wait before nobody opens another case
_processes = get_context("forkserver")
_processes.set_forkserver_preload(["tests.support.clerks"])


def clerk(url: str, folder: Path, seed: int) -> ForkServerProcess:
    """A process that does whatever step comes to hand and notes each that it was told is kept."""
    return _started(_work_as_clerk, url, folder, seed)


def worker(url: str, folder: Path, seed: int) -> ForkServerProcess:
    """A process that does due jobs."""
    return _started(_work_as_worker, url, folder, seed)


def _started(work: object, url: str, folder: Path, seed: int) -> ForkServerProcess:
    process = _processes.Process(target=work, args=(url, folder, seed))  # type: ignore[arg-type]
    process.start()
    return process


def _work_as_clerk(url: str, folder: Path, seed: int) -> None:
    office, random = Office(url), Random(seed)
    notes = os.open(folder / f"{seed}.notes", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    while True:
        try:
            told = _one_step(office, random)
        except (Stale, NotFound):
            continue  # a colleague was quicker
        except Unavailable:
            time.sleep(0.1)
            continue
        except Exception as problem:  # noqa: BLE001 - the reckoning counts it
            told = f"error {type(problem).__name__}: {problem}".replace("\n", " ")
        os.write(notes, f"{told}\n".encode())


def _one_step(office: Office, random: Random) -> str:
    waiting = office.tasks("open", "signing")
    if len(waiting) < ENOUGH:
        return f"start {office.start()}"
    task = random.choice(waiting)
    if task.status == "signing":
        office.sign(task.uid)
        return f"sign {task.uid}"
    office.complete(task.uid, task.element, yes=random.random() < 0.5)
    return f"complete {task.uid}"


def _work_as_worker(url: str, folder: Path, _seed: int) -> None:
    office, post = Office(url), FolderPost(folder / "outbox")
    while True:
        try:
            busy = work_off(office.engine, post)
        except Unavailable:
            busy = False
        if not busy:
            time.sleep(0.05)
