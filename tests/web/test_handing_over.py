"""Pages on which a task is handed to somebody else, and a letter is written again."""

import io
import re
from collections.abc import Callable

import pytest
from docx import Document

from engine.api import Engine
from engine.commands.add_person import AddPerson
from engine.commands.claim_task import ClaimTask
from engine.commands.complete_task import CompleteTask
from engine.commands.grant_role import GrantRole
from engine.commands.publish_shipped import PublishShipped
from engine.commands.start_case import StartCase
from engine.people.actor import Actor
from engine.queries.task_page import task_page
from engine.rehearsals.people import LONG_AGO
from tests.support.drawing import Drawing, said
from tests.web.conftest import FORCE_LEAD, Visitor

CHIEF = "chief.constable@lancashire.example"
FINANCE = "finance@lancashire.example"
Acting = Callable[[str], Actor]


@pytest.fixture
def task(engine: Engine, acting: Acting) -> str:
    """A first task that the international lead of Lancashire has taken on."""
    uid = engine.do(StartCase("section_26", "lancashire"), acting(FORCE_LEAD))
    engine.do(ClaimTask(uid), acting(FORCE_LEAD))
    return uid


@pytest.fixture
def deputy(engine: Engine) -> int:
    """A second lead, who could do it too."""
    person = engine.do(AddPerson("The Deputy Lead", "deputy@lancashire.example"), None)
    engine.do(GrantRole(person, "force_lead", "lancashire", LONG_AGO), None)
    return person


def test_whoever_oversees_a_task_finds_it_on_the_case_and_hands_it_over(
    task: str, deputy: int, engine: Engine, acting: Acting, signed_in: Callable[[str], Visitor]
) -> None:
    chief = signed_in(CHIEF)
    reference = engine.ask(task_page, acting(FORCE_LEAD), task=task).case.reference
    page = chief.get(f"/cases/{reference}")
    assert "Hand a task over" in page
    assert ", with International Lead, Lancashire Constabulary" in page

    page = chief.get(re.findall(r'href="(/tasks/[^"]+/hand-over)"', page)[0])
    assert "International Lead, Lancashire Constabulary has this task." in page
    assert "Select who should have this task" in chief.post(f"/tasks/{task}/hand-over", 422)
    page = chief.post(f"/tasks/{task}/hand-over", 422, to=deputy, reason="x" * 1001)
    assert "1000 characters or fewer" in page
    page = chief.post(f"/tasks/{task}/hand-over", to=deputy, reason="She is on leave.")

    assert "The task is handed over." in page
    assert "Reason: She is on leave." in chief.get(f"/cases/{reference}/history")


def test_whoever_has_a_task_hands_it_over_from_its_own_page(
    task: str, deputy: int, lead: Visitor
) -> None:
    assert "Hand this task to somebody else" in lead.get(f"/tasks/{task}")
    lead.get(f"/tasks/{task}/hand-over")
    lead.post(f"/tasks/{task}/hand-over", to=deputy)

    assert "The Deputy Lead has taken this on" in lead.get(f"/tasks/{task}")


def test_where_nobody_else_has_the_role_the_page_says_what_to_do(task: str, lead: Visitor) -> None:
    assert "Nobody else holds the role" in lead.get(f"/tasks/{task}/hand-over")


def test_others_are_not_offered_it(task: str, signed_in: Callable[[str], Visitor]) -> None:
    finance = signed_in(FINANCE)

    assert "Hand this task" not in finance.get(f"/tasks/{task}")
    finance.get(f"/tasks/{task}/hand-over", 403)


@pytest.fixture
def signing(engine: Engine, acting: Acting) -> str:
    """A task of the lead whose letter waits to be signed."""
    drawn = Drawing("letter_only", role="force_lead").start().end()
    drawn.user("write", said(letter__template="S1", letter__return="signed"), name="Write")
    drawn.chain("start", "write", "end")
    document, saved = Document(), io.BytesIO()
    document.add_paragraph("To whom it may concern: {{ force_name }}")
    document.save(saved)
    engine.do(PublishShipped({**drawn.files(), "letters/S1.docx": saved.getvalue()}), None)
    lead = acting(FORCE_LEAD)
    uid = engine.do(StartCase("letter_only", "lancashire"), lead)
    engine.do(CompleteTask(uid), lead)
    return uid


def test_a_letter_is_written_again_from_its_signing_page(signing: str, lead: Visitor) -> None:
    page = lead.get(f"/tasks/{signing}/sign")
    (address,) = re.findall(r'action="(/letters/\d+/again)"', page)
    assert "Enter what has changed" in lead.post(address, 422)

    page = lead.post(address, reason="The post has a new title.")
    assert "The letter is written again." in page
    assert "version 2" in page
    assert 'action="/letters/' in page
    lead.post(address, 409, reason="Again.")
