"""Due dates come from one table: what is put into use there counts for the next task."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import select

from engine.api import Engine
from engine.cases.tables import task
from engine.commands.begin_register import BeginRegister
from engine.commands.change_register import ChangeRegister
from engine.people.actor import Actor
from engine.register.rows import canonical, digest
from tests.approving import second_owner
from tests.support.registers import draft, rows, used

TABLE = "service_levels"


def due(engine: Engine, element: str) -> datetime | None:
    with engine.database.reading() as db:
        found: datetime | None = db.scalar(select(task.c.due_at).where(task.c.element == element))
    return found


def test_a_level_put_into_use_counts_for_the_next_task(
    desk: Any, engine: Engine, someone: Callable[..., Actor], answers: ModuleType
) -> None:
    owner, lead = someone("process_owner", of="home-office"), someone("force_lead")
    number = engine.do(BeginRegister("Screened sooner"), owner)
    levels = rows(engine, number, TABLE)
    row = next(r for r in levels if r["step"] == "build_case" and not r.get("urgency"))
    was = digest(canonical(TABLE, row))
    changed = {**row, "working_days": "3"}
    engine.do(ChangeRegister(number, draft(engine, number).id, TABLE, was, changed), owner)
    desk.complete(lead, "log_request", answers.request())
    assert due(engine, "screen_scope") == datetime(2011, 8, 3, 8, tzinfo=UTC)
    used(engine, number, owner, second_owner(engine))
    desk.complete(lead, "screen_scope", answers.scope())

    assert due(engine, "build_case") == datetime(2011, 8, 4, 8, tzinfo=UTC)
    assert due(engine, "screen_scope") == datetime(2011, 8, 3, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("urgency", "needed_by", "at"),
    [
        ("urgent", date(2011, 8, 31), datetime(2011, 8, 2, 8, tzinfo=UTC)),
        ("urgent", date(2011, 8, 1), datetime(2011, 8, 1, 22, 59, 59, tzinfo=UTC)),
        ("emergency", date(2011, 8, 31), datetime(2011, 8, 1, 22, 59, 59, tzinfo=UTC)),
    ],
)
def test_what_is_urgent_is_due_sooner_and_by_when_help_is_needed(  # noqa: PLR0917
    urgency: str,
    needed_by: date,
    at: datetime,
    desk: Any,
    engine: Engine,
    someone: Callable[..., Actor],
    answers: ModuleType,
) -> None:
    urgent = {"urgency": urgency, "urgency_reason": "An earthquake", "needed_by": needed_by}
    request = answers.request(event_date=date(2011, 7, 31), **urgent)
    desk.complete(someone("force_lead"), "log_request", request)

    assert due(engine, "screen_scope") == at
