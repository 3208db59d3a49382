"""Every tampering there can be with a table: each column once, a row added, a row removed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Executable,
    Row,
    Table,
    UniqueConstraint,
    and_,
    delete,
    func,
    insert,
    select,
    update,
)

from engine.store.base import Instant, metadata
from engine.store.sealing import sealing_of

SHA256 = 64  # characters
_LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
_UNLIKE: dict[type, Callable[[Any], Any]] = {
    bool: lambda value: not value,
    int: lambda value: value + 1,
    date: lambda value: value + timedelta(days=1),
    datetime: lambda value: value + timedelta(days=1),
    bytes: lambda value: value + b" ",
}
_MADE_UP = {bool: True, int: 1, date: _LONG_AGO.date(), datetime: _LONG_AGO, bytes: b"{}", str: "x"}


@dataclass(frozen=True)
class Tampering:
    """One change behind the service's back; *exempt* says why it need not be found, or nothing."""

    name: str
    statement: Executable
    exempt: str


def tables() -> list[Table]:
    """Every table there is, whoever added it."""
    return metadata.sorted_tables


def tamperings(db: Connection, table: Table) -> Iterator[Tampering]:
    """Each tampering with a table; none when it is empty."""
    row = a_row(db, table)
    if row is None:
        return
    exempt = sealing_of(table).exempt
    of_all = exempt.get("*", "")
    for column in table.c:
        changed = _changed(db, table, column)
        name = f"{table.name}.{column.name}"
        yield Tampering(name, changed, exempt.get(column.name, of_all))
    removed = delete(table).where(_this(table, row))
    yield Tampering(f"{table.name} -row", removed, exempt.get("-row", of_all))
    yield Tampering(f"{table.name} +row", _added(db, table, row), of_all)


def a_row(db: Connection, table: Table, filled: Column[Any] | None = None) -> Row[Any] | None:
    """The last row, of those with something in the column *filled* where there are any."""
    last = select(table).order_by(*(one.desc() for one in table.primary_key.columns)).limit(1)
    if filled is not None:
        row = db.execute(last.where(filled.is_not(None))).first()
        if row is not None:
            return row
    return db.execute(last).first()


def another(column: Column[Any], value: Any) -> Any:
    """A plausible value of a column that is not *value*."""
    if value is None:
        return _MADE_UP[_type_of(column)]
    if isinstance(value, str):
        return _another_text(column, value)
    return _UNLIKE[type(value)](value)


def _another_text(column: Column[Any], value: str) -> str:
    allowed = _allowed(column)
    if allowed:
        return next(word for word in allowed if word != value)
    if len(value) == SHA256 and value[::-1] != value:
        return value[::-1]
    return f"x{value}"[: getattr(column.type, "length", None)]


def _allowed(column: Column[Any]) -> list[str]:
    """The words that a check of the table lets the column have."""
    for check in column.table.constraints:
        text = str(getattr(check, "sqltext", ""))
        if text.startswith(f"{column.name} in "):
            return re.findall(r"'(\w+)'", text)
    return []


def _type_of(column: Column[Any]) -> type:
    if isinstance(column.type, Instant):
        return datetime
    found: type = column.type.python_type
    return found


def _changed(db: Connection, table: Table, column: Column[Any]) -> Executable:
    row = a_row(db, table, column)
    value = another(column, getattr(row, column.key))
    return update(table).where(_this(table, row)).values({column.key: value})


def _added(db: Connection, table: Table, row: Row[Any]) -> Executable:
    """A copy of a row under a key of its own."""
    values = dict(row._mapping)
    for column in table.c:
        value = values[column.key]
        if not (column.primary_key or _is_unique(table, column)):
            continue
        if isinstance(value, int):
            values[column.key] = int(db.execute(select(func.max(column))).scalar() or 0) + 1
        elif not column.foreign_keys:
            values[column.key] = another(column, value)
    return insert(table).values(**values)


def _is_unique(table: Table, column: Column[Any]) -> bool:
    if column.unique:
        return True
    together = [one for one in table.constraints if isinstance(one, UniqueConstraint)]
    return any(column.name in one.columns for one in together)


def _this(table: Table, row: Any) -> ColumnElement[bool]:
    return and_(*(column == getattr(row, column.key) for column in table.primary_key.columns))
