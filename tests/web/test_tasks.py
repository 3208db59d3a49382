"""A person's tasks: the list, the form with its errors, the check page, and giving back."""

import io
import re
from collections.abc import Callable

import pytest

from engine.api import Engine
from engine.commands.complete_task import CompleteTask
from engine.commands.publish_shipped import PublishShipped
from engine.commands.save_draft import SaveDraft
from engine.commands.start_case import StartCase
from engine.people.actor import Actor
from engine.queries.played import waiting
from tests.support.drawing import Drawing, said
from tests.web.answers import LOGGED, SCREENED, TITLE, typed
from tests.web.conftest import FORCE_LEAD, OTHER_FORCE, Visitor


@pytest.fixture
def task(engine: Engine, acting: Callable[[str], Actor]) -> str:
    """The first task of a new case of Lancashire."""
    return engine.do(StartCase("section_26", "lancashire"), acting(FORCE_LEAD))


def test_a_person_starts_a_case_and_is_led_to_its_first_task(lead: Visitor) -> None:
    assert "Lancashire Constabulary" in lead.get("/start")
    page = lead.post("/start", what="section_26/lancashire")

    assert "Log the request</h1>" in page


def test_starting_without_choosing_says_what_to_choose(lead: Visitor) -> None:
    lead.get("/start")

    assert "Select the case to start" in lead.post("/start", 422)


def test_somebody_who_starts_nothing_is_told_who_does(owner: Visitor) -> None:
    assert "Your roles do not start cases" in owner.get("/start")


def test_a_new_task_is_on_the_list_of_those_who_may_do_it(
    task: str, lead: Visitor, signed_in: Callable[[str], Visitor]
) -> None:
    assert "Log the request" in lead.get("/tasks")
    assert "Log the request" in lead.get("/tasks?tab=office")
    assert "Log the request" not in signed_in(OTHER_FORCE).get("/tasks?tab=office")


def test_a_form_with_errors_comes_back_whole(task: str, lead: Visitor) -> None:
    lead.get(f"/tasks/{task}")
    page = lead.post(f"/tasks/{task}", 422, **typed(**{"urgency": "", "request_date-day": "31"}))

    assert "There is a problem" in page
    assert "Select how urgent the request is" in page
    assert f'value="{TITLE}"' in page
    assert "George Town" in page


def test_good_answers_are_checked_before_they_are_kept(task: str, lead: Visitor) -> None:
    lead.get(f"/tasks/{task}")
    page = lead.post(f"/tasks/{task}", **typed(), action="continue")

    assert "Check your answers before you finish this task" in page
    assert "2 November 2026" in page
    assert "When you finish, this letter is written:" in page
    assert "Finish and write the letter" in page
    assert "Until another office rests on them you can change these answers" in page
    assert f'href="/tasks/{task}#title"' in page


@pytest.fixture
def screen(task: str, engine: Engine, acting: Callable[[str], Actor]) -> str:
    """The second task of that case, which decides whether section 26 applies."""
    done = engine.do(CompleteTask(task, None, LOGGED), acting(FORCE_LEAD))
    return str(engine.ask(waiting, None, done.case)[0].uid)


def test_a_letter_that_the_next_step_writes_by_itself_is_announced(
    screen: str, engine: Engine, acting: Callable[[str], Actor], lead: Visitor
) -> None:
    engine.do(SaveDraft(screen, SCREENED, None), acting(FORCE_LEAD))

    page = lead.get(f"/tasks/{screen}/check")

    assert "<li>Scope decision</li>" in page
    assert "Finish and write the letter" in page


def test_whoever_decides_has_the_case_before_them(screen: str, lead: Visitor) -> None:
    page = lead.get(f"/tasks/{screen}")

    assert page.index("What you decide on") < page.index("Your answers")
    assert page.index("Royal Cayman Islands Police Service") < page.index("Your answers")
    assert "Acknowledgement of the request: <a" in page


def test_what_was_decided_and_why_is_in_the_history(
    screen: str, engine: Engine, acting: Callable[[str], Actor], lead: Visitor
) -> None:
    done = engine.do(CompleteTask(screen, None, SCREENED), acting(FORCE_LEAD))

    page = lead.get(f"/cases/{done.case}/history")
    assert f"Reason: {SCREENED['scope_reason']}" in page
    assert "Route: Section 26" in page
    assert "Kind of body helped: Overseas territory" in page
    assert "On the basis of: Section 26(1)(b) of the Police Act 1996" in page
    assert "Which legal route applies? Section 26" in lead.get(f"/cases/{done.case}")


def test_what_can_still_be_changed_until_a_letter_is_back_is_said(
    engine: Engine, acting: Callable[[str], Actor], lead: Visitor
) -> None:
    signed = said(letter__template="L01", letter__return="signed")
    drawing = Drawing("asked", role="force_lead").start().user("ask", signed).end()
    engine.do(PublishShipped(drawing.chain("start", "ask", "end").files()), None)
    task = engine.do(StartCase("asked", "lancashire"), acting(FORCE_LEAD))

    page = lead.get(f"/tasks/{task}/check")

    assert "The case then waits for the signed copy" in page
    assert "Until a signed copy is in, you can open this step again" in page
    assert "If the case comes back" not in page


def test_a_finished_task_leads_to_its_case(task: str, lead: Visitor) -> None:
    lead.get(f"/tasks/{task}")
    lead.post(f"/tasks/{task}", **typed(), action="continue")
    page = lead.post(f"/tasks/{task}/complete")

    assert "The task is finished." in page
    assert f"{TITLE}</h1>" in page
    assert TITLE in lead.get("/tasks?tab=done")


