"""Reads the rows that a statement selects into records: frozen, typed, one field for each column.

For what runs many times in a step there is `engine.store.prepared`.
"""

from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Connection, Result, Select

RowT = TypeVar("RowT", bound=NamedTuple)
Order = ColumnElement[Any]  # by which rows are put in order
Query = Select[*tuple[Any, ...]]  # whose columns are known when it runs


def all_rows(db: Connection, statement: Query, row: type[RowT]) -> list[RowT]:
    """Every row; TypeError when the columns are not the fields of *row*, in order."""
    result = _result(db, statement, row)
    return [row._make(values) for values in result]


def first_row(db: Connection, statement: Query, row: type[RowT]) -> RowT | None:
    """The first row, or None."""
    values = _result(db, statement, row).first()
    return None if values is None else row._make(values)


def only_row(db: Connection, statement: Query, row: type[RowT]) -> RowT:
    """The one row there is; NoResultFound or MultipleResultsFound when it is not one."""
    return row._make(_result(db, statement, row).one())


def must_fit(columns: tuple[str, ...], row: type[NamedTuple]) -> None:
    """TypeError unless the columns are the fields of *row*, in order."""
    if columns != row._fields:
        raise TypeError(f"{', '.join(columns)} are not the columns of {row.__name__}")


def _result(db: Connection, statement: Query, row: type[RowT]) -> Result[Any]:
    result = db.execute(statement)
    must_fit(tuple(result.keys()), row)
    return result
