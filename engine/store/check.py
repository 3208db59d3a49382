"""How a database's schema differs from the tables in the code."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from engine.store.base import metadata
from engine.store.session import Database


def differences(database: Database) -> list[str]:
    """Each difference in words; none when migrations and tables agree. All rooms are loaded."""
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [str(difference) for difference in compare_metadata(context, metadata)]
