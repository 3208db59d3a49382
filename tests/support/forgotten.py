"""Rows that a transaction wrote and that none of its entries named: triggers on SQLite tell.

For the tests: whatever a test does through commands, each row of a sealed table that it touched
has to stand in an entry of the same transaction. What a test itself writes to arrange is its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Table, event
from sqlalchemy.pool import ConnectionPoolEntry, Pool

import engine.api  # noqa: F401 - every room has hung up its tables
from engine.audit.rows import shape_of
from engine.store.sealing import Owner, tables_sealed_by
from engine.store.session import sqlite_module

_KNOWN = "s26_watched"


def sealed_tables() -> list[Table]:
    """The tables whose rows are sealed by entries."""
    return [*tables_sealed_by(Owner.CASE), *tables_sealed_by(Owner.REGISTER)]


@contextmanager
def nothing_forgotten(target: Any = None) -> Iterator[None]:
    """AssertionError at the end when a row was written that no entry named.

    *target* is the SQLAlchemy engine to watch, or None for every one there will be; they have to
    be closed within the block.
    """
    rows: list[str] = []
    pool = target.pool if target else Pool
    listening = (
        (pool, "checkout", _checkout),
        (target or Engine, "commit", _arranged),
        (pool, "close", lambda driver, _: rows.extend(_left(driver))),
    )
    for one in listening:
        event.listen(*one)
    try:
        yield
    finally:
        for one in listening:
            event.remove(*one)
    assert not rows, f"no entry of the log names these rows that were written: {rows}"


def _checkout(driver: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
    """Outside any transaction, or the triggers would go when it is rolled back."""
    if record.info.get(_KNOWN) or not isinstance(driver, sqlite_module().Connection):
        return
    there = {name for (name,) in driver.execute("SELECT name FROM main.sqlite_master")}
    if there.issuperset(table.name for table in sealed_tables()):
        _watch(driver)
        record.info[_KNOWN] = True


def _watch(driver: Any) -> None:
    driver.execute("CREATE TEMP TABLE forgotten (of, pk, PRIMARY KEY (of, pk))")
    for table in sealed_tables():
        columns = ", ".join(f'"{name}"' for name in shape_of(table).names)
        for when, row in (("INSERT", "NEW"), (f"UPDATE OF {columns}", "NEW"), ("DELETE", "OLD")):
            key = " || '/' || ".join(f'{row}."{one.name}"' for one in table.primary_key.columns)
            driver.execute(
                f"CREATE TEMP TRIGGER s26_{table.name}_{when[:6]} "
                f"AFTER {when} ON main.{table.name} "
                f"BEGIN INSERT OR IGNORE INTO forgotten VALUES ('{table.name}', {key}); END"
            )
    driver.execute(
        "CREATE TEMP TRIGGER s26_named AFTER INSERT ON main.audit_entry BEGIN "
        "DELETE FROM forgotten WHERE EXISTS (SELECT 1 FROM "
        "json_each(NEW.body, '$.rows.\"' || of || '\"') AS named WHERE named.key = pk || ''); END"
    )


def _arranged(connection: Connection) -> None:
    """A write that no command made: a test's own, or a worker's, which touches what is exempt."""
    if connection.connection.info.get(_KNOWN):
        driver: Any = connection.connection.driver_connection
        driver.execute("DELETE FROM forgotten")


def _left(driver: Any) -> list[str]:
    if not isinstance(driver, sqlite_module().Connection):
        return []
    watched = driver.execute("SELECT 1 FROM temp.sqlite_master WHERE name = 'forgotten'").fetchone()
    if watched is None:
        return []
    return [f"{of} {pk}" for of, pk in driver.execute("SELECT of, pk FROM forgotten")]
