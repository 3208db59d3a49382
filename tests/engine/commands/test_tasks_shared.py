"""Taking a task on, giving it back, drafts, and what the work list shows."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from engine.api import Engine
from engine.commands.add_person import AddPerson
from engine.commands.claim_task import ClaimTask
from engine.commands.grant_role import GrantRole
from engine.commands.release_task import ReleaseTask
from engine.commands.save_draft import SaveDraft
from engine.errors import AnswersRejected, NotAllowed
from engine.people.actor import Actor
from engine.queries.signing_in import actor_of
from engine.queries.task_page import task_page
from engine.queries.worklist import worklist
from engine.rehearsals.people import LONG_AGO

Someone = Callable[..., Actor]


@pytest.fixture
def colleague(engine: Engine) -> Actor:
    """A second international lead of Lancashire."""
    person = engine.do(AddPerson("Deputy lead", "deputy@lancashire.example"), None)
    engine.do(GrantRole(person, "force_lead", "lancashire", LONG_AGO), None)
    return engine.ask(actor_of, None, person)


def test_a_task_taken_on_leaves_the_list_of_colleagues(
    desk: Any, engine: Engine, someone: Someone, colleague: Actor, answers: ModuleType
) -> None:
    lead, uid = someone("force_lead"), desk.uid("log_request")
    engine.do(ClaimTask(uid), lead)

    assert engine.ask(worklist, colleague, tab="me").rows == ()
    office = engine.ask(worklist, colleague, tab="office").rows
    assert [row.claimed_by for row in office] == [lead.name]
    with pytest.raises(NotAllowed, match="ask them to give it back"):
        desk.complete(colleague, "log_request", answers.request())

    engine.do(ReleaseTask(uid), lead)
    desk.complete(colleague, "log_request", answers.request())
    assert [row.title for row in engine.ask(worklist, colleague, tab="done").rows] == [
        "Log the request"
    ]


def test_a_draft_keeps_what_was_typed_right_or_wrong(
    desk: Any, engine: Engine, someone: Someone
) -> None:
    lead, uid = someone("force_lead"), desk.uid("log_request")
    problems = engine.do(SaveDraft(uid, {"title": "A title", "urgency": "at once"}), lead)
    page = engine.ask(task_page, lead, uid)

    assert page.answers.draft == {"title": "A title", "urgency": "at once"}
    assert "urgency" in problems
    assert page.answers.problems == problems


def test_a_draft_that_is_far_too_long_is_refused(
    desk: Any, engine: Engine, someone: Someone
) -> None:
    with pytest.raises(AnswersRejected, match="too long"):
        engine.do(
            SaveDraft(desk.uid("log_request"), {"title": "x" * 600_000}), someone("force_lead")
        )


def test_an_upload_is_kept_with_the_draft_and_not_asked_for_again(
    desk: Any, engine: Engine, someone: Someone, answers: ModuleType
) -> None:
    lead, uid = someone("force_lead"), desk.uid("log_request")
    engine.do(SaveDraft(uid, answers.request()), lead)
    draft: Any = engine.ask(task_page, lead, uid).answers.draft

    assert draft["request_letter"]["name"] == "request.pdf"
    assert "content" not in draft["request_letter"]
    desk.complete(lead, "log_request", draft)
