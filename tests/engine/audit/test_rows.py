"""Rows are named, with their digests, to the entry that seals them; a forgotten one is told."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import orjson
import pytest
from sqlalchemy import select, update

from engine.api import Engine
from engine.audit.digest import row_digest
from engine.audit.log import REGISTER, case_chain, entries
from engine.audit.rows import Rows, shape_of
from engine.cases.rows import CaseRow
from engine.cases.tables import case, fact, task
from engine.commands.claim_task import ClaimTask
from engine.commands.context import CommandContext
from engine.commands.start_case import StartCase
from engine.jobs.tables import job
from engine.people.tables import person
from engine.rehearsals.people import Cast
from engine.store.base import metadata
from engine.store.reading import only_row
from engine.store.sealing import sealing_of
from tests.support.forgotten import nothing_forgotten, sealed_tables


class Forgetful:
    """A command that gives a task to somebody and names no row."""

    def do(self, context: CommandContext) -> None:
        row = only_row(context.db, select(case), CaseRow)
        with context.keeping(row, "claim_task", {"title": ""}) as rows:
            rows.db.execute(update(task).values(claimed_by=row.started_by))


def test_nulls_and_what_older_rows_hold_leave_a_digest_as_it_is() -> None:
    before = row_digest("task", [("uid", "1.2", None)])
    after = row_digest("task", [("uid", "1.2", None), ("new", None, None), ("count", 0, 0)])

    assert before == after
    assert row_digest("task", [("uid", "1.2", None), ("count", 1, 0)]) != before
    assert row_digest("job", [("uid", "1.2", None)]) != before


def test_a_digest_is_of_the_moment_and_of_the_bytes() -> None:
    london = datetime(2011, 8, 1, 10, tzinfo=timezone(timedelta(hours=1)))
    assert row_digest("task", [("at", london.astimezone(UTC), None)]) == row_digest(
        "task", [("at", datetime(2011, 8, 1, 9, tzinfo=UTC), None)]
    )
    assert row_digest("blob", [("content", b"a", None)]) != row_digest(
        "blob", [("content", b"b", None)]
    )
    with pytest.raises(TypeError, match="not JSON serializable"):
        row_digest("blob", [("content", {1}, None)])


def test_what_a_row_older_than_a_column_holds_is_its_server_default() -> None:
    shape = shape_of(case)

    assert shape.blanks[shape.names.index("incidents")] == 0
    assert "state" not in shape.names


def test_every_table_says_how_its_rows_are_proved() -> None:
    assert [table.name for table in metadata.sorted_tables if not sealing_of(table)] == []
    assert {"case_", "task", "letter", "job", "person"} <= {one.name for one in sealed_tables()}
    with pytest.raises(ValueError, match="no entry"):
        shape_of(fact)


def test_an_entry_names_each_row_its_step_wrote(desk: Any, engine: Engine, someone: Any) -> None:
    uid = desk.waiting()[0].uid
    engine.do(ClaimTask(uid), someone("force_lead"))

    with engine.database.reading() as db:
        body = orjson.loads(entries(db, case_chain(desk.reference))[-1].body)
        row = db.execute(select(*shape_of(task).columns).where(task.c.uid == uid)).one()
        assert body["alg"] == "sha256"
        assert set(body["rows"]) == {"case_", "task"}
        assert body["rows"]["task"] == {uid: shape_of(task).digest_of(row)}
        assert set(orjson.loads(entries(db, REGISTER)[-1].body)["rows"]) == {"role_held"}


def test_a_row_of_another_chain_is_not_written(desk: Any, engine: Engine) -> None:
    with engine.database.writing() as db:
        rows = Rows(db)
        rows.write(update(task).values(item="1"))
        with pytest.raises(ValueError, match="another chain"):
            rows.sealed(None)
        rows.write(update(person).values(demo=True))
        with pytest.raises(ValueError, match="another chain"):
            rows.sealed(1)


def test_a_row_that_is_written_twice_is_sealed_as_it_stands_last(desk: Any, engine: Engine) -> None:
    with engine.database.writing() as db:
        rows = Rows(db)
        rows.write(update(task).values(item="1"))
        (uid,) = rows.write(update(task).values(item="2"))
        row = db.execute(select(*shape_of(task).columns)).one()
        assert rows.sealed(1)["rows"]["task"] == {uid: shape_of(task).digest_of(row)}
        rows.write(job.delete())
        rows.write(task.delete())
        assert rows.sealed(1)["rows"]["task"] == {uid: None}


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_the_triggers_tell_of_a_command_that_forgets_a_row(
    database_url: str, shipped: Any, on: Callable[[str], None]
) -> None:
    forgetful = Engine.open(database_url)
    with pytest.raises(AssertionError, match=r"task 1\."):
        _forget_a_row(forgetful)


def _forget_a_row(engine: Engine) -> None:
    lead = Cast(engine).actor("force_lead", None, "lancashire", engine.clock())
    with nothing_forgotten(engine.database.engine):
        engine.do(StartCase("section_26", "lancashire"), lead)
        engine.do(Forgetful(), lead)
        engine.close()
