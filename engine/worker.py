"""Does the jobs that are due, one command each; any number of workers may run side by side."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from engine.api import Engine
from engine.audit.rounds import Rounds
from engine.commands.beat import FROM_A_WORKER
from engine.commands.open_incident import FAILURES, OpenIncident
from engine.commands.send_mail import SendMail
from engine.commands.trigger_timer import TriggerTimer
from engine.commands.unnamed_files import forget_unnamed_files
from engine.crash import crash_point
from engine.errors import EngineError, Stale, Unavailable
from engine.jobs.backoff import ATTEMPTS
from engine.jobs.claim import due_job, give_back, lease, put_off
from engine.jobs.heartbeat import is_due
from engine.jobs.mail import Post
from engine.jobs.rows import JobRow
from engine.letters.scans import any_abandoned, forget_abandoned

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
    _attempt(engine, row, _command(row, post, sender), now)
    return True


def _attempt(engine: Engine, row: JobRow, job: TriggerTimer | SendMail, now: datetime) -> None:
    """Does a job, or keeps what came in its way: it is given back, put off, or an incident."""
    try:
        engine.do(job, None)
    except (Stale, Unavailable) as busy:
        _log.warning("job %s was given back: %s", row.id, busy)
        with engine.database.writing() as db:
            give_back(db, row, now)
    except FAILURES as problem:  # the engine has opened an incident for it
        _log.warning("job %s stopped with an incident: %s", row.id, problem)
    except EngineError as problem:
        _stop(engine, row, str(problem))
    except Exception as problem:  # noqa: BLE001 - a fault of ours must not hold up other jobs
        _log.warning(
            "job %s failed: %s", row.id, problem, exc_info=not isinstance(problem, OSError)
        )
        _fail(engine, row, now, f"{type(problem).__name__}: {problem}")


def _command(row: JobRow, post: Post, sender: str) -> TriggerTimer | SendMail:
    return TriggerTimer(row.id) if row.kind == "timer" else SendMail(row.id, post, sender)


def _fail(engine: Engine, row: JobRow, now: datetime, why: str) -> None:
    """Tries again later; when its attempts are used up, somebody has to look at it."""
    if row.attempts_left <= 1:
        _stop(engine, row, why, ATTEMPTS)
        return
    with engine.database.writing() as db:
        put_off(db, row, now, why)


def _stop(engine: Engine, row: JobRow, why: str, attempts: int = 1) -> None:
    _log.warning("job %s stopped with an incident: %s", row.id, why)
    engine.do(OpenIncident(row.kind, str(row.id), why, attempts), None)


def put_away(engine: Engine) -> None:
    """Forgets what people handed in and left: scans that nobody compared with their letters."""
    now = engine.clock()
    with engine.database.reading() as db:
        if not any_abandoned(db, now):
            return
    with engine.database.writing() as db:
        forget_abandoned(db, now)


def sweep(engine: Engine) -> None:
    """Forgets the files of drafts that were changed or discarded, which nothing names any more."""
    if removed := forget_unnamed_files(engine.database, engine.clock()):
        _log.info("%s files that nothing named were removed", removed)


# What is done beside the jobs, and how long it can wait then.
CHORES: tuple[tuple[Callable[[Engine], None], timedelta], ...] = (
    (put_away, timedelta(hours=1)),
    (sweep, timedelta(days=1)),
)


@dataclass
class Chores:
    """What is done now and then beside the jobs: at the start, and again when its time is up."""

    due: dict[Callable[[Engine], None], datetime] = field(default_factory=dict)

    def go(self, engine: Engine) -> None:
        """Does what is due."""
        for chore, every in CHORES:
            if chore not in self.due or engine.clock() >= self.due[chore]:
                chore(engine)
                self.due[chore] = engine.clock() + every


@dataclass
class Pulse:
    """Says for a worker, every few seconds, that it goes round."""

    engine: Engine
    _last: datetime | None = None

    def beat(self) -> None:
        """Says so when it is time; that it could not is a line of the log, and tried again."""
        now = self.engine.clock()
        if not is_due(self._last, now):
            return
        self._last = now
        try:
            self.engine.do(FROM_A_WORKER, None)
        except EngineError as problem:
            _log.warning("the worker could not say that it goes round: %s", problem)


def run(
    engine: Engine, post: Post, sender: str, stop: threading.Event, rounds: Rounds | None = None
) -> None:
    """Works until told to stop; a job in hand is finished first. *rounds* sign checkpoints."""
    chores, pulse = Chores(), Pulse(engine)
    while not stop.is_set():
        try:
            busy = work_off(engine, post, sender)
            if not busy:
                chores.go(engine)
            if rounds is not None:
                rounds.go(engine.clock())
            pulse.beat()
        except Exception:  # noqa: BLE001 - a database that is away comes back: say so, wait, go on
            _log.exception("the worker could not reach its work")
            busy = False
        if not busy:
            stop.wait(IDLE_SECONDS)
