"""A request of section 26 is withdrawn wherever it stands: once, and for good."""

from collections.abc import Callable

import pytest

from engine.api import Engine
from engine.commands.complete_task import CompleteTask
from engine.commands.send_message import SendMessage
from engine.commands.start_case import StartCase
from engine.errors import NotFound, Stale
from engine.people.actor import Actor
from engine.queries.case_page import case_page
from engine.queries.message_page import message_page
from engine.queries.played import newest_case, waiting
from engine.queries.verified import verified
from engine.rehearsals.story import upload
from tests.engine.answers import request

Someone = Callable[..., Actor]
WHY = {"withdrawn_by": "force", "withdrawal_reason": "No officers can be spared."}

LOGGED = request(request_letter=upload("request.pdf"))


@pytest.fixture
def case(engine: Engine, someone: Someone) -> str:
    """A case whose request has not been logged."""
    engine.do(StartCase("section_26", "lancashire"), someone("force_lead"))
    return engine.ask(newest_case, None)


def test_before_anything_is_logged_nobody_is_written_to(
    case: str, engine: Engine, someone: Someone
) -> None:
    lead = someone("force_lead")

    engine.do(SendMessage(case, "withdrawn", WHY), lead)

    page = engine.ask(case_page, lead, case)
    assert page.status == "ended"
    assert page.letters == ()
    assert engine.ask(waiting, None, case) == ()
    assert engine.ask(verified, None).faults == ()


def test_the_body_that_asks_is_written_to_once_it_is_known(
    case: str, engine: Engine, someone: Someone
) -> None:
    lead = someone("force_lead")
    engine.do(CompleteTask(engine.ask(waiting, None, case)[0].uid, None, LOGGED), lead)
    assert engine.ask(message_page, lead, case, "withdrawn").may_follow == (
        "Withdrawal of the request",
    )

    engine.do(SendMessage(case, "withdrawn", WHY), lead)

    codes = [letter.code for letter in engine.ask(case_page, lead, case).letters]
    assert codes == ["L01", "L17"]
    assert engine.ask(verified, None).faults == ()


def test_withdrawn_twice_is_told_so(case: str, engine: Engine, someone: Someone) -> None:
    lead = someone("force_lead")
    engine.do(SendMessage(case, "withdrawn", WHY), lead)

    with pytest.raises(Stale, match=r"this case has ended \(Withdrawn\)"):
        engine.do(SendMessage(case, "withdrawn", WHY), lead)
    assert engine.ask(case_page, lead, case).messages == ()


def test_another_force_cannot_withdraw_it(case: str, engine: Engine, someone: Someone) -> None:
    with pytest.raises(NotFound):
        engine.do(SendMessage(case, "withdrawn", WHY), someone("force_lead", force="kent"))
