"""Connections: no update lost, no reader stopped by a writer, and all or nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from engine.errors import NotFound
from engine.people.tables import sign_in
from engine.store import blobs
from engine.store.check import differences
from engine.store.migrate import downgrade, upgrade
from engine.store.revisions import head
from engine.store.session import Database, sqlite_module


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """A migrated SQLite file."""
    made = Database(f"sqlite:///{tmp_path / 'a.db'}")
    upgrade(made)
    return made


def test_two_hundred_updates_at_once_are_all_kept(database: Database) -> None:
    with database.writing() as db:
        db.execute(text("INSERT INTO case_serial VALUES ('X', 0)"))

    def add(_: int) -> None:
        with database.writing() as db:
            n = db.execute(text("SELECT last FROM case_serial")).scalar_one()
            db.execute(text("UPDATE case_serial SET last = :n"), {"n": n + 1})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, range(200)))
    with database.reading() as db:
        assert db.execute(text("SELECT last FROM case_serial")).scalar_one() == 200


def test_a_statement_is_compiled_once_however_many_others_there_are(database: Database) -> None:
    compiled: list[object] = []

    def compiling(*asked: object) -> int:
        compiled.append(asked)
        return 0  # it may

    ours = [f"SELECT prefix FROM case_serial WHERE last = {n}" for n in range(20)]
    with database.reading() as db:
        driver: Any = db.connection.driver_connection
        driver.set_authorizer(compiling)
        for n in range(300):
            driver.execute(f"SELECT last + {n} FROM case_serial").fetchall()
        for statement in ours:
            driver.execute(statement).fetchall()
        assert compiled
        compiled.clear()
        for statement in ours:
            driver.execute(statement).fetchall()

    assert not compiled


def test_a_failed_write_leaves_nothing(database: Database) -> None:
    def fail() -> None:
        with database.writing() as db:
            db.execute(text("INSERT INTO case_serial VALUES ('X', 0)"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.reading() as db:
        assert db.execute(text("SELECT count(*) FROM case_serial")).scalar_one() == 0


def test_a_reader_does_not_wait_for_a_writer(database: Database) -> None:
    with database.writing() as writer:
        writer.execute(text("INSERT INTO case_serial VALUES ('X', 0)"))
        with database.reading() as reader:
            assert reader.execute(text("SELECT count(*) FROM case_serial")).scalar_one() == 0


def test_foreign_keys_and_full_synchronisation_are_on(database: Database) -> None:
    with database.reading() as db:
        assert db.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert db.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert db.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_the_sqlite_in_use_is_past_the_fault_that_corrupts_files() -> None:
    assert sqlite_module().sqlite_version_info >= (3, 51, 3)


def test_the_schema_goes_back_and_forth_and_is_what_the_code_says(database: Database) -> None:
    assert differences(database) == []
    downgrade(database, "base")
    upgrade(database)
    assert differences(database) == []
    assert head() is not None


def test_instants_come_back_in_utc_and_must_say_their_zone(database: Database) -> None:
    summer = datetime(2026, 6, 1, 12, tzinfo=timezone(timedelta(hours=1)))
    values = {"token_hash": "a", "person_id": 1, "started_at": summer, "seen_at": summer}
    with database.writing() as db:
        db.execute(
            text("INSERT INTO person (id, name, email, active, demo) VALUES (1,'a','a',1,0)")
        )
        db.execute(sign_in.insert().values(**values))
    with database.reading() as db:
        assert db.execute(sign_in.select()).one().seen_at == summer
        assert db.execute(sign_in.select()).one().seen_at.tzinfo is UTC
    with pytest.raises(StatementError, match="time zone"), database.writing() as db:
        db.execute(sign_in.update().values(seen_at=datetime(2026, 6, 1)))  # noqa: DTZ001


NOW = datetime(2026, 6, 1, tzinfo=UTC)


def test_a_blob_is_kept_once_and_told_when_damaged(database: Database) -> None:
    with database.writing() as db:
        name = blobs.keep(db, b"letter", NOW)
        assert blobs.keep(db, b"letter", NOW) == name
    with database.writing() as db:
        assert blobs.read(db, name) == b"letter"
        db.execute(text("UPDATE blob SET content = CAST('lettre' AS BLOB)"))
        with pytest.raises(NotFound, match="damaged"):
            blobs.read(db, name)
        with pytest.raises(NotFound, match="not kept"):
            blobs.read(db, "0" * 64)
