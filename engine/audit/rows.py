"""Writes the rows of one transaction and names each of them to the entry that seals it.

Whoever changes a table that is sealed writes through `Rows`: a statement comes back with the rows
it touched, as they now stand, so that an entry cannot forget one however many they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, TypedDict

from sqlalchemy import Column, Connection, Delete, Insert, Integer, Table, Update

from engine.audit.digest import ALGORITHM, row_digest
from engine.store.prepared import Cells, PreparedCells, Values
from engine.store.sealing import Owner, sealed_name, sealing_of

Statement = Insert | Update | Delete
Digests = dict[str, str | None]  # primary key as text: digest, or None when the row is gone


@dataclass(frozen=True, slots=True)
class Shape:
    """What is sealed of a table's rows: the columns in order, and where its keys stand in them."""

    table: str
    columns: tuple[Column[object], ...]
    names: tuple[str, ...]  # under which they are sealed
    blanks: tuple[object, ...]  # what each column holds in a row older than itself
    keys: tuple[int, ...]
    case: int | None  # where the id of the row's case stands; None in tables of the register

    def key_of(self, row: Cells) -> str:
        """What an entry calls a row: its primary key as text."""
        return "/".join([str(row[position]) for position in self.keys])

    def digest_of(self, row: Cells) -> str:
        """The digest of a row that holds exactly the sealed columns, in order."""
        return row_digest(self.table, zip(self.names, row, self.blanks, strict=True))


@cache
def shape_of(table: Table) -> Shape:
    """What is sealed of the rows of *table*; ValueError when no chain seals them."""
    sealing = sealing_of(table)
    if sealing.owner is Owner.NOBODY:
        raise ValueError(f"no entry of the log seals rows of {table.name}")
    left_out = sealing.derived.keys() | sealing.exempt.keys()
    columns = [column for column in table.c if column.name not in left_out]
    places = {column.name: position for position, column in enumerate(columns)}
    return Shape(
        table=str(table.name),
        columns=tuple(columns),
        names=tuple(sealed_name(column) for column in columns),
        blanks=tuple(_value_before(column) for column in columns),
        keys=tuple(places[column.name] for column in table.primary_key.columns),
        case=places[sealing.case] if sealing.owner is Owner.CASE else None,
    )


def _value_before(column: Column[object]) -> object:
    """What a row kept before the column was added holds there: its server default, or null."""
    if column.nullable or column.server_default is None:
        return None
    text = str(getattr(column.server_default, "arg", ""))
    return int(text) if isinstance(column.type, Integer) else text


class PreparedWrite:
    """A statement that changes rows of a sealed table, its SQL worked out once (see `Prepared`)."""

    def __init__(self, statement: Statement) -> None:
        self.shape = shape_of(_table_of(statement))
        self.deletes = isinstance(statement, Delete)
        self.prepared = PreparedCells(statement.returning(*self.shape.columns))


class _Written(NamedTuple):
    """A row as it was last written, by its sealed columns, or as it was when it was taken away."""

    cells: Cells
    gone: bool


class Sealed(TypedDict):
    """What an entry says of rows: the algorithm, and each row's digest by its table and key."""

    alg: str
    rows: dict[str, Digests]


class Rows:
    """The rows that one transaction writes; an entry seals them when everything is written."""

    def __init__(self, db: Connection) -> None:
        self.db = db  # for reading, and for what is not sealed
        self._written: dict[Shape, dict[str, _Written]] = {}

    def write(self, statement: Statement) -> list[str]:
        """The keys of the rows that *statement* inserts, changes or deletes, as the entry says."""
        shape = shape_of(_table_of(statement))
        rows = self.db.execute(statement.returning(*shape.columns)).all()
        return self._keep_rows(shape, rows, gone=isinstance(statement, Delete))

    def run(self, write: PreparedWrite, values: Values) -> list[str]:
        """The same for a prepared statement with its *values*."""
        rows = write.prepared.all(self.db, values)
        return self._keep_rows(write.shape, rows, gone=write.deletes)

    def many(self, write: PreparedWrite, rows: Iterable[Values]) -> None:
        """Runs a prepared statement once for each of *rows*."""
        for values in rows:
            self.run(write, values)

    def sealed(self, case: int | None) -> Sealed:
        """What the entry says of the rows; None stands for one that is gone.

        *case* is the id of the case whose entry it is, None for the register; ValueError when a
        row belongs to another chain, where its own entries would not follow it.
        """
        digests: dict[str, Digests] = {}
        for shape, rows in self._written.items():
            of_table = digests.setdefault(shape.table, {})
            for key, row in rows.items():
                _must_belong(shape, row.cells, case)
                of_table[key] = None if row.gone else shape.digest_of(row.cells)
        return Sealed(alg=ALGORITHM, rows=digests)

    def _keep_rows(self, shape: Shape, rows: Iterable[Cells], *, gone: bool) -> list[str]:
        by_key = {shape.key_of(cells): _Written(cells, gone) for cells in rows}
        self._written.setdefault(shape, {}).update(by_key)
        return list(by_key)


def _table_of(statement: Statement) -> Table:
    if not isinstance(statement.table, Table):
        raise TypeError("only the rows of one table can be written")
    return statement.table


def _must_belong(shape: Shape, row: Cells, case: int | None) -> None:
    owner = None if shape.case is None else row[shape.case]
    if owner != case:
        raise ValueError(f"a row of {shape.table} belongs to another chain of the log")
