"""What a database's own complaint means for whoever asked: look again, or come back later."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from engine.errors import (
    AnswersRejected,
    DatabaseNotReady,
    EngineError,
    NotFound,
    Stale,
    Unavailable,
)

AWAY = (
    "the service cannot reach its records just now: wait a moment, then look at the case before "
    "you try again, because what you sent may already have been kept"
)
BUSY = "the records were busy for longer than we wait; nothing was kept: try again in a moment"
SLOW = "this took longer than it may, so nothing of it was kept: try again, or with less at once"
FULL = (
    "there is no room left to keep anything, so nothing of this was kept: tell your administrator "
    "that the disk or the database is full"
)
LOCKED = (
    "the records can be read but not changed just now, so nothing of this was kept: tell your "
    "administrator that the database is read-only"
)
CORRUPT = (
    "part of the records can no longer be read: tell your administrator, who restores them from "
    "the backup and runs s26 verify"
)
BEHIND = "the records are of another version of the service: run s26 db upgrade, then try again"
NOTHING = "there is nothing by that name or number: check what you typed"
TOO_LONG = "Part of what you sent is longer than can be kept: shorten it and try again"
UNFIT = "Part of what you sent is not something that can be kept: correct it and try again"
GONE = "something that this step names is no longer there: go back and look again"
OPTION = (
    "the address of the database has something after its ? that PostgreSQL does not know: correct "
    "it in S26_DATABASE_URL"
)
AGAINST = "the records do not take this step, so nothing of it was kept: tell your administrator"

# PostgreSQL's codes, and what SQLite says instead: the longest beginning that fits is the one
_CLASH = ("23505", "40001", "40002", "40P01", "UNIQUE constraint failed")
_TROUBLE: dict[str, tuple[type[EngineError], str]] = {
    "08": (Unavailable, AWAY),
    "22": (AnswersRejected, UNFIT),
    "22001": (AnswersRejected, TOO_LONG),
    "22003": (NotFound, NOTHING),  # a number beyond any column
    "22021": (NotFound, NOTHING),  # a character that no text can hold
    "23": (EngineError, AGAINST),
    "23503": (Stale, GONE),
    "25006": (Unavailable, LOCKED),
    "25P03": (Unavailable, SLOW),
    "25P04": (Unavailable, SLOW),
    "40": (Unavailable, AWAY),
    "42703": (Unavailable, BEHIND),
    "42P01": (Unavailable, BEHIND),
    "53": (Unavailable, AWAY),
    "53100": (Unavailable, FULL),
    "54": (AnswersRejected, TOO_LONG),
    "55P03": (Unavailable, BUSY),
    "57": (Unavailable, AWAY),
    "57014": (Unavailable, SLOW),
    "58": (Unavailable, CORRUPT),
    "58030": (Unavailable, FULL),
    "XX": (Unavailable, AWAY),
    "XX001": (Unavailable, CORRUPT),
    "XX002": (Unavailable, CORRUPT),
    "CHECK constraint failed": (EngineError, AGAINST),
    "Could not decode": (Unavailable, CORRUPT),
    "FOREIGN KEY constraint failed": (Stale, GONE),
    "NOT NULL constraint failed": (EngineError, AGAINST),
    "attempt to write a readonly database": (Unavailable, LOCKED),
    "database disk image is malformed": (Unavailable, CORRUPT),
    "database is locked": (Unavailable, BUSY),
    "database or disk is full": (Unavailable, FULL),
    "database table is locked": (Unavailable, BUSY),
    "disk I/O error": (Unavailable, FULL),
    "file is not a database": (Unavailable, CORRUPT),
    "invalid connection option": (DatabaseNotReady, OPTION),
    "no such column": (Unavailable, BEHIND),
    "no such table": (Unavailable, BEHIND),
    "string or blob too big": (AnswersRejected, TOO_LONG),
    "unable to open database file": (Unavailable, AWAY),
}
_DRIVERS = {"pysqlite3", "sqlite3", "psycopg"}
_log = logging.getLogger("section26.store")


class Clash(Exception):
    """Two steps met on a key or a lock and this one gave way: look again."""


@contextmanager
def in_our_words() -> Iterator[None]:
    """Raises our own words for what the database said; a mistake of ours stays as it is."""
    try:
        yield
    except PoolTimeout as problem:
        raise Unavailable(AWAY) from problem
    except (OverflowError, UnicodeEncodeError) as problem:  # a number or letter beyond a driver's
        raise NotFound(NOTHING) from problem
    except Exception as problem:
        error = _error_instead_of(problem)
        if error is None:
            raise
        raise error from problem


def _error_instead_of(problem: Exception) -> Exception | None:
    """What to raise instead; None for what is no complaint of a database, or one of our making."""
    if isinstance(problem, DisconnectionError):
        return Unavailable(AWAY)
    cause = problem.orig if isinstance(problem, DBAPIError) else problem
    if type(cause).__module__.partition(".")[0] not in _DRIVERS:
        return None
    code = str(getattr(cause, "sqlstate", None) or cause)
    if code.startswith(_CLASH):
        return Clash()
    fits = [start for start in _TROUBLE if code.startswith(start)]
    if fits:
        _log.warning("the database said %s", str(cause)[:500])
        kind, sentence = _TROUBLE[max(fits, key=len)]
        return AnswersRejected({"": sentence}) if kind is AnswersRejected else kind(sentence)
    return _error_by_kind(cause)


def _error_by_kind(cause: BaseException | None) -> Exception | None:
    """By the kind of the complaint, where it has neither a code nor words that we know."""
    kinds = {kind.__name__ for kind in type(cause).__mro__}
    if "DataError" in kinds:
        return NotFound(NOTHING)
    if kinds & {"OperationalError", "InterfaceError"}:
        return Unavailable(AWAY)
    return None
