"""What was done to the register behind the service is found, and who put what into use is told."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from engine.api import Engine
from engine.audit.body import body_in
from engine.audit.log import REGISTER, each_entry
from engine.commands.begin_register import BeginRegister
from engine.people.actor import Actor
from engine.queries.verified import verified
from tests.approving import second_owner
from tests.support.registers import draft, rename, used


@pytest.fixture
def owner(someone: Callable[..., Actor]) -> Actor:
    return someone("process_owner", of="home-office")


@pytest.fixture
def second(engine: Engine, owner: Actor) -> Actor:
    return second_owner(engine)


def forged(engine: Engine, statement: str) -> tuple[str, ...]:
    """What verify says once somebody has changed the tables behind the service."""
    with engine.database.writing() as db:
        db.execute(text(statement))
    return engine.ask(verified, None).faults


@pytest.mark.unsealed
@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE register_set SET in_use_from = NULL WHERE number = 2", "register_set 2 is not as"),
        (
            "UPDATE register_set SET id = 'x', checked_id = 'x' WHERE number = 2",
            "does not hold the rows",
        ),
        ("UPDATE register_row SET table_name = 'x'", "is not the one it is named by"),
        ("DELETE FROM register_member WHERE number = 2", "does not hold the rows"),
        ("UPDATE register_act SET person = NULL WHERE number = 2 AND n = 1", "register_act 2/1"),
        ("DELETE FROM register_act WHERE number = 2", "register_act 2/1 is gone"),
    ],
)
def test_what_was_changed_behind_the_service_is_found(
    statement: str, told: str, engine: Engine, owner: Actor, second: Actor
) -> None:
    used(engine, engine.do(BeginRegister(), owner), owner, second)

    faults = forged(engine, statement)
    assert any(told in fault for fault in faults), faults


def test_the_entry_of_a_use_names_both_people_and_what_was_in_use_before(
    engine: Engine, owner: Actor, second: Actor
) -> None:
    number = engine.do(BeginRegister(), owner)
    rename(engine, number, owner)
    used(engine, number, owner, second)
    with engine.database.reading() as db:
        bodies = [body_in(entry.body) for entry in each_entry(db, REGISTER)]
    (body,) = (body for body in bodies if body["event"] == "use_register")

    assert (body["person"], body["number"], body["set"]) == (
        second.id,
        number,
        draft(engine, number).id,
    )
    assert body["register"] == draft(engine, 1).id


def test_a_step_under_a_register_that_was_used_later_is_found(
    engine: Engine, owner: Actor, second: Actor, clock: Any
) -> None:
    number = engine.do(BeginRegister(), owner)
    rename(engine, number, owner)
    used(engine, number, owner, second)
    clock.now -= timedelta(days=1)
    engine.do(BeginRegister(), owner)

    faults = engine.ask(verified, None).faults
    assert any("rests on a register that was put into use after it" in fault for fault in faults)
