"""What is selected is read into records, and only where the columns are the record's fields."""

from datetime import UTC, datetime
from typing import NamedTuple

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import NoResultFound

from engine.api import Engine
from engine.jobs.tables import heartbeat
from engine.store.reading import all_rows, first_row, only_row

MORNING = datetime(2024, 3, 31, 0, 30, tzinfo=UTC)


class Beat(NamedTuple):
    name: str
    at: datetime


@pytest.fixture
def beats(engine: Engine) -> Engine:
    with engine.database.writing() as db:
        db.execute(insert(heartbeat), [{"name": one, "at": MORNING} for one in ("a", "b")])
    return engine


def test_rows_come_back_as_records(beats: Engine) -> None:
    by_name = select(heartbeat).order_by(heartbeat.c.name)
    with beats.database.reading() as db:
        assert all_rows(db, by_name, Beat) == [Beat("a", MORNING), Beat("b", MORNING)]
        assert first_row(db, by_name, Beat) == Beat("a", MORNING)
        assert only_row(db, by_name.where(heartbeat.c.name == "b"), Beat).name == "b"


def test_no_row_is_none_where_there_may_be_none(beats: Engine) -> None:
    nobody = select(heartbeat).where(heartbeat.c.name == "c")
    with beats.database.reading() as db:
        assert all_rows(db, nobody, Beat) == []
        assert first_row(db, nobody, Beat) is None
        with pytest.raises(NoResultFound):
            only_row(db, nobody, Beat)


def test_other_columns_than_the_fields_are_refused(beats: Engine) -> None:
    turned = select(heartbeat.c.at, heartbeat.c.name)
    with (
        beats.database.reading() as db,
        pytest.raises(TypeError, match="at, name are not the columns of Beat"),
    ):
        all_rows(db, turned, Beat)
