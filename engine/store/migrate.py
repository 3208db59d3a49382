"""Brings a database's schema up to date, or says how it differs from the tables in the code."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from engine.store.session import Database

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
_LOCK = 260_026  # one schema change at a time on PostgreSQL


def upgrade(database: Database, to: str = "head") -> None:
    """Applies every schema change that the database lacks, in one transaction."""
    _make_folder(database)
    with database.reading() as look:
        if to == "head" and _current(look) == head():
            return
    with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            # a change of a large table, or the wait for another's, may take its time
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        command.upgrade(_config(connection), to)


def downgrade(database: Database, to: str) -> None:
    """Takes schema changes back, for the tests of the migrations."""
    with database.writing() as connection:
        command.downgrade(_config(connection), to)


def head() -> str | None:
    """The newest schema change; an error when there are two ends."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _make_folder(database: Database) -> None:
    name = database.url.database
    if database.dialect == "sqlite" and name not in {None, "", ":memory:"}:
        Path(str(name)).parent.mkdir(parents=True, exist_ok=True)
