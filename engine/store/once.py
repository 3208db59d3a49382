"""Inserts that give way to the row that is already there, in the words of each database."""

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Insert = sqlite.Insert | postgresql.Insert


def insert_into(db: Connection, table: Table) -> Insert:
    """An insert that can say what happens on a conflict."""
    if db.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def insert_once(db: Connection, table: Table, **values: object) -> None:
    """Inserts a row unless its key is taken, by somebody who may not even have committed yet."""
    db.execute(insert_into(db, table).values(**values).on_conflict_do_nothing())
