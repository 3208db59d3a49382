"""Pages on which somebody changes an answer that they gave."""

import re
from collections.abc import Callable

import pytest

from engine.api import Engine
from engine.commands.amend_answers import AmendAnswers
from engine.commands.complete_task import CompleteTask
from engine.commands.publish_shipped import PublishShipped
from engine.commands.start_case import StartCase
from engine.people.actor import Actor
from engine.queries.played import waiting
from tests.lint.amended import a_form, question
from tests.support.drawing import Drawing, said
from tests.web.answers import LOGGED, SCREENED, typed
from tests.web.conftest import FORCE_LEAD, Visitor

Acting = Callable[[str], Actor]
SAME = {name: text for name, text in typed().items() if name != "request_letter"}
CHANGED = SAME | {"requester_name": "The Governor", "amend_reason": "The letter says so."}


@pytest.fixture
def case(engine: Engine, acting: Acting) -> str:
    """A case of Lancashire whose request is logged."""
    task = engine.do(StartCase("section_26", "lancashire"), acting(FORCE_LEAD))
    return engine.do(CompleteTask(task, None, LOGGED), acting(FORCE_LEAD)).case


def link(page: str) -> str:
    return str(re.findall(r'href="(/tasks/[^"]+/amend)"', page)[0])


def seen(page: str) -> str:
    return str(re.findall(r'name="amend_seen" value="(\d+)"', page)[0])


def test_an_answer_is_changed_once_all_that_it_touches_was_shown(case: str, lead: Visitor) -> None:
    address = link(lead.get(f"/cases/{case}/facts"))
    page = lead.get(address)
    assert "Royal Cayman Islands Police Service" in page

    page = lead.post(address, **CHANGED, amend_seen=seen(page), action="continue")
    assert "What your change touches" in page
    assert "It was: Royal Cayman Islands Police Service" in page
    assert "It would be: The Governor" in page
    assert "<li>Acknowledgement of the request (L01, version 1)</li>" in page
    assert 'name="requester_name" value="The Governor"' in page

    page = lead.post(f"{address}/keep", **CHANGED, amend_seen=seen(page))
    assert "The answer is changed." in page
    assert "Changed an answer: Log the request" in page
    assert "it was Royal Cayman Islands Police Service; it is The Governor" in page
    assert "Reason: The letter says so." in page
    assert "Superseded" in lead.get(f"/cases/{case}/letters")


def test_what_is_wrong_with_a_change_is_told_beside_what_was_typed(
    case: str, lead: Visitor
) -> None:
    address = link(lead.get(f"/cases/{case}/facts"))
    page = lead.get(address)
    shown = {"amend_seen": seen(page), "action": "continue"}

    page = lead.post(address, 422, **CHANGED | {"amend_reason": " "}, **shown)
    assert "Enter why you change it" in page
    assert 'value="The Governor"' in page
    assert "Nothing is different" in lead.post(
        address, 422, **SAME | {"amend_reason": "None"}, **shown
    )
    page = lead.post(address, 422, **CHANGED | {"requester_name": ""}, **shown)
    assert "Enter the name" in page
    page = lead.post(f"{address}/keep", 422, **CHANGED | {"requester_name": ""}, **shown)
    assert "Enter the name" in page
    assert "Change an answer" in lead.post(address, **CHANGED, amend_seen=1, action="update")


def test_a_change_that_was_overtaken_is_told_with_both_versions(
    case: str, engine: Engine, acting: Acting, lead: Visitor
) -> None:
    address = link(lead.get(f"/cases/{case}/facts"))
    shown = seen(lead.get(address))
    other = AmendAnswers(address.split("/")[2], {"requester_name": "The Premier"}, "So it is.")
    engine.do(other, acting(FORCE_LEAD))

    page = lead.post(f"{address}/keep", 409, **CHANGED, amend_seen=shown)
    assert "it said &#39;Royal Cayman Islands Police Service&#39;" in page
    assert "now it says &#39;The Premier&#39;, and you say &#39;The Governor&#39;" in page
    assert "does not say which version" in lead.post(f"{address}/keep", 409, **CHANGED)


def test_a_change_that_only_a_return_can_make_is_shown_with_why(
    case: str, engine: Engine, acting: Acting, lead: Visitor
) -> None:
    screen = str(engine.ask(waiting, None, case)[0].uid)
    engine.do(CompleteTask(screen, None, SCREENED), acting(FORCE_LEAD))
    address = f"/tasks/{screen}/amend"
    page = lead.get(address)
    form = SCREENED | {
        "purpose_connected_uk": "yes",
        "amend_reason": "It is.",
        "amend_seen": seen(page),
    }

    page = lead.post(address, 200, **form)
    assert "This cannot be changed here" in page
    assert "Keep the change" not in page
    assert "It was: " in page
    assert lead.get("/tasks/none/amend", 404)


def test_a_step_that_amends_shows_what_was_answered_and_keeps_what_differs(
    engine: Engine, acting: Acting, lead: Visitor
) -> None:
    drawing = Drawing("asked", role="force_lead").start()
    drawing.node("userTask", "ask", name="Ask", camunda_formRef="ask")
    drawing.node("userTask", "again", said(amends="ask"), name="Again", camunda_formRef="plain")
    files = drawing.end().chain("start", "ask", "again", "end").files()
    forms = {**a_form("ask", question("country")), **a_form("plain", question("told"))}
    engine.do(PublishShipped({**files, **forms}), None)
    task = engine.do(StartCase("asked", "lancashire"), acting(FORCE_LEAD))
    done = engine.do(CompleteTask(task, None, {"country": "Jersey"}), acting(FORCE_LEAD))
    again = str(engine.ask(waiting, None, done.case)[0].uid)

    page = lead.get(f"/tasks/{again}")
    assert 'name="country" type="text" value="Jersey"' in page
    page = lead.post(f"/tasks/{again}", told="Yes", country="Guernsey", action="continue")
    assert "It was: Jersey" in page
    assert "It would be: Guernsey" in page
    lead.post(f"/tasks/{again}/complete")

    history = lead.get(f"/cases/{done.case}/history")
    assert "Country: it was Jersey; it is Guernsey" in history
