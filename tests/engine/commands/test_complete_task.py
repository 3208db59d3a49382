"""Answering a task: all of it kept, or nothing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType
from typing import Any

import pytest

from engine.api import Engine
from engine.commands.complete_task import CompleteTask, name_of
from engine.commands.save_draft import SaveDraft
from engine.commands.start_case import StartCase
from engine.errors import (
    AnswersRejected,
    EngineError,
    LetterLacks,
    NotAllowed,
    NotFound,
    Stale,
)
from engine.people.actor import Actor
from engine.queries.case_page import case_page
from engine.queries.letter_page import letter_file
from engine.queries.played import facts_now, newest_case, waiting
from engine.queries.task_page import task_page
from engine.queries.verified import verified
from engine.rehearsals.rehearse import Definitions
from tests.in_use import PutIntoUse

Someone = Callable[..., Actor]


def test_answers_become_facts_and_the_letter_is_written(
    desk: Any, engine: Engine, someone: Someone, answers: ModuleType
) -> None:
    lead = someone("force_lead")
    desk.complete(lead, "log_request", answers.request())

    page = engine.ask(case_page, lead, desk.reference)
    assert [one.element for one in desk.waiting()] == ["screen_scope"]
    assert page.brief.title == "Detectives for serious crime investigations"
    assert [letter.code for letter in page.letters] == ["L01"]
    assert engine.ask(letter_file, lead, page.letters[0].id).content.startswith(b"PK")
    assert page.history[0].title == "Completed: Log the request"


def test_every_problem_is_told_at_once_and_nothing_changes(
    desk: Any, engine: Engine, someone: Someone, answers: ModuleType
) -> None:
    lead = someone("force_lead")
    wrong = answers.request(title="", request_date="31 February 2011", urgency="at once")
    with pytest.raises(AnswersRejected) as refused:
        desk.complete(lead, "log_request", wrong)

    assert {"title", "request_date", "urgency"} <= refused.value.problems.keys()
    assert [t.element for t in desk.waiting()] == ["log_request"]
    assert "requester_name" not in engine.ask(facts_now, None, desk.reference)


@pytest.mark.parametrize("name", ["lane_owners", "lpb_name", "role", "title.x", "__class__"])
def test_an_answer_to_a_question_that_was_not_asked_is_refused(
    desk: Any, someone: Someone, answers: ModuleType, name: str
) -> None:
    with pytest.raises(AnswersRejected, match="not asked"):
        desk.complete(someone("force_lead"), "log_request", answers.request(**{name: "x"}))


def test_a_file_of_another_case_cannot_be_named(
    desk: Any, someone: Someone, answers: ModuleType
) -> None:
    stolen = {"file": "0" * 64, "name": "a.pdf", "size": 1, "media_type": "application/pdf"}
    with pytest.raises(AnswersRejected, match="upload it again"):
        desk.complete(someone("force_lead"), "log_request", answers.request(request_letter=stolen))


def test_the_second_of_two_answers_is_told_that_the_case_moved_on(
    desk: Any, engine: Engine, someone: Someone, answers: ModuleType
) -> None:
    lead, uid = someone("force_lead"), desk.uid("log_request")
    engine.do(CompleteTask(uid, None, answers.request()), lead)
    with pytest.raises(Stale, match="already finished"):
        engine.do(CompleteTask(uid, None, answers.request()), lead)

    assert len(engine.ask(case_page, lead, desk.reference).letters) == 1


def test_of_many_answers_at_the_same_moment_one_is_kept(
    desk: Any, engine: Engine, someone: Someone, answers: ModuleType
) -> None:
    lead, uid = someone("force_lead"), desk.uid("log_request")

    def answer(_: int) -> str:
        try:
            engine.do(CompleteTask(uid, None, answers.request()), lead)
        except EngineError as refused:
            return type(refused).__name__
        return "done"

    with ThreadPoolExecutor(6) as pool:
        told = sorted(pool.map(answer, range(6)))

    assert told == ["Stale"] * 5 + ["done"]
    assert len(engine.ask(case_page, lead, desk.reference).letters) == 1
    assert engine.ask(verified, None).faults == ()


def test_a_page_opened_before_the_draft_changed_is_stale(
    desk: Any, engine: Engine, someone: Someone, answers: ModuleType
) -> None:
    lead, uid = someone("force_lead"), desk.uid("log_request")
    version = engine.ask(task_page, lead, uid).task.version
    engine.do(SaveDraft(uid, {"title": "One"}, version), lead)
    with pytest.raises(Stale, match="changed after your page"):
        engine.do(CompleteTask(uid, version, answers.request()), lead)


def test_another_forces_case_is_not_there(
    desk: Any, engine: Engine, someone: Someone, answers: ModuleType
) -> None:
    stranger = someone("force_lead", force="kent")
    with pytest.raises(NotFound):
        desk.complete(stranger, "log_request", answers.request())
    with pytest.raises(NotFound):
        engine.ask(case_page, stranger, desk.reference)
    with pytest.raises(NotFound):
        engine.ask(task_page, stranger, desk.uid("log_request"))


def test_a_colleague_of_another_office_sees_it_but_may_not_answer(
    desk: Any, someone: Someone, answers: ModuleType
) -> None:
    with pytest.raises(NotAllowed, match="Force international lead"):
        desk.complete(someone("force_finance"), "log_request", answers.request())


def test_an_auditor_reads_everything_and_changes_nothing(
    desk: Any, engine: Engine, someone: Someone, answers: ModuleType
) -> None:
    auditor = someone("auditor", of="home-office")
    assert engine.ask(case_page, auditor, desk.reference).status == "open"
    with pytest.raises(NotAllowed):
        desk.complete(auditor, "log_request", answers.request())


def test_a_letter_that_cannot_be_written_leaves_nothing_behind_but_an_incident(
    engine: Engine, shipped: Definitions, someone: Someone, answers: ModuleType
) -> None:
    wrong = {**shipped.bundle, "letters/L01.docx": shipped.bundle["letters/L04.docx"]}
    engine.do(PutIntoUse(wrong), None)
    lead = someone("force_lead")
    uid = engine.do(StartCase("section_26", "lancashire"), lead)
    with pytest.raises(LetterLacks, match="L01 needs 'helped_name'"):
        engine.do(CompleteTask(uid, None, answers.request()), lead)

    reference = engine.ask(newest_case, None)
    page = engine.ask(case_page, lead, reference)
    assert page.letters == ()
    assert [t.element for t in engine.ask(waiting, None, reference)] == ["log_request"]
    told = [event.title for event in page.history]
    assert told == ["Could not go on: Log the request", "Opened the case"]


def test_instances_of_long_items_are_told_apart_within_the_column() -> None:
    long = [{"name": "x" * 200, "n": n} for n in (1, 2)]

    assert len({name_of(one) for one in long}) == 2
    assert all(len(name_of(one)) <= 100 for one in long)
    assert name_of("home-office") == "home-office"
