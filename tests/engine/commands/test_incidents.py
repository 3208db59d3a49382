"""A step that cannot be done: nothing half done, its cause kept, others not held up."""

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from sqlalchemy import select, update

from engine.api import Engine
from engine.cases.tables import case as case_table
from engine.commands.complete_task import CompleteTask
from engine.commands.publish_shipped import PublishShipped
from engine.commands.resolve_incident import ResolveIncident
from engine.commands.retry_incident import RetryIncident
from engine.commands.send_message import SendMessage
from engine.commands.start_case import StartCase
from engine.errors import AnswersRejected, DiagramFailed, NotAllowed, NotFound, Stale
from engine.jobs.backoff import ATTEMPTS
from engine.jobs.mail import HeldPost
from engine.jobs.tables import job
from engine.people.actor import Actor
from engine.queries.case_page import case_page
from engine.queries.incidents import IncidentLine, incident_page, incidents, open_incidents
from engine.queries.played import newest_case, waiting
from engine.queries.verified import verified
from engine.queries.worklist import worklist
from engine.rehearsals.play import StoryClock
from engine.worker import work_off
from tests.support.drawing import Drawing, event, said, timer

Someone = Callable[..., Actor]
KEY = "fragile"


def fragile() -> Drawing:
    """A gateway that knows no way on, behind a step, a timer and a message."""
    drawn = Drawing(KEY, role="force_lead").declare("message", "m", name="news")
    drawn.start().user("decide", name="Decide").gate("exclusive", "way").end()
    drawn.user("after").boundary("late", "decide", timer("Duration", "P3D"), interrupting=False)
    drawn.boundary("news", "decide", event("message", "m"), interrupting=False)
    drawn.service("remind", said(about="decide")).end("reminded")
    drawn.boundary("soon", "decide", timer("Duration", "P1D"), interrupting=False)
    drawn.chain("soon", "remind", "reminded")
    drawn.chain("start", "decide", "way").chain("late", "way").chain("news", "way")
    drawn.flow("way", "after", when='force_id = "atlantis"').flow("way", "end", when="cleared")
    return drawn.flow("after", "end")


class Broken:
    """A mail server that is away."""

    def send(self, message: EmailMessage) -> None:
        raise OSError("the server is away")


@pytest.fixture
def start(engine: Engine, someone: Someone) -> Callable[[], str]:
    """Opens one more case of the fragile process; its reference."""
    engine.do(PublishShipped(fragile().files()), None)

    def begin() -> str:
        engine.do(StartCase(KEY, "lancashire"), someone("force_lead"))
        return engine.ask(newest_case, None)

    return begin


@pytest.fixture
def owner(someone: Someone) -> Actor:
    return someone("process_owner", of="home-office")


def uid(engine: Engine, reference: str) -> str:
    return str(engine.ask(waiting, None, reference)[0].uid)


def try_to_decide(engine: Engine, reference: str, actor: Actor) -> None:
    with pytest.raises(DiagramFailed, match="has no way on"):
        engine.do(CompleteTask(uid(engine, reference), None, {}), actor)


def only(engine: Engine) -> IncidentLine:
    (found,) = engine.ask(open_incidents, None)
    return found


def work_all(engine: Engine, clock: StoryClock, post: Any = None, **later: int) -> None:
    clock.now += timedelta(**later)
    while work_off(engine, post or HeldPost()):
        pass


def test_a_step_that_fails_is_kept_as_an_incident_and_not_half_done(
    start: Callable[[], str], engine: Engine, someone: Someone
) -> None:
    lead, reference = someone("force_lead"), start()
    try_to_decide(engine, reference, lead)

    found = only(engine)
    assert (found.case, found.kind, found.title) == (reference, "task", "Decide")
    assert "has no way on: none of its conditions holds" in found.cause
    assert found.opened_by == lead.name
    page = engine.ask(case_page, lead, reference)
    assert [one.id for one in page.incidents] == [found.id]
    assert page.history[0].title == "Could not go on: Decide"
    assert found.cause in page.history[0].text
    assert [one.element for one in engine.ask(waiting, None, reference)] == ["decide"]
    assert engine.ask(verified, None).faults == ()


