"""Whether people can work with the service, for whatever watches over it: what is not as it should.

The sentences are for operators who are not signed in: they name no place, account or secret.
"""

from dataclasses import dataclass

from sqlalchemy import select

from engine.context import QueryContext
from engine.jobs.heartbeat import EVERY, PAGES, WORKER, why_not_at_work
from engine.jobs.tables import heartbeat
from engine.store.migrate import why_not_current
from engine.store.sqlite_file import GONE
from engine.store.trouble import BUSY, CORRUPT, FULL, LOCKED, SLOW

NOT_KNOWN = "not known"
CANNOT_SAY = "not known, because a worker cannot say so while nothing can be written"
AWAY = "cannot be reached: the lines of the service say more"
_IN_SHORT = {
    BUSY: "is busy for longer than we wait",
    CORRUPT: "is damaged: restore it from the backup and run s26 verify",
    FULL: "can be read but not changed, because there is no room left on its disk",
    GONE.partition("{")[0]: (
        "its file was removed or replaced: stop the service, put the right file back or restore "
        "the backup, and start it again"
    ),
    LOCKED: "can be read but not changed: it, or its disk, is read-only",
    SLOW: "takes longer than it may",
}


@dataclass(frozen=True, slots=True)
class Readiness:
    """What is wrong with the schema and the worker, empty where nothing is."""

    schema: str
    worker: str
    written_lately: bool  # so that there is no need to try whether it can be


def readiness(context: QueryContext) -> Readiness:
    """How the schema and the worker are, as far as the records know."""
    if schema := why_not_current(context.db):
        return Readiness(schema, NOT_KNOWN, written_lately=False)
    rows = context.db.execute(select(heartbeat.c.name, heartbeat.c.at))
    beats = {row.name: row.at for row in rows if row.name in {WORKER, PAGES}}
    lately = any(abs(context.now - last_beat) < 2 * EVERY for last_beat in beats.values())
    return Readiness("", why_not_at_work(beats.get(WORKER), context.now), written_lately=lately)


def in_short(trouble: Exception) -> str:
    """What is wrong with the database, by what it said when it was asked."""
    message = str(trouble)
    return next((short for begins, short in _IN_SHORT.items() if message.startswith(begins)), AWAY)
