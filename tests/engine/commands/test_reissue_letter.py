"""A letter that waits for its signature is written again when what the case knows has changed."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from docx import Document

from engine.api import Engine
from engine.commands.complete_task import CompleteTask
from engine.commands.publish_shipped import PublishShipped
from engine.commands.reissue_letter import ReissueLetter
from engine.commands.start_case import StartCase
from engine.errors import AnswersRejected, NotAllowed, NotFound, Stale
from engine.people.actor import Actor
from engine.queries.briefs import LetterBrief
from engine.queries.case_page import case_page
from engine.queries.letter_page import letter_file, letter_page
from engine.queries.played import newest_case, waiting
from engine.queries.verified import verified
from tests.returning import signed
from tests.support.drawing import Drawing, each, said

Someone = Callable[..., Actor]
RECOMMENDED = {
    "cc_recommendation": "approve",
    "cc_reasons": "Volunteers only, posts covered, every cost recovered.",
    "cc_signatory_name": "The Chief Constable",
}


@pytest.fixture
def recommended(played: Callable[..., Any], someone: Someone) -> Any:
    """A case of the last month of the police authorities, whose recommendation is to be signed."""
    desk = played("lancashire_cayman_2011", until="recommend")
    desk.complete(someone("chief_officer"), "recommend", RECOMMENDED)
    return desk


def letters(engine: Engine, actor: Actor, reference: str, code: str) -> list[LetterBrief]:
    found = engine.ask(case_page, actor, reference).letters
    return [one for one in found if one.code == code]


def text_of(engine: Engine, actor: Actor, letter: LetterBrief) -> str:
    file = engine.ask(letter_file, actor, letter.id)
    with zipfile.ZipFile(io.BytesIO(file.content)) as document:
        return document.read("word/document.xml").decode()


def test_a_new_version_says_what_the_case_knows_now_and_the_old_one_is_kept(
    recommended: Any, engine: Engine, someone: Someone, on: Callable[[str], None]
) -> None:
    chief = someone("chief_officer")
    (first,) = letters(engine, chief, recommended.reference, "L07")
    before = text_of(engine, chief, first)
    on("2012-11-22")
    engine.do(ReissueLetter(first.id, "The Commissioner has taken office."), chief)

    old, new = letters(engine, chief, recommended.reference, "L07")
    assert ((old.version, old.status), (new.version, new.status)) == (
        (1, "superseded"),
        (2, "issued"),
    )
    assert "Lancashire Police Authority" in before
    assert text_of(engine, chief, old) == before
    assert "Police and Crime Commissioner for Lancashire" in text_of(engine, chief, new)
    assert [one.element for one in recommended.waiting()] == ["recommend"]
    told = engine.ask(case_page, chief, recommended.reference).history[0]
    assert told.title.startswith("Wrote a letter again: ")
    assert "Reason: The Commissioner has taken office." in told.text
    assert engine.ask(verified, None).faults == ()

    with pytest.raises(Stale, match="replaced by a newer version"):
        engine.do(signed(engine, chief, old.id), chief)
    engine.do(signed(engine, chief, new.id), chief)
    assert [one.element for one in recommended.waiting()] == ["decide_approval"]


def test_a_letter_that_came_back_or_was_replaced_is_not_written_again(
    recommended: Any, engine: Engine, someone: Someone
) -> None:
    chief = someone("chief_officer")
    (first,) = letters(engine, chief, recommended.reference, "L07")
    engine.do(ReissueLetter(first.id, "A new date."), chief)
    with pytest.raises(Stale, match="replaced by a newer version"):
        engine.do(ReissueLetter(first.id, "Twice."), chief)
    _, new = letters(engine, chief, recommended.reference, "L07")
    engine.do(signed(engine, chief, new.id), chief)
    with pytest.raises(Stale, match="already come back"):
        engine.do(ReissueLetter(new.id, "Too late."), chief)


def test_only_the_office_that_signs_it_has_it_written_again_and_says_why(
    recommended: Any, engine: Engine, someone: Someone
) -> None:
    chief = someone("chief_officer")
    (first,) = letters(engine, chief, recommended.reference, "L07")
    for reason, problem in (("  ", "Enter what has changed"), ("x" * 1001, "1000 characters")):
        with pytest.raises(AnswersRejected, match=problem):
            engine.do(ReissueLetter(first.id, reason), chief)
    with pytest.raises(NotAllowed):
        engine.do(ReissueLetter(first.id, "Why not."), someone("force_finance"))
    with pytest.raises(NotFound):
        engine.do(ReissueLetter(first.id, "Why not."), someone("chief_officer", force="kent"))
    with pytest.raises(NotFound):
        engine.do(ReissueLetter(9999, "Why not."), chief)


def test_a_letter_that_nobody_signs_is_not_written_again(
    recommended: Any, engine: Engine, someone: Someone
) -> None:
    lead = someone("force_lead")
    (sent,) = letters(engine, lead, recommended.reference, "L01")

    with pytest.raises(Stale):
        engine.do(ReissueLetter(sent.id, "A new date."), lead)


@pytest.fixture
def offers(engine: Engine, someone: Someone) -> str:
    """A case in which every member department is sent an offer to be signed."""
    document, saved = Document(), io.BytesIO()
    document.add_paragraph("To {{ member }} for {{ lpb_name }}")
    document.save(saved)
    drawn = Drawing("offers", role="force_lead").start().end()
    several = said(letter__template="T1", letter__return="signed")
    drawn.user("offer", several + each("ipab_members", "member")).chain("start", "offer", "end")
    engine.do(PublishShipped({**drawn.files(), "letters/T1.docx": saved.getvalue()}), None)
    engine.do(StartCase("offers", "lancashire"), someone("force_lead"))
    return engine.ask(newest_case, None)


def test_each_of_several_letters_waits_for_its_own_signature(
    offers: str, engine: Engine, someone: Someone, on: Callable[[str], None]
) -> None:
    lead = someone("force_lead")
    for task in engine.ask(waiting, None, offers):
        engine.do(CompleteTask(task.uid), lead)
    issued = letters(engine, lead, offers, "T1")
    assert len(issued) > 1
    assert {one.status for one in issued} == {"issued"}

    on("2012-11-22")
    before = text_of(engine, lead, issued[1])
    engine.do(ReissueLetter(issued[1].id, "The body has changed."), lead)
    *_, new = letters(engine, lead, offers, "T1")
    after = text_of(engine, lead, new)
    assert before.split(" for ")[0] == after.split(" for ")[0]
    assert "Commissioner" in after
    still = [one for one in letters(engine, lead, offers, "T1") if one.status == "issued"]
    assert len(still) == len(issued)
    for one in still:
        assert engine.ask(letter_page, lead, one.id).may_sign is None
        engine.do(signed(engine, lead, one.id), lead)
    assert engine.ask(waiting, None, offers) == ()
