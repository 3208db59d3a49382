"""What a database's own complaint means for whoever asked: look again, or come back later."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    DisconnectionError,
    InterfaceError,
    OperationalError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout

from engine.errors import NotFound, Unavailable

AWAY = (
    "the service cannot reach its records just now: wait a moment, then look at the case before "
    "you try again, because what you sent may already have been kept"
)
NOTHING = "there is nothing by that name or number: check what you typed"
# PostgreSQL's codes: a unique key, a deadlock, two writers of one row
_UNIQUE, _DEADLOCK, _SERIAL = "23505", "40P01", "40001"
# characters no text can hold (None: the driver itself says so), numbers beyond any column
_UNKNOWABLE = {None, "22021", "22003"}


class Clash(Exception):
    """Two steps met on a key or a lock and this one gave way: look again."""


@contextmanager
def in_our_words() -> Iterator[None]:
    """Raises our own words for what the database said; a mistake of ours stays as it is."""
    try:
        yield
    except PoolTimeout as problem:
        raise Unavailable(AWAY) from problem
    except OverflowError as problem:  # SQLite's driver, of a number beyond its own
        raise NotFound(NOTHING) from problem
    except DataError as problem:
        if getattr(problem.orig, "sqlstate", None) in _UNKNOWABLE:
            raise NotFound(NOTHING) from problem
        raise
    except (DBAPIError, DisconnectionError) as problem:
        if _is_clash(problem):
            raise Clash from problem
        if isinstance(problem, (OperationalError, InterfaceError, DisconnectionError)):
            raise Unavailable(AWAY) from problem
        raise


def _is_clash(problem: Exception) -> bool:
    cause = getattr(problem, "orig", None)
    if getattr(cause, "sqlstate", None) in {_UNIQUE, _DEADLOCK, _SERIAL}:
        return True
    return str(cause).startswith("UNIQUE constraint failed")
