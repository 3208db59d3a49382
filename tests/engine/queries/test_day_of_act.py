"""What ended long ago is read by its own day: bodies, departments and names of then."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from engine.api import Engine
from engine.cases.tables import task
from engine.people.actor import Actor
from engine.queries.case_list import case_list
from engine.queries.case_page import CasePage, case_page
from engine.queries.task_page import TaskPage, task_page
from engine.rehearsals.play import StoryClock
from tests.engine.conftest import Desk

LATER = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture
def ended(played: Callable[..., Any], clock: StoryClock) -> Desk:
    """A case of 2011, ended before there were commissioners, as it stands years later."""
    desk: Desk = played("lancashire_cayman_2011")
    clock.now = LATER
    return desk


@pytest.fixture
def page(ended: Desk, engine: Engine, someone: Callable[..., Actor]) -> CasePage:
    return engine.ask(case_page, someone("chief_officer"), reference=ended.reference)


def test_the_page_of_an_ended_case_names_the_body_of_its_day(page: CasePage) -> None:
    assert dict(page.brief.key_facts)["Policing body"] == "Lancashire Police Authority"


def test_departments_that_ended_keep_their_names(page: CasePage) -> None:
    group = next(group for group in page.facts if group.title == "Give a member’s view")
    lines = [step.title for step in page.steps if step.element == "give_member_view"]

    assert "Foreign and Commonwealth Office" in {line.label for line in group.lines}
    assert "Give a member’s view: Department for International Development" in lines


def test_the_page_of_a_finished_task_is_read_by_its_day(
    ended: Desk, engine: Engine, someone: Callable[..., Actor]
) -> None:
    with engine.database.reading() as db:
        uid = db.execute(select(task.c.uid).where(task.c.element == "decide_approval")).scalar_one()
    shown: TaskPage = engine.ask(task_page, someone("chief_officer"), task=uid)

    assert dict(shown.case.key_facts)["Policing body"] == "Lancashire Police Authority"


def test_the_list_calls_a_force_by_its_name_of_then(
    played: Callable[..., Any],
    clock: StoryClock,
    engine: Engine,
    someone: Callable[..., Actor],
) -> None:
    played("force_name_2019")
    clock.now = LATER
    listed = engine.ask(case_list, someone("chief_officer", force="hampshire"))

    assert [line.force for line in listed.rows] == ["Hampshire Constabulary"]
