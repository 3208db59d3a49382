"""Whether the database keeps values as this program writes them, and does nothing by itself.

What is proved is what this program reads. SQLite lets a column hold anything (2 for true, a date
that sorts otherwise), so that a value could read as it was written and be found by no query; and
a trigger or a view in the database would write or show what no command did.
"""

from collections.abc import Iterator
from functools import cache

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    Table,
    UniqueConstraint,
    inspect,
    text,
)
from sqlalchemy.engine import Inspector
from sqlalchemy.engine.interfaces import ReflectedIndex
from sqlalchemy.types import TypeDecorator, TypeEngine

from engine.store.base import metadata

_DAY = "-".join(("[0-9]" * 4, "[0-9]" * 2, "[0-9]" * 2))
_MOMENT = f"{_DAY} {':'.join(('[0-9]' * 2,) * 3)}.{'[0-9]' * 6}"
_FORMS = (  # a type, the storage class that SQLite keeps it in, and what else must be so
    (Boolean, "integer", "{0} in (0, 1)"),
    (Integer, "integer", "true"),
    (LargeBinary, "blob", "true"),
    (DateTime, "text", f"{{0}} glob '{_MOMENT}'"),
    (Date, "text", f"{{0}} glob '{_DAY}'"),
)
_ACTING = {
    "sqlite": "select type, name from sqlite_master where type in ('trigger', 'view')",
    "postgresql": (
        "select 'trigger', t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid "
        "where not t.tgisinternal and c.relnamespace = current_schema()::regnamespace "
        "union all select 'view', viewname from pg_views where schemaname = current_schema() "
        "union all select 'rule', rulename from pg_rules where schemaname = current_schema()"
    ),
}


def unreadable_values(db: Connection) -> list[str]:
    """A sentence for each table that is gone, and each column with values that we did not write so.

    While there are any, nothing that stands on them is proved.
    """
    names = set(inspect(db).get_table_names())
    missing = [table.name for table in metadata.sorted_tables if table.name not in names]
    if missing:
        return [f"the table {name} is gone: restore a backup" for name in missing]
    return list(_odd_values(db))


def schema_faults(db: Connection) -> Iterator[str]:
    """A sentence for each trigger or view, and each table that may hold two rows of one key."""
    for kind, name in db.execute(text(_ACTING[db.dialect.name])):
        yield f"the {kind} '{name}' in the database is none of ours: remove it"
    inspector = inspect(db)
    for table in metadata.sorted_tables:
        for columns in sorted(_unique_in(table) - _kept_unique(inspector, table.name)):
            yield (
                f"the table {table.name} may hold two rows of one {', '.join(columns)}: its "
                "constraint was removed"
            )


def _kept_unique(inspector: Inspector, table: str) -> set[tuple[str, ...]]:
    constraints = [
        list(constraint["column_names"]) for constraint in inspector.get_unique_constraints(table)
    ]
    constraints += [
        [str(name) for name in constraint["column_names"]]
        for constraint in _unique_indexes(inspector, table)
    ]
    constraints.append(inspector.get_pk_constraint(table)["constrained_columns"])
    return {tuple(sorted(names)) for names in constraints}


def _unique_indexes(inspector: Inspector, table: str) -> list[ReflectedIndex]:
    return [index for index in inspector.get_indexes(table) if index["unique"]]


@cache
def _unique_in(table: Table) -> frozenset[tuple[str, ...]]:
    constraints = [key for key in table.constraints if isinstance(key, UniqueConstraint)]
    unique = [list(table.primary_key.columns)]
    unique += [list(constraint.columns) for constraint in constraints]
    unique += [list(index.columns) for index in table.indexes if index.unique]
    return frozenset(tuple(sorted(column.name for column in columns)) for columns in unique)


def _odd_values(db: Connection) -> Iterator[str]:
    for table in metadata.sorted_tables:
        columns = [column for column in table.c if _misfit_condition(column, db.dialect.name)]
        if not columns:
            continue
        sums = ", ".join(f"sum({_misfit_condition(column, db.dialect.name)})" for column in columns)
        row = db.execute(text(f"select {sums} from {table.name}")).one()  # noqa: S608 - our names
        for column, count in zip(columns, row, strict=True):
            if count:
                yield (
                    f"{table.name.rstrip('_')}: {count:,} values of {column.name} are not kept as "
                    "this program writes them"
                )


def _sqlite_form(kind: TypeEngine[object]) -> tuple[str, str]:
    """How SQLite names what we keep of a type, and the condition that every value fulfils."""
    for column_type, storage, form in _FORMS:
        if isinstance(kind, column_type):
            return storage, form
    return "text", "true"


def _misfit_condition(column: Column[object], dialect: str) -> str:
    """SQL that is 1 where a value is not kept as we would; empty where it cannot be otherwise."""
    name, kind = f'"{column.name}"', _underlying_type(column.type)
    if dialect == "sqlite":
        storage, form = _sqlite_form(kind)
        fits = f"typeof({name}) = '{storage}' and {form.format(name)}"
        return f"{name} is not null and not ({fits})"
    if isinstance(kind, Date | DateTime):
        bound = f"isfinite({name}) and {name} between '0001-01-01' and '9999-12-31'"
        return f"(not ({bound}))::int"
    return ""


def _underlying_type(of: TypeEngine[object]) -> TypeEngine[object]:
    return of.impl_instance if isinstance(of, TypeDecorator) else of
