"""Every complaint of a database that can reach a person is a sentence by then."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from engine.errors import AnswersRejected, EngineError, NotFound, Stale, Unavailable
from engine.store.session import Database
from engine.store.trouble import Clash, in_our_words

CODES: dict[str, type[Exception]] = {
    "08006": Unavailable,
    "22001": AnswersRejected,
    "22003": NotFound,
    "22007": AnswersRejected,
    "22021": NotFound,
    "22P02": AnswersRejected,
    "23502": EngineError,
    "23503": Stale,
    "23505": Clash,
    "23514": EngineError,
    "25006": Unavailable,
    "25P03": Unavailable,
    "40001": Clash,
    "40003": Unavailable,
    "40P01": Clash,
    "42P01": Unavailable,
    "53100": Unavailable,
    "53200": Unavailable,
    "53300": Unavailable,
    "54000": AnswersRejected,
    "55P03": Unavailable,
    "57014": Unavailable,
    "57P01": Unavailable,
    "57P03": Unavailable,
    "58030": Unavailable,
    "XX001": Unavailable,
}
WORDS: dict[str, tuple[type[sqlite3.Error], type[Exception], str]] = {
    "database is locked": (sqlite3.OperationalError, Unavailable, "busy"),
    "database or disk is full": (sqlite3.OperationalError, Unavailable, "no room left"),
    "disk I/O error": (sqlite3.OperationalError, Unavailable, "no room left"),
    "attempt to write a readonly database": (sqlite3.OperationalError, Unavailable, "read-only"),
    "database disk image is malformed": (sqlite3.DatabaseError, Unavailable, "restores them"),
    "file is not a database": (sqlite3.DatabaseError, Unavailable, "restores them"),
    "Could not decode to UTF-8 column 'x'": (sqlite3.OperationalError, Unavailable, "restores"),
    "unable to open database file": (sqlite3.OperationalError, Unavailable, "cannot reach"),
    "no such table: case_": (sqlite3.OperationalError, Unavailable, "s26 db upgrade"),
    "FOREIGN KEY constraint failed": (sqlite3.IntegrityError, Stale, "no longer there"),
    "NOT NULL constraint failed: a.b": (sqlite3.IntegrityError, EngineError, "administrator"),
    "CHECK constraint failed: status": (sqlite3.IntegrityError, EngineError, "administrator"),
    "UNIQUE constraint failed: a.b": (sqlite3.IntegrityError, Clash, "^$"),
    "string or blob too big": (sqlite3.DataError, AnswersRejected, "shorten it"),
    "something never heard of": (sqlite3.OperationalError, Unavailable, "cannot reach"),
    "a datum never heard of": (sqlite3.DataError, NotFound, "check what you typed"),
}


@pytest.mark.parametrize("code", CODES)
def test_each_code_of_postgresql_is_a_sentence(code: str) -> None:
    refused = type("Said", (psycopg.DatabaseError,), {"sqlstate": code, "__module__": "psycopg"})
    with pytest.raises(CODES[code]) as told, in_our_words():
        raise DBAPIError.instance("", None, refused("x"), psycopg.Error)

    assert type(told.value) is CODES[code]


@pytest.mark.parametrize("said", WORDS)
@pytest.mark.parametrize("wrapped", [True, False])
def test_each_complaint_of_sqlite_is_a_sentence(said: str, wrapped: bool) -> None:  # noqa: FBT001
    driver, kind, sentence = WORDS[said]
    problem: Exception = driver(said)
    if wrapped:
        problem = DBAPIError.instance("", None, problem, sqlite3.Error)
    with pytest.raises(kind, match=sentence) as told, in_our_words():
        raise problem

    assert type(told.value) is kind


def test_a_mistake_of_ours_stays_as_it_is() -> None:
    with pytest.raises(KeyError), in_our_words():
        raise KeyError("ours")
    with pytest.raises(sqlite3.ProgrammingError), in_our_words():
        raise sqlite3.ProgrammingError("ours")


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Database]:
    """A SQLite database with no page to spare."""
    (tmp_path / "full.db").touch()
    database = Database(f"sqlite:///{tmp_path / 'full.db'}")
    with database.writing() as db:
        db.execute(text("CREATE TABLE kept (it TEXT)"))
        db.execute(text("PRAGMA max_page_count = 2"))
    yield database
    database.close()


def test_a_full_database_says_that_there_is_no_room(full: Database) -> None:
    def fill() -> None:
        with full.writing() as db:
            db.execute(text("PRAGMA max_page_count = 2"))
            db.execute(text("INSERT INTO kept VALUES (:it)"), {"it": "x" * 100_000})

    with pytest.raises(Unavailable, match="no room left"):
        fill()


def test_a_file_that_is_no_database_is_said_to_be_damaged(tmp_path: Path) -> None:
    place = tmp_path / "other.db"
    place.write_bytes(b"not a database at all, by any means " * 100)
    database = Database(f"sqlite:///{place}")
    with pytest.raises(Unavailable, match="restores them"), database.reading() as db:
        db.execute(text("SELECT 1"))


@pytest.mark.postgres
def test_postgresql_itself_says_what_is_too_long_late_or_missing(postgresql: str) -> None:
    database = Database(postgresql)
    with database.writing() as db:
        db.execute(text("CREATE TABLE kept (it VARCHAR(3))"))

    def run(statement: str) -> None:
        with database.writing() as db:
            db.execute(text("SET LOCAL statement_timeout = 100"))
            db.execute(text(statement))

    for statement, kind, sentence in (
        ("INSERT INTO kept VALUES ('long')", AnswersRejected, "shorten it"),
        ("SELECT pg_sleep(1)", Unavailable, "longer than it may"),
        ("SELECT * FROM nowhere", Unavailable, "s26 db upgrade"),
    ):
        with pytest.raises(kind, match=sentence):
            run(statement)
    with pytest.raises(Unavailable, match="read-only"), database.reading() as db:
        db.execute(text("DELETE FROM kept"))
    database.close()
