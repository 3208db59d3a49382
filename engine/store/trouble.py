"""What a database's own complaint means for whoever asked: look again, or come back later."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, DisconnectionError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from engine.errors import Unavailable

AWAY = (
    "the service cannot reach its records just now: wait a moment, then look at the case before "
    "you try again, because what you sent may already have been kept"
)
# PostgreSQL: unique key, deadlock, two writers of one row, a value its kind cannot hold
_UNIQUE, _DEADLOCK, _SERIAL = "23505", "40P01", "40001"


class Clash(Exception):
    """Two steps met on a key or a lock and this one gave way: look again."""


@contextmanager
def in_our_words() -> Iterator[None]:
    """Raises Clash or Unavailable for what the database said; a mistake of ours stays as it is."""
    try:
        yield
    except PoolTimeout as problem:
        raise Unavailable(AWAY) from problem
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
