"""Columns have other names than when rows were sealed: what was sealed is proved as before."""

import importlib
from typing import Any

import pytest
from sqlalchemy import Table, select, text

from engine.api import Engine
from engine.audit.digest import row_digest
from engine.audit.rows import shape_of
from engine.cases.tables import case
from engine.definitions.tables import definition, definition_act, definition_file
from engine.queries.verified import verified
from engine.store.base import metadata
from engine.store.check import differences
from engine.store.migrate import downgrade, upgrade

pytestmark = pytest.mark.unsealed

RENAMED = importlib.import_module(
    "engine.store.migrations.versions.0015_columns_say_what_they_hold"
).RENAMED
FIRST_NAMES = {
    case: "id reference key number definition force title status ended_as revision state_sha256 "
    "started_at started_by updated_at incidents",
    definition: "key number id title status note made_at made_by published_at published_by "
    "findings checked_id proposed_at proposed_by approval",
    definition_act: "key number n event at person note bundle",
    definition_file: "key number path sha256",
}


@pytest.mark.parametrize("table", FIRST_NAMES, ids=str)
def test_a_row_is_sealed_under_the_names_its_columns_had_first(table: Table) -> None:
    assert shape_of(table).names == tuple(FIRST_NAMES[table].split())


@pytest.mark.parametrize(("table", "old", "new"), RENAMED)
def test_a_column_that_got_another_name_says_how_it_was_sealed(
    table: str, old: str, new: str
) -> None:
    assert metadata.tables[table].c[new].info["sealed_as"] == old


def test_the_digest_of_a_row_is_that_of_its_first_names(desk: Any, engine: Engine) -> None:
    names = FIRST_NAMES[case].split()
    with engine.database.reading() as db:
        row = db.execute(select(*shape_of(case).columns)).one()

    said = row_digest("case_", [(name, value, 0) for name, value in zip(names, row, strict=True)])
    assert shape_of(case).digest_of(row) == said


def test_a_log_sealed_under_the_first_names_verifies_after_the_change(
    desk: Any, engine: Engine
) -> None:
    downgrade(engine.database, "0014")
    with engine.database.reading() as db:
        first_names = text("SELECT key, number, definition FROM case_")
        assert len(db.execute(first_names).all()) == 1
    upgrade(engine.database)

    faults = engine.ask(verified, None).faults
    assert [fault for fault in faults if "register_" not in fault] == []  # its tables were dropped
    assert differences(engine.database) == []
