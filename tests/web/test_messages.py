"""Telling a case something from its page."""

from collections.abc import Callable

import pytest

from engine.api import Engine
from engine.commands.publish_shipped import PublishShipped
from engine.commands.start_case import StartCase
from engine.people.actor import Actor
from engine.queries.played import newest_case
from tests.engine.enquiry import KEY, bundle
from tests.support.drawing import Drawing, event, said
from tests.web.conftest import FORCE_LEAD, OTHER_FORCE, Visitor


@pytest.fixture
def case(engine: Engine, acting: Callable[[str], Actor]) -> str:
    """An enquiry of Lancashire that may be withdrawn."""
    engine.do(PublishShipped(bundle()), None)
    engine.do(StartCase(KEY, "lancashire"), acting(FORCE_LEAD))
    return engine.ask(newest_case, None)


def test_a_case_is_told_from_its_page(case: str, lead: Visitor) -> None:
    page = lead.get(f"/cases/{case}")
    assert "Tell the case" in page
    assert f'href="/cases/{case}/messages/withdrawn"' in page
    lead.get(f"/cases/{case}/messages/withdrawn")

    page = lead.post(f"/cases/{case}/messages/withdrawn", withdrawn_why="The mission has ended.")
    assert "The case was told: The request is withdrawn." in page
    assert "Close the file" in page
    assert "The mission has ended." in lead.get(f"/cases/{case}/facts")


def test_a_case_that_first_waits_is_shown_to_whoever_starts_it(
    engine: Engine, lead: Visitor
) -> None:
    drawing = Drawing("waiting", role="force_lead").start().user("ask").end()
    drawing.catch("hear", event("message", "m")).declare("message", "m", name="heard")
    engine.do(PublishShipped(drawing.chain("start", "hear", "ask", "end").files()), None)
    lead.get("/start")

    page = lead.post("/start", what="waiting/lancashire")
    assert engine.ask(newest_case, None) in page
    assert "Tell the case" in page


def test_the_letters_that_a_message_brings_about_are_announced(
    engine: Engine, acting: Callable[[str], Actor], lead: Visitor
) -> None:
    drawing = Drawing("waiting", role="force_lead").start().user("ask").end()
    drawing.catch("hear", event("message", "m")).declare("message", "m", name="heard")
    drawing.service("write", said(letter__template="L01")).gate("exclusive", "g", default="asking")
    drawing.service("then", said(letter__template="L02"))
    drawing.chain("start", "hear", "write", "g").flow("g", "then", "sure")
    drawing.flow("g", "ask", key="asking").chain("ask", "end").flow("then", "end")
    engine.do(PublishShipped(drawing.files()), None)
    engine.do(StartCase("waiting", "lancashire"), acting(FORCE_LEAD))

    page = lead.get(f"/cases/{engine.ask(newest_case, None)}/messages/heard")

    assert "When you send this, this letter is written:" in page
    assert "<li>Acknowledgement of the request</li>" in page
    assert "it may also write: Scope decision." in page


def test_what_was_typed_stays_when_it_will_not_do(case: str, lead: Visitor) -> None:
    lead.get(f"/cases/{case}/messages/withdrawn")
    page = lead.post(f"/cases/{case}/messages/withdrawn", 422, withdrawn_why=" ", surprise="yes")

    assert "Enter the reason" in page
    assert "There is a problem" in page
    assert "Reply" in lead.get(f"/cases/{case}")


def test_news_that_came_too_late_is_told_so(case: str, lead: Visitor) -> None:
    address = f"/cases/{case}/messages/withdrawn"
    lead.get(address)
    lead.post(address, withdrawn_why="The mission has ended.")
    late = lead.post(address, 409, withdrawn_why="The mission is put off.")
    assert "The mission is put off." in late
    assert f'href="/cases/{case}"' in late
    lead.get(address, 409)
    lead.get(f"/cases/{case}/messages/lottery", 404)

    assert "Tell the case" not in lead.get(f"/cases/{case}")


def test_a_message_of_another_force_is_not_there(
    case: str, signed_in: Callable[[str], Visitor]
) -> None:
    stranger = signed_in(OTHER_FORCE)
    stranger.get(f"/cases/{case}/messages/withdrawn", 404)
    stranger.get("/cases")
    stranger.post(f"/cases/{case}/messages/withdrawn", 404, withdrawn_why="x")
