"""A case goes on when its force is merged: the new force has it, and its letters say so."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from engine.api import Engine
from engine.cases.tables import task
from engine.commands.start_case import StartCase
from engine.errors import ForceEnded, NotAllowed, NotFound
from engine.letters.fingerprint import normal, paragraphs
from engine.letters.tables import letter
from engine.people.actor import Actor
from engine.queries.case_list import case_list
from engine.queries.case_page import case_page
from engine.queries.letter_page import letter_page
from engine.queries.played import letters_now
from engine.queries.task_page import task_page
from engine.queries.worklist import worklist
from engine.readers.xml_tree import xml_root
from tests.engine.conftest import Desk
from tests.support.laws import edited, end_without_successor, merger
from tests.support.registers import Pinned

RECOMMENDED = {
    "cc_recommendation": "approve",
    "cc_reasons": "Volunteers only, posts covered, every cost recovered.",
    "cc_signatory_name": "The Chief Constable",
}


@pytest.fixture
def desk(played: Callable[..., Any]) -> Desk:
    """A case of Lancashire that waits for its chief officer on the day of a merger."""
    found: Desk = played("lancashire_cayman_2013", until="recommend")
    return found


@pytest.fixture
def old_chief(desk: Desk, someone: Callable[..., Actor]) -> Actor:
    return someone("chief_officer")


@pytest.fixture
def merged(desk: Desk, old_chief: Actor, engine: Engine, on: Callable[[str], None]) -> None:
    engine.registers = Pinned(edited(merger))
    on("2013-10-01")


def test_the_new_chief_officer_has_the_task_and_the_old_one_has_not(
    desk: Desk, old_chief: Actor, merged: None, engine: Engine, someone: Callable[..., Actor]
) -> None:
    chief = someone("chief_officer")
    uid = desk.uid("recommend")

    assert chief.holdings[0].organisation == "north-west"
    assert [row.task for row in engine.ask(worklist, chief).rows] == [uid]
    assert [line.force for line in engine.ask(case_list, chief).rows] == ["North West Police"]
    assert engine.ask(task_page, chief, uid).permissions.why_not is None
    with pytest.raises(NotFound):
        engine.ask(task_page, old_chief, uid)


def test_a_letter_after_the_merger_is_from_the_new_force_to_its_body(
    desk: Desk, merged: None, engine: Engine, someone: Callable[..., Actor]
) -> None:
    desk.complete(someone("chief_officer"), "recommend", RECOMMENDED)

    text = _text(engine.ask(letters_now, None, desk.reference)["L07"])
    assert "North West Police" in text
    assert "Police and Crime Commissioner for the North West" in text
    assert "Commissioner for Lancashire" not in text


def test_what_was_done_before_the_merger_is_read_by_its_own_day(
    desk: Desk, merged: None, engine: Engine, someone: Callable[..., Actor]
) -> None:
    chief = someone("chief_officer")
    with engine.database.reading() as db:
        uid = db.execute(select(task.c.uid).where(task.c.element == "build_case")).scalar_one()
        letter_id = db.execute(select(letter.c.id).where(letter.c.code == "L04")).scalar_one()
    done = engine.ask(task_page, chief, task=uid)
    written = engine.ask(letter_page, chief, letter_id=letter_id)

    assert done.case.force == written.case.force == "Lancashire Constabulary"
    assert dict(done.case.key_facts)["Policing body"] == (
        "Police and Crime Commissioner for Lancashire"
    )


def test_a_case_is_opened_for_the_force_that_is_there(
    merged: None, old_chief: Actor, engine: Engine, someone: Callable[..., Actor]
) -> None:
    engine.do(StartCase("section_26", "lancashire"), someone("force_lead"))
    with pytest.raises(NotAllowed, match="lead of North West Police may open its cases"):
        engine.do(StartCase("section_26", "lancashire"), old_chief)


def test_a_force_that_ended_without_a_successor_says_so_and_its_case_can_be_read(
    desk: Desk, old_chief: Actor, engine: Engine, on: Callable[[str], None]
) -> None:
    engine.registers = Pinned(edited(end_without_successor))
    on("2013-10-01")

    page = engine.ask(case_page, old_chief, reference=desk.reference)
    assert page.brief.force == "Lancashire Constabulary"
    assert any("names no successor" in sentence for sentence in page.damage)
    with pytest.raises(ForceEnded, match="row of the table of forces"):
        desk.complete(old_chief, "recommend", RECOMMENDED)


def _text(letter: bytes) -> str:
    with ZipFile(BytesIO(letter)) as file:
        return normal(" ".join(paragraphs(xml_root(file.read("word/document.xml")))))
