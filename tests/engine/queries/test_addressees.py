"""A letter that would go out without an address is told of before the step is finished."""

from collections.abc import Callable
from typing import Any

from engine.api import Engine
from engine.people.actor import Actor
from engine.queries.addressees import NoAddress
from engine.queries.task_page import task_page


def missing(desk: Any, engine: Engine, actor: Actor, task: str) -> tuple[NoAddress, ...]:
    page = engine.ask(task_page, actor, task=desk.uid(task))
    found: tuple[NoAddress, ...] = page.next_letters.without_address
    return found


def test_an_office_without_an_address_is_named(
    played: Callable[..., Any], engine: Engine, someone: Callable[..., Actor]
) -> None:
    desk = played("norfolk_bears_a_shortfall", until="record_ipab_outcome")

    (found,) = missing(desk, engine, someone("ipab_chair"), "record_ipab_outcome")

    assert "International Police Assistance Board" in found.organisation
    assert found.letter


def test_where_every_address_is_known_nothing_is_said(
    played: Callable[..., Any], engine: Engine, someone: Callable[..., Actor]
) -> None:
    desk = played("lancashire_cayman_2013", until="recommend")

    assert missing(desk, engine, someone("chief_officer"), "recommend") == ()
