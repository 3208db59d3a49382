"""A statement whose SQL is worked out once for each database, then run on the driver's own cursor.

SQLAlchemy says what the SQL is and how each type is written and read; running a statement through
its result machinery costs several times what the statement itself does.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Delete, Insert, Select, Update
from sqlalchemy.exc import DBAPIError

Values = Mapping[str, Any]
Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Sql:
    """The text for one database, its parameters in order, and how its rows are read."""

    text: str
    names: tuple[str, ...]
    pick: Callable[[Values], tuple[Any, ...]]  # the values of those names, in their order
    writers: tuple[tuple[int, Convert], ...]
    held: Values  # the values that the statement itself brings
    by_name: bool
    readers: tuple[tuple[int, Convert], ...]
    row: Any  # the named tuple that a row becomes

    def bound(self, values: Values) -> Any:
        """The parameters as the driver takes them."""
        written = list(self.pick({**self.held, **values} if self.held else values))
        for at, write in self.writers:
            written[at] = write(written[at])
        return dict(zip(self.names, written, strict=True)) if self.by_name else written

    def read(self, found: Any) -> Any:
        """A row of the driver's with each value as its column's type says."""
        if self.readers:
            found = list(found)
            for at, convert in self.readers:
                found[at] = convert(found[at])
        return self.row._make(found)


class Prepared:
    """A statement with named parameters; a row comes back as a named tuple."""

    def __init__(self, statement: Select[Any] | Insert | Update | Delete) -> None:
        self._statement = statement.inline() if isinstance(statement, Insert) else statement
        self._known: dict[tuple[str, ...], _Sql] = {}

    def all(self, db: Connection, values: Values) -> list[Any]:
        """Every row that is selected, or that a statement with `returning` wrote."""
        sql = self._sql(db, values)
        return [sql.read(row) for row in _run(db, sql, values).fetchall()]

    def tuples(self, db: Connection, values: Values) -> list[tuple[Any, ...]]:
        """Every row as the driver gives it, for columns whose values need no reading."""
        found: list[tuple[Any, ...]] = _run(db, self._sql(db, values), values).fetchall()
        return found

    def first(self, db: Connection, values: Values) -> Any:
        """The first row, or None."""
        sql = self._sql(db, values)
        found = _run(db, sql, values).fetchone()
        return None if found is None else sql.read(found)

    def run(self, db: Connection, values: Values) -> int:
        """How many rows were changed."""
        return int(_run(db, self._sql(db, values), values).rowcount)

    def many(self, db: Connection, rows: Iterable[Values]) -> None:
        """Runs once for each of *rows*, which name the same columns."""
        given = list(rows)
        if given:
            _run(db, self._sql(db, given[0]), *given)

    def _sql(self, db: Connection, values: Values) -> _Sql:
        key = (db.dialect.name, *values)
        if key not in self._known:
            self._known[key] = _made(self._statement, db, list(values))
        return self._known[key]


def _made(statement: Any, db: Connection, given: list[str]) -> _Sql:
    dialect = db.dialect
    compiled = statement.compile(dialect=dialect, column_keys=given)
    names = tuple(compiled.positiontup if compiled.positional else compiled.bind_names.values())
    binds = {name: compiled.binds[name] for name in names}
    writers = enumerate(
        binds[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names
    )
    asked = isinstance(statement, Select)
    columns = list(statement.selected_columns if asked else statement.exported_columns)
    readers = enumerate(
        column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns
    )
    return _Sql(
        text=str(compiled),
        names=names,
        pick=itemgetter(*names) if len(names) > 1 else lambda given: tuple(given[n] for n in names),
        writers=tuple((at, write) for at, write in writers if write is not None),
        held={name: bind.value for name, bind in binds.items() if not bind.required},
        by_name=not compiled.positional,
        readers=tuple((at, convert) for at, convert in readers if convert is not None),
        row=namedtuple("Found", [str(column.key) for column in columns]),
    )


def _run(db: Connection, sql: _Sql, *rows: Values) -> Any:
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