def test_answers_saved_for_later_are_there_later(task: str, lead: Visitor) -> None:
    lead.get(f"/tasks/{task}")
    said = lead.post(f"/tasks/{task}", title=TITLE, action="draft")
    page = lead.get(f"/tasks/{task}")

    assert "Your answers so far are saved." in said
    assert f'value="{TITLE}"' in page
    assert "There is a problem" not in page
    assert "Draft saved on 24 November 2026 at 9:30am" in page


def test_a_draft_shows_on_the_list_and_on_the_case(task: str, lead: Visitor) -> None:
    assert "Not started" in lead.get("/tasks")
    lead.get(f"/tasks/{task}")
    said = lead.post(f"/tasks/{task}", title=TITLE, action="draft")

    assert "Go on with this task" in said
    assert "Draft saved" in lead.get("/tasks")


@pytest.mark.parametrize("action", ["continue", "draft"])
def test_a_file_that_cannot_be_kept_is_said_so_at_once(
    task: str, lead: Visitor, action: str
) -> None:
    lead.get(f"/tasks/{task}")
    wrong = {"request_letter": (io.BytesIO(b"MZ"), "request.exe")}
    page = lead.post(f"/tasks/{task}", 422, **typed(**wrong), action=action)

    assert "The selected file must be a PDF" in page
    assert 'href="#request_letter"' in page
    assert f'value="{TITLE}"' in page


def test_a_bad_file_does_not_take_the_place_of_a_good_one(task: str, lead: Visitor) -> None:
    lead.get(f"/tasks/{task}")
    lead.post(f"/tasks/{task}", **typed(), action="draft")
    lead.get(f"/tasks/{task}")
    worse = {"request_letter": (io.BytesIO(b"MZ"), "request.exe")}
    page = lead.post(f"/tasks/{task}", 422, **typed(**worse), action="continue")

    assert "The selected file must be a PDF, DOCX, PNG or JPG. We have kept request.pdf" in page
    assert "Uploaded: <strong>request.pdf</strong>" in page
    again = lead.post(f"/tasks/{task}", **typed(request_letter=""), action="continue")
    assert "Check your answers" in again


def test_only_those_who_start_cases_are_offered_to(lead: Visitor, owner: Visitor) -> None:
    assert "Start a new case" in lead.get("/tasks")
    assert "Start a new case" not in owner.get("/tasks")


def test_continuing_with_nothing_answered_lists_what_is_missing(task: str, lead: Visitor) -> None:
    lead.get(f"/tasks/{task}")

    assert "Enter a short title" in lead.post(f"/tasks/{task}", 422, title="")


def test_the_written_request_is_missed_beside_its_own_field(task: str, lead: Visitor) -> None:
    drawn = lead.get(f"/tasks/{task}")
    page = lead.post(f"/tasks/{task}", 422, **typed(request_letter=""), action="continue")

    assert "Written request (optional)" not in drawn
    assert "A routine or urgent request needs it" in drawn
    assert 'id="request_letter-error"' in page
    assert "Upload the written request: the letter, note or email in which the body" in page
    assert 'id="urgency-error"' not in page


def test_a_question_nobody_asked_is_refused(task: str, lead: Visitor) -> None:
    lead.get(f"/tasks/{task}")
    page = lead.post(f"/tasks/{task}", 422, **typed(), consent_decision="granted")

    assert "was not asked" in page


def test_a_second_press_changes_nothing(task: str, lead: Visitor) -> None:
    lead.get(f"/tasks/{task}")
    lead.post(f"/tasks/{task}", **typed(), action="continue")
    check = lead.page
    lead.post(f"/tasks/{task}/complete")
    lead.page = check
    again = lead.post(f"/tasks/{task}/complete", 409)

    assert "Somebody acted first</h1>" in again


def test_a_stale_page_is_refused_and_overwrites_nothing(task: str, lead: Visitor) -> None:
    first = lead.get(f"/tasks/{task}")
    lead.post(f"/tasks/{task}", title="The newer title", action="draft")
    lead.page = first
    lead.post(f"/tasks/{task}", 409, title="The older title", action="draft")

    assert 'value="The newer title"' in lead.get(f"/tasks/{task}")


def test_what_was_typed_too_late_is_shown_with_the_way_to_the_case(
    task: str, lead: Visitor
) -> None:
    first = lead.get(f"/tasks/{task}")
    lead.post(f"/tasks/{task}", title="The newer title", action="draft")
    lead.page = first
    page = lead.post(f"/tasks/{task}", 409, **typed(title="The older title"), action="draft")

    assert "What you typed" in page
    assert "The older title" in page
    assert "2 11 2026" in page
    assert "Routine" in page
    assert "request.pdf" in page
    assert re.search(r'href="/cases/LAN-[^"]+">\s*See where case', page)


def test_another_force_does_not_learn_that_the_task_exists(
    task: str, signed_in: Callable[[str], Visitor]
) -> None:
    visitor = signed_in(OTHER_FORCE)

    assert "Page not found" in visitor.get(f"/tasks/{task}", 404)
    assert "Page not found" in visitor.post(f"/tasks/{task}/claim", 404)


def test_a_task_is_taken_on_and_given_back(task: str, lead: Visitor) -> None:
    lead.get(f"/tasks/{task}")
    assert "Give this task back" in lead.post(f"/tasks/{task}/claim")
    assert "You gave the task back" in lead.post(f"/tasks/{task}/release")


def test_a_colleague_of_another_role_reads_why_they_may_not_answer(
    task: str, signed_in: Callable[[str], Visitor]
) -> None:
    page = signed_in("finance@lancashire.example").get(f"/tasks/{task}")

    assert "is for the Force international lead of this case" in page
    assert not re.search(r'name="action"', page)
