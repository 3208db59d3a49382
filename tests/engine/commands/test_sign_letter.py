"""Letters for signature: the case goes on only when the signed copy is in."""

from collections.abc import Callable
from typing import Any

import pytest

from engine.api import Engine
from engine.commands.reopen_task import ReopenTask
from engine.commands.sign_letter import SignLetter
from engine.errors import AnswersRejected, NotAllowed, NotFound, Stale, UploadRefused
from engine.people.actor import Actor
from engine.queries.case_page import case_page
from engine.queries.letter_page import letter_file, letter_page
from engine.queries.task_page import task_page
from tests.returning import signed

Someone = Callable[..., Actor]
RECOMMENDED = {
    "cc_recommendation": "approve",
    "cc_reasons": "Volunteers only, posts covered, every cost recovered.",
    "cc_signatory_name": "The Chief Constable",
}


@pytest.fixture
def recommended(played: Callable[..., Any], someone: Someone) -> Any:
    """A case whose recommendation is written and waits to be signed."""
    desk = played("lancashire_cayman_2011", until="recommend")
    desk.done = desk.complete(someone("chief_officer"), "recommend", RECOMMENDED)
    return desk


def letter_of(engine: Engine, actor: Actor, desk: Any) -> Any:
    page = engine.ask(task_page, actor, desk.done.to_sign)
    return next(brief for brief in page.letters if brief.for_signature)


def test_the_case_waits_until_the_signed_copy_is_in(
    recommended: Any, engine: Engine, someone: Someone
) -> None:
    chief = someone("chief_officer")
    assert [t.element for t in recommended.waiting()] == ["recommend"]

    brief = letter_of(engine, chief, recommended)
    engine.do(signed(engine, chief, brief.id), chief)

    assert [t.element for t in recommended.waiting()] == ["decide_approval"]
    kept = engine.ask(letter_page, chief, brief.id).brief
    assert (kept.status, kept.signed_file_name) == ("signed", "signed.docx")
    assert kept.returned_by == chief.name
    issued = engine.ask(letter_file, chief, brief.id).content
    assert engine.ask(letter_file, chief, brief.id, "signed").content == issued


def test_a_file_that_is_not_a_letter_is_refused(
    recommended: Any, engine: Engine, someone: Someone
) -> None:
    chief = someone("chief_officer")
    brief = letter_of(engine, chief, recommended)
    for name, content in (("a.exe", b"MZ"), ("a.pdf", b"not a pdf"), ("a.docx", b"PK\x03\x04")):
        with pytest.raises(UploadRefused):
            engine.do(SignLetter(brief.id, name, content), chief)
    assert [t.element for t in recommended.waiting()] == ["recommend"]


def test_only_the_office_that_signs_brings_it_back(
    recommended: Any, engine: Engine, someone: Someone
) -> None:
    chief = someone("chief_officer")
    brief = letter_of(engine, chief, recommended)
    with pytest.raises(NotAllowed):
        engine.do(SignLetter(brief.id, "signed.docx", b"PK"), someone("force_finance"))
    with pytest.raises(NotFound):
        engine.do(
            SignLetter(brief.id, "signed.docx", b"PK"), someone("chief_officer", force="kent")
        )


def test_a_letter_comes_back_once(recommended: Any, engine: Engine, someone: Someone) -> None:
    chief = someone("chief_officer")
    brief = letter_of(engine, chief, recommended)
    engine.do(signed(engine, chief, brief.id), chief)
    with pytest.raises(Stale, match="already come back"):
        engine.do(SignLetter(brief.id, "signed.docx", b"PK"), chief)


def test_a_wrong_letter_is_written_again_as_a_new_version(
    recommended: Any, engine: Engine, someone: Someone
) -> None:
    chief = someone("chief_officer")
    first = letter_of(engine, chief, recommended)
    engine.do(ReopenTask(recommended.done.to_sign, "The reasons leave out the backfill."), chief)

    page = engine.ask(task_page, chief, recommended.done.to_sign)
    assert page.task.status == "open"
    assert page.answers.draft["cc_reasons"] == RECOMMENDED["cc_reasons"]

    recommended.complete(chief, "recommend", {**RECOMMENDED, "cc_reasons": "Posts are covered."})
    second = letter_of(engine, chief, recommended)
    assert (first.version, second.version) == (1, 2)
    assert engine.ask(letter_page, chief, first.id).brief.status == "superseded"
    with pytest.raises(Stale):
        engine.do(signed(engine, chief, first.id), chief)
    history = engine.ask(case_page, chief, recommended.reference).history
    assert any("leave out the backfill" in event.text for event in history)


def test_reopening_needs_a_reason(recommended: Any, engine: Engine, someone: Someone) -> None:
    with pytest.raises(AnswersRejected, match="what is wrong"):
        engine.do(ReopenTask(recommended.done.to_sign, "  "), someone("chief_officer"))


def test_whoever_recommends_may_not_decide(
    recommended: Any, engine: Engine, someone: Someone, cast: Any
) -> None:
    from dataclasses import replace

    chief = someone("chief_officer")
    brief = letter_of(engine, chief, recommended)
    engine.do(signed(engine, chief, brief.id), chief)
    body = someone("policing_body")
    both = replace(chief, holdings=(*chief.holdings, *body.holdings))
    page = engine.ask(task_page, both, recommended.uid("decide_approval"))
    assert page.permissions.why_not is not None
    assert "Recommend" in page.permissions.why_not
