"""A task is handed to somebody else who may do it; nothing that was typed is lost."""

from collections.abc import Callable
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest

from engine.api import Engine
from engine.commands.add_person import AddPerson
from engine.commands.claim_task import ClaimTask
from engine.commands.grant_role import GrantRole
from engine.commands.reassign_task import ReassignTask
from engine.commands.save_draft import SaveDraft
from engine.errors import AnswersRejected, NotAllowed, NotFound, Stale
from engine.jobs.mail import HeldPost
from engine.people.actor import Actor
from engine.queries.case_page import case_page
from engine.queries.handing_over import handing_over
from engine.queries.signing_in import actor_of
from engine.queries.task_page import task_page
from engine.queries.verified import verified
from engine.rehearsals.people import LONG_AGO
from engine.rehearsals.play import StoryClock
from engine.worker import work_off

Someone = Callable[..., Actor]
Hire = Callable[..., Actor]


@pytest.fixture
def hire(engine: Engine) -> Hire:
    """`hire("Deputy", "force_lead")`: somebody new with a role in Lancashire or elsewhere."""

    def made(name: str, role: str, at: str = "lancashire") -> Actor:
        person = engine.do(AddPerson(name, f"{name.lower()}@example.org".replace(" ", "-")), None)
        engine.do(GrantRole(person, role, at, LONG_AGO), None)
        return engine.ask(actor_of, None, person)

    return made


def test_whoever_has_a_task_hands_it_on_with_its_draft(
    desk: Any, engine: Engine, someone: Someone, hire: Hire, answers: ModuleType
) -> None:
    lead, deputy, uid = someone("force_lead"), hire("Deputy", "force_lead"), desk.uid("log_request")
    engine.do(ClaimTask(uid), lead)
    engine.do(SaveDraft(uid, answers.request()), lead)
    engine.do(ReassignTask(uid, deputy.id, "I am on leave."), lead)

    with pytest.raises(NotAllowed, match="Deputy has taken this on"):
        engine.do(SaveDraft(uid, {}), lead)
    assert engine.ask(task_page, deputy, uid).answers.draft["title"] == answers.REQUEST["title"]
    told = engine.ask(case_page, lead, desk.reference).history[0]
    assert told.title == "Handed over: Log the request"
    assert told.text == "To: Deputy. Reason: I am on leave."
    engine.do(SaveDraft(uid, answers.request()), deputy)
    assert engine.ask(verified, None).faults == ()


def test_whoever_gets_a_task_is_told_by_email_once(
    desk: Any, engine: Engine, someone: Someone, hire: Hire
) -> None:
    lead, deputy, post = someone("force_lead"), hire("Deputy", "force_lead"), HeldPost()
    engine.do(ReassignTask(desk.uid("log_request"), deputy.id), lead)
    while work_off(engine, post):
        pass

    (sent,) = post.messages
    assert sent["To"] == "deputy@example.org"
    assert sent["Subject"] == f"Handed to you: Log the request ({desk.reference})"


def test_nobody_is_told_of_a_task_that_went_on_to_somebody_else_or_is_over(
    desk: Any, engine: Engine, someone: Someone, hire: Hire, answers: ModuleType
) -> None:
    lead, post, uid = someone("force_lead"), HeldPost(), desk.uid("log_request")
    first, second = hire("First", "force_lead"), hire("Second", "force_lead")
    engine.do(ReassignTask(uid, first.id), lead)
    engine.do(ReassignTask(uid, second.id), first)
    desk.complete(second, "log_request", answers.request())
    while work_off(engine, post):
        pass

    assert post.messages == []


def test_a_page_that_was_open_before_is_not_typed_over_what_is_new(
    desk: Any, engine: Engine, someone: Someone, hire: Hire
) -> None:
    lead, deputy, uid = someone("force_lead"), hire("Deputy", "force_lead"), desk.uid("log_request")
    version = engine.ask(task_page, lead, uid).task.version
    engine.do(ReassignTask(uid, deputy.id), lead)

    with pytest.raises(Stale, match="open it again"):
        engine.do(SaveDraft(uid, {"title": "Old"}, version), deputy)


