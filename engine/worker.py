"""Does the jobs that are due, one command each; any number of workers may run side by side."""

import logging
import threading

from engine.api import Engine
from engine.commands.fire_timer import FireTimer
from engine.commands.send_mail import SendMail
from engine.crash import crash_point
from engine.errors import EngineError
from engine.jobs.claim import due_job, lease, put_off
from engine.jobs.mail import Post

IDLE_SECONDS = 2.0
_log = logging.getLogger("section26.worker")


def work_off(engine: Engine, post: Post, sender: str = "section26@localhost") -> bool:
    """Does the one job that has been due the longest; whether there was one."""
    now = engine.clock()
    with engine.database.reading() as db:
        row = due_job(db, now)
    if row is None:
        return False
    with engine.database.writing() as db:
        if not lease(db, row, now):
            return True  # another worker has it
    crash_point("after_lease")
    try:
        if row.kind == "timer":
            engine.do(FireTimer(row.id), None)
        else:
            engine.do(SendMail(row.id, post, sender), None)
    except (EngineError, OSError) as problem:
        _log.warning("job %s was put off: %s", row.id, problem)
        with engine.database.writing() as db:
            put_off(db, row, now, f"{type(problem).__name__}: {problem}")
    return True


def run(engine: Engine, post: Post, sender: str, stop: threading.Event) -> None:
    """Works until told to stop; a job in hand is finished first."""
    while not stop.is_set():
        try:
            busy = work_off(engine, post, sender)
        except Exception:  # noqa: BLE001 - a database that is away comes back: say so, wait, go on
            _log.exception("the worker could not reach its work")
            busy = False
        if not busy:
            stop.wait(IDLE_SECONDS)
