"""A statement whose SQL is worked out once for each database, then run on the driver's own cursor.

SQLAlchemy says what the SQL is and how each type is written and read; running a statement through
its result machinery costs several times what the statement itself does.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import Connection, Delete, Insert, Select, Update
from sqlalchemy.exc import DBAPIError

from engine.store.reading import Query, must_fit

Change = Insert | Update | Delete
Values = Mapping[str, object]
Cells = Sequence[object]  # a row by the order of its columns
RowT = TypeVar("RowT", bound=NamedTuple)
OtherT = TypeVar("OtherT", bound=NamedTuple)
ValueT = TypeVar("ValueT")


@dataclass(frozen=True, slots=True)
class _Sql:
    """The text for one database, its parameters in order, and how its rows are read."""

    text: str
    names: tuple[str, ...]
    pick: Callable[[Values], Cells]  # the values of those names, in their order
    writers: tuple[tuple[int, Callable[[Any], object]], ...]
    brought: Values  # the values that the statement itself brings
    by_name: bool
    columns: tuple[str, ...]
    readers: tuple[tuple[int, Callable[[Any], object]], ...]

    def bound(self, values: Values) -> Any:
        """The parameters as the driver takes them."""
        cells = list(self.pick({**self.brought, **values} if self.brought else values))
        for position, write in self.writers:
            cells[position] = write(cells[position])
        return dict(zip(self.names, cells, strict=True)) if self.by_name else cells

    def read(self, row: Cells) -> Cells:
        """A row of the driver's with each value as its column's type says."""
        if not self.readers:
            return row
        cells = list(row)
        for position, convert in self.readers:
            cells[position] = convert(cells[position])
        return cells


class _Statement:
    """A statement with named parameters, and its SQL for each database it has met."""

    def __init__(self, statement: Query | Change) -> None:
        self._statement = statement.inline() if isinstance(statement, Insert) else statement
        self._known: dict[tuple[str, ...], _Sql] = {}

    def _sql_for(self, db: Connection, values: Values) -> _Sql:
        key = (db.dialect.name, *values)
        if key not in self._known:
            self._known[key] = self._compile(db, list(values))
        return self._known[key]

    def _compile(self, db: Connection, value_names: list[str]) -> _Sql:
        return _compile_sql(self._statement, db, value_names)


class Prepared(_Statement, Generic[RowT]):
    """A statement whose rows are of one type, a named tuple of its columns."""

    def __init__(self, statement: Query, row: type[RowT]) -> None:
        super().__init__(statement)
        self._row = row
        # as `row._make` does, without asking for each row how many columns there are
        self._record: Callable[[Cells], RowT] = partial(tuple.__new__, row)

    def all(self, db: Connection, values: Values) -> list[RowT]:
        """Every row that is selected."""
        sql = self._sql_for(db, values)
        rows = _run_statement(db, sql, values).fetchall()
        return list(map(self._record, map(sql.read, rows) if sql.readers else rows))

    def first(self, db: Connection, values: Values) -> RowT | None:
        """The first row, or None."""
        sql = self._sql_for(db, values)
        row = _run_statement(db, sql, values).fetchone()
        return None if row is None else self._record(sql.read(row))

    def _compile(self, db: Connection, value_names: list[str]) -> _Sql:
        sql = super()._compile(db, value_names)
        must_fit(sql.columns, self._row)
        return sql


class PreparedPair(_Statement, Generic[RowT, OtherT, ValueT]):
    """A statement that selects all the columns of one table, those of another, then one more."""

    def __init__(
        self, statement: Query, row: type[RowT], other: type[OtherT], value: type[ValueT]
    ) -> None:
        super().__init__(statement)
        self._row, self._other, self.value = row, other, value

    def first(self, db: Connection, values: Values) -> tuple[RowT, OtherT, ValueT | None] | None:
        """The first row as a record of each table and the value of the last column, or None.

        That value needs no reading.
        """
        sql = self._sql_for(db, values)
        row = _run_statement(db, sql, values).fetchone()
        if row is None:
            return None
        cells, width = sql.read(row), len(self._row._fields)
        value: Any = cells[-1]
        return self._row._make(cells[:width]), self._other._make(cells[width:-1]), value

    def _compile(self, db: Connection, value_names: list[str]) -> _Sql:
        sql, width = super()._compile(db, value_names), len(self._row._fields)
        must_fit(sql.columns[:width], self._row)
        must_fit(sql.columns[width:-1], self._other)
        return sql


class PreparedColumn(_Statement, Generic[ValueT]):
    """A statement that selects one column, whose values need no reading."""

    def __init__(self, statement: Query, value: type[ValueT]) -> None:
        super().__init__(statement)
        self.value = value

    def all(self, db: Connection, values: Values) -> list[ValueT]:
        """The value in every row."""
        return [
            value for (value,) in _run_statement(db, self._sql_for(db, values), values).fetchall()
        ]

    def first(self, db: Connection, values: Values) -> ValueT | None:
        """The value in the first row; None when there is no row, or null in it."""
        row = _run_statement(db, self._sql_for(db, values), values).fetchone()
        value: ValueT | None = None if row is None else row[0]
        return value


class PreparedCells(_Statement):
    """A statement whose columns are only known as it runs: those that are sealed of a table."""

    def all(self, db: Connection, values: Values) -> list[Cells]:
        """Every row that is selected, or that a statement with `returning` wrote."""
        sql = self._sql_for(db, values)
        return list(map(sql.read, _run_statement(db, sql, values).fetchall()))


class PreparedChange(_Statement):
    """A statement that changes rows and gives none."""

    def __init__(self, statement: Change) -> None:
        super().__init__(statement)

    def run(self, db: Connection, values: Values) -> int:
        """How many rows were changed."""
        return int(_run_statement(db, self._sql_for(db, values), values).rowcount)

    def many(self, db: Connection, rows: Iterable[Values]) -> None:
        """Runs once for each of *rows*, which name the same columns."""
        values = list(rows)
        if values:
            _run_statement(db, self._sql_for(db, values[0]), *values)


def _compile_sql(statement: Any, db: Connection, value_names: list[str]) -> _Sql:
    dialect = db.dialect
    compiled = statement.compile(dialect=dialect, column_keys=value_names)
    names = tuple(compiled.positiontup if compiled.positional else compiled.bind_names.values())
    binds = {name: compiled.binds[name] for name in names}
    writers = enumerate(
        binds[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names
    )
    selects = isinstance(statement, Select)
    columns = list(statement.selected_columns if selects else statement.exported_columns)
    readers = enumerate(
        column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns
    )
    return _Sql(
        text=str(compiled),
        names=names,
        pick=_value_picker(names),
        writers=tuple((position, write) for position, write in writers if write is not None),
        brought={name: bind.value for name, bind in binds.items() if not bind.required},
        by_name=not compiled.positional,
        columns=tuple(str(column.key) for column in columns),
        readers=tuple((position, convert) for position, convert in readers if convert is not None),
    )


def _value_picker(names: tuple[str, ...]) -> Callable[[Values], Cells]:
    """What takes the values of these names, in their order; quickest where there are several."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda values: tuple(values[name] for name in names)


def _run_statement(db: Connection, sql: _Sql, *rows: Values) -> Any:
    if not db.in_transaction():
        db.begin()
    bound = [sql.bound(values) for values in rows]
    driver: Any = db.connection.dbapi_connection
    cursor = driver.cursor()
    try:
        if len(bound) == 1:
            cursor.execute(sql.text, bound[0])
        else:
            cursor.executemany(sql.text, bound)
    except db.dialect.loaded_dbapi.Error as problem:
        if db.dialect.is_disconnect(problem, db.connection, cursor):
            db.invalidate(problem)
        raise DBAPIError.instance(
            sql.text, None, problem, db.dialect.loaded_dbapi.Error, dialect=db.dialect
        ) from problem
    return cursor