def test_an_absent_colleagues_task_is_handed_over_by_those_who_oversee_it(
    desk: Any, engine: Engine, someone: Someone, hire: Hire
) -> None:
    lead, deputy, uid = someone("force_lead"), hire("Deputy", "force_lead"), desk.uid("log_request")
    chief, keeper = someone("chief_officer"), hire("Keeper", "administrator")
    engine.do(ClaimTask(uid), lead)

    with pytest.raises(NotAllowed, match="only whoever has this task"):
        engine.do(ReassignTask(uid, deputy.id), deputy)
    (offered,) = engine.ask(case_page, chief, desk.reference).overseen
    assert (offered.task, offered.claimed_by) == (uid, lead.name)
    assert engine.ask(case_page, deputy, desk.reference).overseen == ()
    engine.do(ReassignTask(uid, deputy.id), chief)
    engine.do(ReassignTask(uid, lead.id), keeper)
    assert engine.ask(task_page, lead, uid).task.mine


def test_others_may_not_and_strangers_do_not_know_of_it(
    desk: Any, engine: Engine, someone: Someone, hire: Hire
) -> None:
    deputy, uid = hire("Deputy", "force_lead"), desk.uid("log_request")

    with pytest.raises(NotAllowed):
        engine.do(ReassignTask(uid, deputy.id), someone("force_finance"))
    with pytest.raises(NotFound):
        engine.do(ReassignTask(uid, deputy.id), someone("force_lead", force="kent"))
    with pytest.raises(NotFound):
        engine.do(ReassignTask(uid, deputy.id), hire("Keeper", "administrator", "home-office"))
    with pytest.raises(NotAllowed):
        engine.ask(handing_over, someone("force_finance"), uid)
    with pytest.raises(NotFound):
        engine.ask(handing_over, deputy, "1.999")


def test_only_somebody_who_may_do_a_task_gets_it(
    desk: Any, engine: Engine, someone: Someone, hire: Hire
) -> None:
    lead, uid = someone("force_lead"), desk.uid("log_request")
    elsewhere, deputy = hire("Elsewhere", "force_lead", "kent"), hire("Deputy", "force_lead")

    for to, problem in (
        (None, "Select who should have this task"),
        (someone("force_finance").id, "Select who should have this task"),
        (elsewhere.id, "Elsewhere may not do this task: Log the request is for the Force"),
    ):
        with pytest.raises(AnswersRejected, match=problem):
            engine.do(ReassignTask(uid, to), lead)
    with pytest.raises(AnswersRejected, match="1000 characters or fewer"):
        engine.do(ReassignTask(uid, deputy.id, "x" * 1001), lead)
    assert [one.name for one in engine.ask(handing_over, lead, uid).people] == ["Deputy", lead.name]
    engine.do(ReassignTask(uid, deputy.id), lead)
    with pytest.raises(AnswersRejected, match="has this task already"):
        engine.do(ReassignTask(uid, deputy.id), deputy)


def test_whoever_did_a_separate_step_is_not_handed_the_other(
    played: Callable[..., Any], engine: Engine, someone: Someone, clock: StoryClock
) -> None:
    desk = played("lancashire_cayman_2013", until="decide_approval")
    uid, body = desk.uid("decide_approval"), someone("policing_body")
    (role,) = body.holdings
    recommended = someone("chief_officer")
    engine.do(GrantRole(recommended.id, role.role, role.organisation, LONG_AGO), None)
    clock.now += timedelta(hours=1)

    assert recommended.name not in [one.name for one in engine.ask(handing_over, body, uid).people]
    with pytest.raises(AnswersRejected, match=f"{recommended.name} may not do this task"):
        engine.do(ReassignTask(uid, recommended.id), body)


def test_a_task_that_is_over_is_handed_to_nobody(
    desk: Any, engine: Engine, someone: Someone, hire: Hire, answers: ModuleType
) -> None:
    lead, deputy, uid = someone("force_lead"), hire("Deputy", "force_lead"), desk.uid("log_request")
    desk.complete(lead, "log_request", answers.request())

    with pytest.raises(Stale, match="already finished"):
        engine.do(ReassignTask(uid, deputy.id), lead)
    with pytest.raises(Stale, match="already finished"):
        engine.ask(handing_over, lead, uid)