def test_failing_again_counts_on_the_same_incident(
    start: Callable[[], str], engine: Engine, someone: Someone
) -> None:
    reference = start()
    for _ in range(2):
        try_to_decide(engine, reference, someone("force_lead"))
    assert only(engine).attempts == 2


def test_answers_that_will_not_do_are_no_incident(
    start: Callable[[], str], engine: Engine, someone: Someone
) -> None:
    reference = start()
    with pytest.raises(AnswersRejected):
        engine.do(CompleteTask(uid(engine, reference), None, {"x": "y"}), someone("force_lead"))
    with pytest.raises(NotAllowed):
        engine.do(CompleteTask(uid(engine, reference), None, {}), someone("force_finance"))
    assert engine.ask(open_incidents, None) == ()


def test_a_message_whose_step_fails_is_an_incident_too(
    start: Callable[[], str], engine: Engine, someone: Someone
) -> None:
    reference = start()
    with pytest.raises(DiagramFailed):
        engine.do(SendMessage(reference, "news"), someone("force_lead"))
    assert (only(engine).kind, only(engine).element) == ("message", "news")


def test_a_timer_that_fails_stops_at_once_and_holds_nobody_else_up(
    start: Callable[[], str], engine: Engine, clock: StoryClock
) -> None:
    first = start()
    clock.now += timedelta(hours=1)
    second, post = start(), HeldPost()
    work_all(engine, clock, post, days=4)

    found = engine.ask(open_incidents, None)
    assert [(one.case, one.kind, one.attempts) for one in found] == [
        (first, "timer", 1),
        (second, "timer", 1),
    ]
    assert len(post.messages) == 2
    for reference in (first, second):
        assert [one.element for one in engine.ask(waiting, None, reference)] == ["decide"]


def test_a_retried_timer_fires_again_and_a_new_failure_is_a_new_incident(
    start: Callable[[], str], engine: Engine, clock: StoryClock, owner: Actor
) -> None:
    start()
    work_all(engine, clock, days=4)
    first = only(engine)
    engine.do(RetryIncident(first.id), owner)
    assert engine.ask(open_incidents, None) == ()
    work_all(engine, clock, minutes=1)

    assert only(engine).id != first.id
    closed = engine.ask(incidents, owner).closed
    assert [(one.id, one.status, one.closed_by) for one in closed] == [
        (first.id, "retried", owner.name)
    ]
    assert engine.ask(verified, None).faults == ()


def test_an_email_that_cannot_go_out_becomes_an_incident_when_its_attempts_are_used_up(
    start: Callable[[], str], engine: Engine, clock: StoryClock, owner: Actor
) -> None:
    start()
    clock.now += timedelta(days=1)
    for _ in range(ATTEMPTS):
        assert engine.ask(open_incidents, None) == ()
        work_all(engine, clock, Broken(), hours=3)
    found = only(engine)
    assert (found.cause, found.attempts) == ("OSError: the server is away", ATTEMPTS)

    engine.do(RetryIncident(found.id), owner)
    post = HeldPost()
    work_all(engine, clock, post, minutes=1)
    assert len(post.messages) == 1


def test_a_resolved_email_is_not_sent(
    start: Callable[[], str], engine: Engine, clock: StoryClock, owner: Actor
) -> None:
    start()
    work_all(engine, clock, Broken(), days=1, hours=1)
    with engine.database.writing() as db:
        db.execute(update(job).where(job.c.kind == "mail").values(attempts_left=1))
    work_all(engine, clock, Broken(), hours=1)
    found = only(engine)
    with pytest.raises(AnswersRejected, match="Enter what was done"):
        engine.do(ResolveIncident(found.id, "  "), owner)
    engine.do(ResolveIncident(found.id, "I rang them."), owner)

    with engine.database.reading() as db:
        assert db.execute(select(job).where(job.c.kind == "mail")).all() == []
    with pytest.raises(Stale, match="already been dealt with"):
        engine.do(RetryIncident(found.id), owner)


