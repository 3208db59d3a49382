"""Whoever acts, and has a name like somebody they must not be, says who is who."""

from collections.abc import Callable

import pytest

from engine.api import Engine
from engine.cli.seed import DEMO_PASSWORD
from engine.commands.add_person import AddPerson
from engine.commands.complete_task import CompleteTask
from engine.commands.grant_role import GrantRole
from engine.commands.publish_shipped import PublishShipped
from engine.commands.start_case import StartCase
from engine.errors import NotAllowed
from engine.people.actor import Actor
from engine.queries.played import waiting
from engine.queries.signing_in import actor_of
from engine.rehearsals.people import LONG_AGO
from tests.support.drawing import Drawing, said
from tests.web.conftest import Visitor

Employ = Callable[..., Actor]


@pytest.fixture
def employ(engine: Engine) -> Employ:
    """Adds a lead of Lancashire by name, with a staff number where one is given."""

    def add(name: str, number: str = "") -> Actor:
        email = f"{name.lower().replace(' ', '.')}.{number or 'x'}@lancashire.example"
        employer = "lancashire" if number else ""
        adding = AddPerson(
            name, email, DEMO_PASSWORD, demo=True, employer=employer, staff_number=number
        )
        person = engine.do(adding, None)
        engine.do(GrantRole(person, "force_lead", "lancashire", LONG_AGO), None)
        return engine.ask(actor_of, None, person)

    return add


@pytest.fixture
def second_step(engine: Engine, employ: Employ) -> str:
    """A step that somebody other than Jo Smith, number 123, has to do."""
    drawn = Drawing("two_steps", role="force_lead").start().end()
    drawn.user("ask", name="Ask")
    drawn.user("answer", said(separate__from="ask"), name="Answer")
    drawn.chain("start", "ask", "answer", "end")
    engine.do(PublishShipped(drawn.files()), None)
    jo = employ("Jo Smith", "0123")
    first = engine.do(StartCase("two_steps", "lancashire"), jo)
    done = engine.do(CompleteTask(first), jo)
    (task,) = engine.ask(waiting, None, done.case)
    return task.uid


def test_a_like_name_is_confirmed_on_the_check_page_and_kept_in_the_history(
    second_step: str, employ: Employ, signed_in: Callable[[str], Visitor]
) -> None:
    smith = signed_in(employ("J Smith").email)
    address = f"/tasks/{second_step}/check"
    assert "Confirm who is who" in smith.get(address)

    page = smith.post(f"/tasks/{second_step}/complete", 422)
    assert "Jo Smith has a name like that of whoever acts here" in page
    page = smith.post(f"/tasks/{second_step}/complete", apart="Jo Smith")

    assert "The task is finished." in page
    reference = page.split("/cases/")[1].split('"')[0].split("/")[0]
    history = smith.get(f"/cases/{reference}/history")
    assert "Confirmed to be somebody else: Jo Smith" in history


def test_a_second_account_of_the_same_person_is_barred(
    second_step: str, engine: Engine, employ: Employ
) -> None:
    twin = employ("Somebody Else", "00123")
    with pytest.raises(NotAllowed, match="whoever did 'Ask' may not also do this"):
        engine.do(CompleteTask(second_step, apart=frozenset({"Jo Smith"})), twin)


def test_two_of_one_name_with_numbers_are_two_people(
    second_step: str, engine: Engine, employ: Employ
) -> None:
    engine.do(CompleteTask(second_step), employ("Jo Smith", "456"))
