"""Connections that begin the way each database must: readers plainly, writers at once."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import QueuePool, StaticPool

from engine.store.sqlite_file import STATEMENTS, SqliteFile
from engine.store.trouble import in_our_words

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=15000",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
)
_POSTGRES = {
    "connect_timeout": 3,
    "tcp_user_timeout": 3000,
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 2,
    "options": "-c statement_timeout=5s -c lock_timeout=3s "
    "-c idle_in_transaction_session_timeout=5s -c timezone=UTC",
}


# One look sees one moment, on PostgreSQL as on SQLite, however many statements it takes.
_READS: dict[str, dict[str, object]] = {
    "sqlite": {"read": True},
    "postgresql": {
        "read": True,
        "isolation_level": "REPEATABLE READ",
        "postgresql_readonly": True,
    },
}
_WRITES: dict[str, dict[str, object]] = {
    "sqlite": {"read": False},
    "postgresql": {
        "read": False,
        "isolation_level": "READ COMMITTED",
        "postgresql_readonly": False,
    },
}


class Database:
    """One database: `reading()` and `writing()` are the only two ways in.

    Opening it never makes one: `engine.store.migrate.upgrade` does. With `read_only` nothing of
    it can be changed, not even its journal.
    """

    def __init__(self, url: str, *, read_only: bool = False) -> None:
        self.url = make_url(url)
        self.file: SqliteFile | None = None  # None in memory and on PostgreSQL
        if self.url.get_backend_name() == "sqlite":
            self.file = SqliteFile.of(self.url, read_only=read_only)
            self.engine = _sqlite_engine(self.file)
        else:
            self.engine = _postgres_engine(url)
        self._reads, self._writes = _READS[self.dialect], _WRITES[self.dialect]
        self._reader = self.engine.execution_options(**self._reads)  # the same pool

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.engine.dialect.name

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that only reads; it never queues behind a writer."""
        with in_our_words(), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in one write transaction: committed at the end, or nothing kept."""
        with in_our_words(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing_on(self, reader: Connection) -> Iterator[Connection]:
        """The same on a connection whose look is over: it reads again once the block ends."""
        with in_our_words(), self._turn_to_writing(reader):
            yield reader

    @contextmanager
    def _turn_to_writing(self, reader: Connection) -> Iterator[None]:
        if self.dialect == "sqlite":
            with _in_place(reader):
                yield
            return
        reader.rollback()  # a transaction that began to read cannot write
        reader.execution_options(**self._writes)
        with reader.begin():
            yield
        reader.execution_options(**self._reads)

    def close(self) -> None:
        """Let every pooled connection go."""
        self.engine.dispose()


def sqlite_module() -> ModuleType:
    """The SQLite binding to use: the wheel past the WAL-reset fault where there is one."""
    try:
        from pysqlite3 import dbapi2  # noqa: PLC0415 - Linux only, so looked for when needed
    except ImportError:
        return sqlite3
    module: ModuleType = dbapi2
    return module


def _sqlite_engine(file: SqliteFile | None) -> Engine:
    module = sqlite_module()
    if file is None:
        arguments = {"check_same_thread": False, "cached_statements": STATEMENTS}
        options = {"poolclass": StaticPool, "connect_args": arguments}
        engine = create_engine("sqlite://", module=module, **options)
        event.listen(engine, "connect", _prepare_to_write)
    else:
        engine = create_engine(
            "sqlite://", module=module, creator=lambda: file.connect(module), poolclass=QueuePool
        )
        event.listen(engine, "connect", _prepare_to_look if file.read_only else _prepare_to_write)
        event.listen(engine, "begin", lambda _connection: file.must_be_the_same())
    event.listen(engine, "begin", _begin_transaction)
    return engine


def _prepare_to_write(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not begin for us: `_begin_transaction` does
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _prepare_to_look(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA query_only=ON")


def _begin_transaction(connection: Connection) -> None:
    # A reader that later writes cannot be upgraded in place, so a writer says so at once.
    reads = connection.get_execution_options().get("read")
    driver: Any = connection.connection.driver_connection
    driver.execute("BEGIN" if reads else "BEGIN IMMEDIATE")


@contextmanager
def _in_place(reader: Connection) -> Iterator[None]:
    """The driver's own transactions, one after another, beneath SQLAlchemy's one."""
    if not reader.in_transaction():
        reader.begin()
    driver: Any = reader.connection.dbapi_connection
    driver.execute("ROLLBACK")  # a reader that writes cannot be upgraded in place
    driver.execute("BEGIN IMMEDIATE")
    try:
        yield
        driver.execute("COMMIT")
    except BaseException:
        driver.rollback()
        driver.execute("BEGIN")
        raise
    driver.execute("BEGIN")


def _postgres_engine(url: str) -> Engine:
    target = make_url(url)
    if target.drivername == "postgresql":
        target = target.set(drivername="postgresql+psycopg")
    return create_engine(target, connect_args=_POSTGRES, pool_pre_ping=True, pool_size=10)
