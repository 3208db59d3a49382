"""The record of a table's rows has a field for each column: its name, its type, whether null."""

from datetime import date, datetime
from types import NoneType, UnionType
from typing import NamedTuple, get_args, get_type_hints

import pytest
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)

from engine.cases.rows import CaseRow, FactRow, IncidentRow, TaskRow
from engine.cases.tables import case, fact, incident, task
from engine.definitions.rows import VersionRow
from engine.definitions.tables import definition
from engine.jobs.rows import JobRow
from engine.jobs.tables import job
from engine.letters.rows import LetterRow, ScanRow
from engine.letters.tables import letter, pending_scan
from engine.people.rows import PersonRow
from engine.people.tables import person
from engine.store.base import Instant

RECORDS = (
    (CaseRow, case),
    (TaskRow, task),
    (FactRow, fact),
    (IncidentRow, incident),
    (VersionRow, definition),
    (JobRow, job),
    (LetterRow, letter),
    (ScanRow, pending_scan),
    (PersonRow, person),
)
TYPES = (  # of a column, and of what is read from it
    (Boolean, bool),
    (Integer, int),
    (LargeBinary, bytes),
    (Instant, datetime),
    (Date, date),
    (String, str),
)


def differences(record: type[NamedTuple], table: Table) -> list[str]:
    """What of a record is not as its table has it."""
    columns = tuple(column.name for column in table.c)
    if record._fields != columns:
        return [f"{record.__name__} is not {', '.join(columns)}"]
    hints = get_type_hints(record)
    return [
        f"{record.__name__}.{column.name} is {hints[column.name]}"
        for column in table.c
        if hints[column.name] != _read_from(column)
    ]


def _read_from(column: Column[object]) -> type | UnionType:
    read = next(read for kind, read in TYPES if isinstance(column.type, kind))
    return read | None if column.nullable else read


@pytest.mark.parametrize(("record", "table"), RECORDS, ids=lambda one: getattr(one, "name", ""))
def test_a_record_is_its_table(record: type[NamedTuple], table: Table) -> None:
    assert differences(record, table) == []


def test_a_field_that_is_not_its_column_is_told() -> None:
    class Row(NamedTuple):
        id: int
        name: str

    names = Table("a", MetaData(), Column("id", Integer, primary_key=True), Column("note", String))
    nulls = Table("a", MetaData(), Column("id", Integer, primary_key=True), Column("name", String))

    assert NoneType not in get_args(get_type_hints(Row)["name"])
    assert differences(Row, names) == ["Row is not id, note"]
    assert differences(Row, nulls) == ["Row.name is <class 'str'>"]
