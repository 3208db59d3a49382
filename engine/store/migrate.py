"""Brings a database's schema up to date, or says how it differs from the tables in the code."""

from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect

from engine.errors import DatabaseNotReady
from engine.store.revisions import MIGRATIONS, current, head, knows, tables_of_others
from engine.store.session import Database

if TYPE_CHECKING:
    from alembic.config import Config

_LOCK = 260_026  # one schema change at a time on PostgreSQL

MISSING = (
    "there is no database at {place}: if there should be one, S26_DATABASE_URL names the wrong "
    "place or the file is gone and has to be restored; for a new one run s26 db upgrade"
)
EMPTY = (
    "the database is empty: if it should not be, S26_DATABASE_URL names the wrong one or it has "
    "to be restored; for a new one run s26 db upgrade"
)
OLDER = (
    "the database is of an older release (schema {revision}, this release works on {head}): make "
    "a backup, then run s26 db upgrade"
)
NEWER = (
    "the database is of a newer release (schema {revision}, this release knows up to {head}): "
    "install that release, or restore the backup from before it; nothing was changed"
)
FOREIGN = (
    "the database holds tables that are not section26's: name an empty one in S26_DATABASE_URL; "
    "nothing was changed"
)


def upgrade(database: Database, to: str = "head") -> None:
    """Makes the database where there is none, and applies every schema change that it lacks.

    In one transaction. Raises DatabaseNotReady for a newer release's and for somebody else's.
    """
    if database.file is not None:
        database.file.make()
    with database.reading() as look:
        revision = current(look)
        _must_be_known(revision)
        if revision is None:
            _must_be_empty(look)
        if to == "head" and revision == head():
            return
    with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            # a change of a large table, or the wait for another's, may take its time
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        from alembic import command  # noqa: PLC0415 - 0.15 s that only a change of schema needs

        command.upgrade(_alembic_config(connection), to)


def must_be_ready(database: Database) -> None:
    """Raises DatabaseNotReady unless the database is there and of this release's schema."""
    if database.file is not None and not database.file.path.exists():
        raise DatabaseNotReady(MISSING.format(place=database.file.path))
    with database.reading() as look:
        trouble = why_not_current(look)
    if trouble:
        raise DatabaseNotReady(trouble)


def why_not_current(look: Connection) -> str:
    """Why the schema is not the one this release works on; empty when it is."""
    revision = current(look)
    if revision is None:
        return EMPTY
    if revision == head():
        return ""
    sentence = OLDER if knows(revision) else NEWER
    return sentence.format(revision=revision, head=head())


def downgrade(database: Database, to: str) -> None:
    """Takes schema changes back, for the tests of the migrations."""
    from alembic import command  # noqa: PLC0415 - as above

    with database.writing() as connection:
        command.downgrade(_alembic_config(connection), to)


def revision_of(database: Database) -> str | None:
    """The last schema change of a database; None where there is none."""
    with database.reading() as look:
        return current(look)


def occupants(database: Database) -> str:
    """What stands in the way of filling a PostgreSQL database: tables, or others who use it."""
    with database.reading() as look:
        tables = sorted(inspect(look).get_table_names())
        if tables:
            return f"it has the table {tables[0]}"
        others = look.exec_driver_sql(
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).scalar_one()
        return "somebody is connected to it" if others else ""


def _alembic_config(connection: Connection) -> "Config":
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _must_be_known(revision: str | None) -> None:
    if revision is not None and not knows(revision):
        raise DatabaseNotReady(NEWER.format(revision=revision, head=head()))


def _must_be_empty(connection: Connection) -> None:
    if tables_of_others(connection):
        raise DatabaseNotReady(FOREIGN)
