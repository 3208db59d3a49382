"""Statements run on the driver's own cursor say, keep and refuse what SQLAlchemy's would."""

from datetime import UTC, datetime
from typing import NamedTuple

import pytest
from sqlalchemy import Connection, bindparam, func, insert, select, update

from engine.api import Engine
from engine.jobs.rows import JobRow
from engine.jobs.tables import job
from engine.store.prepared import Prepared, PreparedChange, PreparedColumn, PreparedPair
from engine.store.session import Database
from engine.store.trouble import Clash

pytestmark = pytest.mark.unsealed

MORNING = datetime(2024, 3, 31, 0, 30, tzinfo=UTC)
_KEEP = PreparedChange(insert(job))
_FIND = Prepared(select(job).where(job.c.dedupe_key == bindparam("key")), JobRow)
_MOVE = PreparedChange(update(job).where(job.c.dedupe_key == bindparam("key")))


def _job(key: str) -> dict[str, object]:
    return {
        "case_id": None,
        "kind": "timer",
        "due_at": MORNING,
        "payload": "{}",
        "attempts_left": 8,
        "dedupe_key": key,
    }


@pytest.fixture
def database(engine: Engine) -> Database:
    return engine.database


def test_a_row_comes_back_as_its_types_say(database: Database) -> None:
    with database.writing() as db:
        _KEEP.many(db, [_job("a"), _job("b")])
    with database.reading() as db:
        found = _FIND.first(db, {"key": "a"})
        assert found is not None
        assert (found.kind, found.due_at, found.lease_until) == ("timer", MORNING, None)
        assert [row.dedupe_key for row in _FIND.all(db, {"key": "b"})] == ["b"]
        assert _FIND.first(db, {"key": "c"}) is None
        assert _FIND.all(db, {"key": "c"}) == []


def test_the_number_of_rows_changed_comes_back(database: Database) -> None:
    with database.writing() as db:
        _KEEP.run(db, _job("a"))
        assert _MOVE.run(db, {"key": "a", "attempts_left": 7}) == 1
        assert _MOVE.run(db, {"key": "c", "attempts_left": 7}) == 0
    with database.reading() as db:
        (row,) = _FIND.all(db, {"key": "a"})
        assert row.attempts_left == 7


def test_no_rows_are_no_statement(database: Database) -> None:
    with database.writing() as db:
        _KEEP.many(db, [])


def test_a_failed_transaction_keeps_nothing(database: Database) -> None:
    with pytest.raises(Clash):
        _keep_twice(database, "a")
    with database.reading() as db:
        assert _FIND.first(db, {"key": "a"}) is None


def _keep_twice(database: Database, key: str) -> None:
    with database.writing() as db:
        _KEEP.run(db, _job(key))
        _KEEP.run(db, _job(key))


def test_a_value_that_is_left_out_is_a_mistake(database: Database) -> None:
    with pytest.raises(KeyError), database.reading() as db:
        _FIND.first(db, {})


def test_a_connection_whose_look_is_over_writes_and_then_looks_again(database: Database) -> None:
    with database.reading() as db:
        assert _FIND.first(db, {"key": "a"}) is None
        with database.writing_on(db) as writer:
            _KEEP.run(writer, _job("a"))
        assert _FIND.first(db, {"key": "a"}) is not None
        with pytest.raises(Clash):
            _keep_on(database, db, "a")
        assert len(_FIND.all(db, {"key": "a"})) == 1


def _keep_on(database: Database, db: Connection, key: str) -> None:
    with database.writing_on(db) as writer:
        _KEEP.run(writer, _job(key))


class _Due(NamedTuple):
    """When a job is due."""

    dedupe_key: str
    due_at: datetime


class _Kind(NamedTuple):
    """What a job is."""

    kind: str


_BOTH = select(job.c.dedupe_key, job.c.due_at, job.c.kind).order_by(job.c.id)
_BOTH_AND_ONE_MORE = _BOTH.add_columns(func.count().over().label("jobs"))


def test_the_columns_of_two_tables_come_back_as_a_record_of_each(database: Database) -> None:
    both = PreparedPair(_BOTH_AND_ONE_MORE, _Due, _Kind, int)
    with database.writing() as db:
        assert both.first(db, {}) is None
        _KEEP.run(db, _job("a"))
        assert both.first(db, {}) == (_Due("a", MORNING), _Kind("timer"), 1)


def test_one_column_comes_back_as_its_values(database: Database) -> None:
    keys = PreparedColumn(select(job.c.dedupe_key).order_by(job.c.id), str)
    with database.writing() as db:
        assert (keys.all(db, {}), keys.first(db, {})) == ([], None)
        _KEEP.many(db, [_job("a"), _job("b")])
        assert (keys.all(db, {}), keys.first(db, {})) == (["a", "b"], "a")


def test_columns_that_are_not_those_of_the_record_are_a_mistake(database: Database) -> None:
    with database.reading() as db:
        with pytest.raises(TypeError, match="are not the columns of JobRow"):
            Prepared(_BOTH, JobRow).all(db, {})
        with pytest.raises(TypeError, match="are not the columns of _Kind"):
            PreparedPair(_BOTH_AND_ONE_MORE, _Kind, _Due, int).first(db, {})
