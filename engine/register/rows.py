"""Rows of the register and their identity: a set is named by its rows, in whatever order. Pure."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import orjson

from engine.register.schema import FROM, POSITION, TO, Schema, TableSchema

Row = Mapping[str, str]  # the cells by their columns; an empty cell is not there
Tables = Mapping[str, Sequence[Row]]

FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"  # of a row that says no day


def canonical(table: str, row: Row) -> str:
    """The row as the text that is kept and hashed: JSON with sorted names, without empty cells."""
    cells = {column: cell for column, cell in row.items() if cell}
    return orjson.dumps([table, cells], option=orjson.OPT_SORT_KEYS).decode()


def row_in(text: str) -> tuple[str, Row]:
    """The table and the row of a canonical text; ValueError when it is none."""
    match orjson.loads(text):
        case [str(table), dict(row)]:
            return table, row
    raise ValueError("it is no row of a table")


def digest(text: str) -> str:
    """The SHA-256 of a canonical row, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def identity(digests: Iterable[str]) -> str:
    """The SHA-256 that names a set of rows: over their digests in order, so files may be sorted."""
    return hashlib.sha256("\n".join(sorted(digests)).encode()).hexdigest()


def digests_of(tables: Tables) -> list[str]:
    """The digest of every row."""
    return [digest(canonical(name, row)) for name, rows in tables.items() for row in rows]


def identity_of(tables: Tables) -> str:
    """The SHA-256 that names the set of these rows; one that stands twice is one row."""
    return identity(set(digests_of(tables)))


def key_of(table: TableSchema, row: Row) -> tuple[str, ...]:
    """What the row is about: its cells in the primary key."""
    return tuple(row.get(column, "") for column in table.primary_key)


def span_of(row: Row) -> tuple[str, str]:
    """The first and the last day on which the row holds, both as ISO 8601."""
    return row.get(FROM) or FIRST_DAY, row.get(TO) or LAST_DAY


def in_reading_order(schema: Schema, tables: Tables) -> dict[str, list[Row]]:
    """The rows of each table as people read them: by position, then key, then day."""
    return {name: _sorted(schema[name], rows) for name, rows in tables.items()}


def _sorted(table: TableSchema, rows: Sequence[Row]) -> list[Row]:
    def place(row: Row) -> tuple[int, tuple[str, ...], str]:
        return int(row.get(POSITION) or 0), key_of(table, row), span_of(row)[0]

    return sorted(rows, key=place)
