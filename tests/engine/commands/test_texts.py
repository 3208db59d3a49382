"""What is typed outside a process's forms: fit for both databases, or refused in a sentence."""

from collections.abc import Callable

import pytest

from engine.api import Engine
from engine.commands.add_person import AddPerson
from engine.commands.grant_role import GrantRole
from engine.commands.reopen_task import ReopenTask
from engine.commands.sign_in import SignIn
from engine.commands.texts import kept_text
from engine.commands.upload_draft import UploadDraft
from engine.errors import AnswersRejected, EngineError, SignInRefused
from engine.people.actor import Actor
from engine.queries.case_list import case_list
from engine.queries.definition_pages import definition

ODD = ["\x00", "a\x00b", "\ud800", "x" * 100_000, "\u202eevil", "\ufffe", "\\", "%_%", "'; --"]


@pytest.mark.parametrize("text", ODD[:6])
def test_a_person_has_a_name_that_fits(text: str, engine: Engine) -> None:
    with pytest.raises(AnswersRejected) as name:
        engine.do(AddPerson(text, "a@example.org"), None)
    with pytest.raises(AnswersRejected) as email:
        engine.do(AddPerson("A", f"{text}@example.org"), None)

    assert "characters" in name.value.problems["name"]
    assert "characters" in email.value.problems["email"]


def test_a_person_without_a_name_is_refused(engine: Engine) -> None:
    with pytest.raises(AnswersRejected, match="Enter the name"):
        engine.do(AddPerson(" ", "a@example.org"), None)


def test_what_is_no_account_signs_nobody_in(engine: Engine) -> None:
    for text in ODD:
        with pytest.raises(SignInRefused):
            engine.do(SignIn(text, text, text), None)


def test_a_search_for_anything_finds_cases_or_none(
    engine: Engine, someone: Callable[..., Actor], desk: object
) -> None:
    lead = someone("force_lead")
    for text in ODD:
        assert len(engine.ask(case_list, lead, find=text).rows) <= 1, text


def test_the_note_of_a_draft_is_kept_as_far_as_it_can_be(
    engine: Engine, someone: Callable[..., Actor]
) -> None:
    owner = someone("process_owner", of="home-office")
    for text in ODD:
        number = engine.do(UploadDraft("section_26", {}, text), owner).number

        kept = engine.ask(definition, owner, "section_26", number).version.note
        assert kept == kept_text(text, 500)


@pytest.mark.parametrize("text", ODD[:4])
def test_a_reason_that_does_not_fit_is_refused(
    text: str, engine: Engine, someone: Callable[..., Actor], played: Callable[..., object]
) -> None:
    with pytest.raises(EngineError):
        engine.do(ReopenTask("1.1\x00", text), someone("force_lead"))


def test_a_role_for_nobody_is_refused(engine: Engine, clock: Callable[[], object]) -> None:
    with pytest.raises(EngineError, match="no longer there"):
        engine.do(GrantRole(999_999, "auditor", "home-office", engine.clock().date()), None)
