"""The rows of the register as pages and files show them: a table, one row, a CSV."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from engine.context import QueryContext
from engine.errors import NotAllowed, NotFound, Stale
from engine.people.may import may_model
from engine.queries.case_page import File
from engine.queries.register_pages import (
    SetBrief,
    brief_of,
    is_changeable,
    must_read,
    shown_set,
)
from engine.register.choices import choices_of
from engine.register.rows import Row, canonical, digest, in_reading_order, key_of
from engine.register.schema import FROM, TO, Column, TableSchema
from engine.register.sets import set_in_use, set_numbered, tables_of
from engine.register.sheets import write_sheet

MOST_COLUMNS = 4  # of a table on a page; the rest of a row opens
KNOWN_BY = frozenset({FROM, TO})  # what a line says anyhow: the days on which it holds


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row as a table on a page shows it."""

    sha256: str
    key: str
    cells: tuple[str, ...]  # by the columns of the page
    more: tuple[tuple[str, str], ...]  # its other cells, with the titles of their columns
    span: tuple[str, str]
    new: bool  # it does not stand so in the set in use


@dataclass(frozen=True, slots=True)
class TablePage:
    """A table of a set with its rows."""

    set: SetBrief
    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[RowLine, ...]
    may_change: bool


@dataclass(frozen=True, slots=True)
class RowPage:
    """One row to be changed, or a blank one to be added."""

    set: SetBrief
    table: TableSchema
    sha256: str  # empty for a row that is to be added
    cells: Mapping[str, str]
    choices: Mapping[str, tuple[str, ...]]  # by column, where the list is closed


def register_table_page(context: QueryContext, number: int, table: str) -> TablePage:
    """A table of a set with its rows, as people read them."""
    must_read(context)
    row, schema = shown_set(context, number), _schema_of(context, table)
    rows = _rows_in_order(context, number, table)
    in_use = set_in_use(context.db)
    used = tables_of(context.db, in_use.number).get(table, []) if in_use else []
    known = {digest(canonical(table, one)) for one in used}
    columns = _columns_shown(schema, rows)
    return TablePage(
        set=brief_of(context, row),
        name=table,
        title=schema.title,
        columns=columns,
        rows=tuple(_row_line(schema, one, columns, known) for one in rows),
        may_change=is_changeable(context, row),
    )


def register_row_page(context: QueryContext, number: int, table: str, sha256: str = "") -> RowPage:
    """A row of a draft with its cells, or a blank one, for whoever may change it.

    NotFound when there is no such row, Stale when the register is no draft.
    """
    must_read(context)
    if why_not := may_model(context.who):
        raise NotAllowed(why_not)
    row, schema = shown_set(context, number), _schema_of(context, table)
    if not row.may_change:
        raise Stale("this register is no draft: begin a draft to change a row")
    tables = tables_of(context.db, number)
    cells = _row_called(sha256, table, tables.get(table, [])) if sha256 else {}
    return RowPage(brief_of(context, row), schema, sha256, cells, choices_of(schema, tables))


def _row_called(sha256: str, table: str, rows: Iterable[Row]) -> Row:
    for row in rows:
        if digest(canonical(table, row)) == sha256:
            return row
    raise NotFound("there is no such row in this register: open the table again")


def register_sheet(context: QueryContext, number: int, table: str) -> File:
    """A table of a set as a CSV file that a spreadsheet opens."""
    must_read(context)
    shown_set(context, number)
    schema = _schema_of(context, table)
    content = write_sheet(schema, _rows_in_order(context, number, table))
    return File(f"{table}.csv", "text/csv; charset=utf-8", content)


def register_sheets(context: QueryContext, number: int | None = None) -> dict[str, bytes]:
    """Every table of a set as CSV by the file's name, of the one in use unless another is named.

    For the command line; pages ask for one table at a time.
    """
    in_use = set_in_use(context.db)
    if number is None and in_use is None:
        raise NotFound("no register is in use: run s26 db upgrade")
    wanted = number if number is not None or in_use is None else in_use.number
    tables = tables_of(context.db, set_numbered(context.db, int(wanted or 0)).number)
    schema = context.registers.schema
    ordered = in_reading_order(schema, {name: tables.get(name, []) for name in schema})
    return {f"{name}.csv": write_sheet(schema[name], rows) for name, rows in ordered.items()}


def _schema_of(context: QueryContext, table: str) -> TableSchema:
    schema = context.registers.schema.get(table)
    if schema is None:
        raise NotFound(f"the register has no table '{table}'")
    return schema


def _rows_in_order(context: QueryContext, number: int, table: str) -> list[Row]:
    rows = tables_of(context.db, number).get(table, [])
    return in_reading_order(context.registers.schema, {table: rows})[table]


def _columns_shown(schema: TableSchema, rows: Iterable[Row]) -> tuple[Column, ...]:
    """The first few columns in which some row has a cell, beside the key and the days."""
    filled = {name for row in rows for name in row}
    shown = [
        column
        for name, column in schema.columns.items()
        if name in filled and name not in KNOWN_BY and name not in schema.primary_key
    ]
    return tuple(shown[:MOST_COLUMNS])


def _row_line(schema: TableSchema, row: Row, columns: Sequence[Column], known: set[str]) -> RowLine:
    sha256 = digest(canonical(schema.name, row))
    return RowLine(
        sha256=sha256,
        key=" ".join(filter(None, key_of(schema, row))),
        cells=tuple(row.get(column.name, "") for column in columns),
        more=tuple(
            (column.title, row[column.name])
            for column in schema.columns.values()
            if column.name in row
            and column not in columns
            and column.name not in {*KNOWN_BY, *schema.primary_key}
        ),
        span=(row.get(FROM, ""), row.get(TO, "")),
        new=sha256 not in known,
    )