def test_a_state_that_cannot_be_read_stops_its_own_case_only(
    start: Callable[[], str], engine: Engine, clock: StoryClock, someone: Someone
) -> None:
    damaged, whole, lead = start(), start(), someone("force_lead")
    with engine.database.writing() as db:
        spoil = update(case_table).where(case_table.c.reference == damaged)
        db.execute(spoil.values(state=b"[1,2"))
    work_all(engine, clock, days=1, hours=1)

    assert only(engine).case == damaged
    assert "saved state of this case was changed" in only(engine).cause
    assert engine.ask(case_page, lead, damaged).incidents
    assert engine.ask(case_page, lead, whole).incidents == ()


def test_an_incident_closes_when_the_case_has_moved_past_it(
    start: Callable[[], str], engine: Engine, clock: StoryClock, someone: Someone, owner: Actor
) -> None:
    lead, reference = someone("force_lead"), start()
    try_to_decide(engine, reference, lead)
    work_all(engine, clock, days=4)
    assert {one.kind for one in engine.ask(open_incidents, None)} == {"task", "timer"}
    tell_it_is_cleared(engine, reference)
    engine.do(CompleteTask(uid(engine, reference), None, {}), lead)

    assert engine.ask(open_incidents, None) == ()
    notes = {one.note for one in engine.ask(incidents, owner).closed}
    assert notes == {"The case has moved past it."}
    assert engine.ask(case_page, lead, reference).status == "ended"


def tell_it_is_cleared(engine: Engine, reference: str) -> None:
    """Gives the case the fact it lacks, as a corrected definition would."""
    from engine.cases.facts import Setter, keep_facts

    with engine.database.writing() as db:
        row = db.execute(select(case_table).where(case_table.c.reference == reference)).one()
        keep_facts(db, row.id, {"cleared": "true"}, Setter(engine.clock(), None, None, None))


def test_who_may_read_and_mend(
    start: Callable[[], str], engine: Engine, someone: Someone, owner: Actor
) -> None:
    lead, reference = someone("force_lead"), start()
    try_to_decide(engine, reference, lead)
    found, auditor = only(engine), someone("auditor", of="home-office")

    assert engine.ask(incidents, owner).may is None
    assert engine.ask(incidents, auditor).may is not None
    assert engine.ask(incident_page, owner, found.id).may_open_case is False
    assert engine.ask(incident_page, auditor, found.id).may_open_case is True
    for query in (lambda: engine.ask(incidents, lead), lambda: engine.ask(incident_page, lead, 1)):
        with pytest.raises(NotAllowed):
            query()
    for actor in (lead, auditor):
        with pytest.raises(NotAllowed):
            engine.do(RetryIncident(found.id), actor)
        with pytest.raises(NotAllowed):
            engine.do(ResolveIncident(found.id, "Done."), actor)
    with pytest.raises(NotFound):
        engine.do(RetryIncident(999), owner)


def test_the_work_list_says_that_a_case_is_held_up(
    start: Callable[[], str], engine: Engine, someone: Someone, owner: Actor
) -> None:
    lead, reference = someone("force_lead"), start()
    try_to_decide(engine, reference, lead)

    (row,) = engine.ask(worklist, lead, tab="me").rows
    assert row.held_up
    assert engine.ask(worklist, lead).incidents == 0
    assert engine.ask(worklist, owner).incidents == 1
    engine.do(RetryIncident(only_id(engine)), owner)
    assert not engine.ask(worklist, lead, tab="me").rows[0].held_up
    assert engine.ask(worklist, owner).incidents == 0


def only_id(engine: Engine) -> int:
    return only(engine).id
