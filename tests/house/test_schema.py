"""The migrations and the tables say the same, and the migrations form one line."""

import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from engine.store.base import metadata
from engine.store.migrate import downgrade, upgrade
from engine.store.revisions import MIGRATIONS, revisions
from engine.store.session import Database


@pytest.fixture(scope="module", autouse=True)
def every_room_has_hung_up_its_tables(root: Path) -> None:
    for path in (root / "engine").glob("*/tables.py"):
        importlib.import_module(f"engine.{path.parent.name}.tables")
    importlib.import_module("engine.store.blobs")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    sqlite = f"sqlite:///{tmp_path}/house.db"
    kind: str = request.param
    database = Database(sqlite if kind == "sqlite" else request.getfixturevalue(kind))
    upgrade(database)
    yield database
    downgrade(database, "base")
    database.close()


def test_the_schema_that_migrations_make_is_the_one_the_tables_describe(
    database: Database,
) -> None:
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, metadata) == []


def test_the_migrations_form_one_line() -> None:
    changes = list(ScriptDirectory(str(MIGRATIONS)).walk_revisions())
    numbers = [change.revision for change in reversed(changes)]

    assert numbers == [f"{n:04}" for n in range(1, len(changes) + 1)]
    assert [change.down_revision for change in reversed(changes)] == [None, *numbers[:-1]]
    assert revisions() == tuple(numbers)  # as the names of the files say


def test_every_migration_can_be_taken_back(database: Database) -> None:
    downgrade(database, "base")

    with database.reading() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}


def test_bringing_a_database_up_to_date_twice_changes_nothing(database: Database) -> None:
    upgrade(database)

    with database.reading() as connection:
        assert set(metadata.tables) <= set(inspect(connection).get_table_names())


def test_every_index_says_what_it_serves(root: Path) -> None:
    unexplained = []
    for path in (root / "engine").glob("*/tables.py"):
        above = ""
        for line in path.read_text().splitlines():
            if "Index(" in line and "#" not in above + line:
                unexplained.append(f"{path.relative_to(root)}: {line.strip()}")
            above = line

    assert unexplained == []
