"""Whoever gave an answer changes it, until another office rests on it; was, is and why are kept."""

from collections.abc import Callable
from datetime import date
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import func, select, update

from engine.api import Engine
from engine.cases.facts import facts_of
from engine.cases.tables import case, fact, task
from engine.commands.add_person import AddPerson
from engine.commands.amend_answers import AmendAnswers
from engine.commands.grant_role import GrantRole
from engine.context import QueryContext
from engine.errors import AnswersRejected, NotAllowed, Stale
from engine.letters.tables import letter
from engine.people.actor import Actor
from engine.queries.case_page import case_page
from engine.queries.signing_in import actor_of
from engine.queries.verified import verified
from engine.rehearsals.people import LONG_AGO

Someone = Callable[..., Actor]
NAME = {"requester_name": "the Royal Cayman Islands Police"}


def uid_of(engine: Engine, element: str) -> str:
    return str(engine.ask(lambda context: context.db.scalar(_newest(element)), None))


def _newest(element: str) -> Any:
    return select(task.c.uid).where(task.c.element == element).order_by(task.c.opened_at.desc())


def newest_fact(engine: Engine) -> int:
    newest = select(func.max(fact.c.id))
    return int(engine.ask(lambda context: context.db.scalar(newest), None) or 0)


def facts(engine: Engine) -> dict[str, Any]:
    def look(context: QueryContext) -> dict[str, Any]:
        return dict(facts_of(context.db, context.db.scalar(select(func.max(case.c.id))) or 0))

    return engine.ask(look, None)


def letters(engine: Engine) -> list[tuple[str, int, bool]]:
    query = select(letter.c.code, letter.c.version, letter.c.superseded_by).order_by(letter.c.id)
    rows = engine.ask(lambda context: context.db.execute(query).all(), None)
    return [(row.code, row.version, row.superseded_by is not None) for row in rows]


def amend(engine: Engine, who: Actor, step: str, answers: Any, **more: Any) -> None:
    more = {"reason": "It was mistyped.", **more}
    engine.do(AmendAnswers(uid_of(engine, step), answers, **more), who)


@pytest.fixture
def lead(desk: Any, someone: Someone, answers: ModuleType) -> Actor:
    """The international lead, who has logged a request."""
    who = someone("force_lead")
    desk.complete(who, "log_request", answers.request())
    return who


def test_an_answer_is_changed_and_its_letter_written_again(
    desk: Any, engine: Engine, lead: Actor
) -> None:
    amend(engine, lead, "log_request", NAME)

    assert facts(engine)["requester_name"] == NAME["requester_name"]
    assert letters(engine) == [("L01", 1, True), ("L01", 2, False)]
    told = engine.ask(case_page, lead, desk.reference).history[0]
    assert told.title == "Changed an answer: Log the request"
    assert "Reason: It was mistyped." in told.text
    assert engine.ask(verified, None).faults == ()


def test_what_the_service_made_of_an_answer_is_made_again(
    desk: Any, engine: Engine, lead: Actor, answers: ModuleType
) -> None:
    desk.complete(lead, "screen_scope", answers.scope())
    assert facts(engine)["helped_name"] == "Royal Cayman Islands Police Service"
    amend(engine, lead, "log_request", NAME)

    assert facts(engine)["helped_name"] == NAME["requester_name"]
    assert ("L02", 1, True) in letters(engine)
    assert ("L02", 2, False) in letters(engine)
    assert engine.ask(verified, None).faults == ()


def test_only_whoever_gave_an_answer_changes_it(
    engine: Engine, lead: Actor, someone: Someone
) -> None:
    deputy = engine.do(AddPerson("Deputy", "deputy@example.org"), None)
    engine.do(GrantRole(deputy, "force_lead", "lancashire", LONG_AGO), None)

    with pytest.raises(NotAllowed, match="only whoever gave these answers"):
        amend(engine, engine.ask(actor_of, None, deputy), "log_request", NAME)
    with pytest.raises(NotAllowed):
        amend(engine, someone("force_finance"), "log_request", NAME)


def test_an_answer_that_decided_the_way_is_not_changed(
    desk: Any, engine: Engine, lead: Actor, answers: ModuleType
) -> None:
    desk.complete(lead, "screen_scope", answers.scope())

    with pytest.raises(Stale, match="gone another way: ask whoever has the case to return it"):
        amend(engine, lead, "screen_scope", {"purpose_connected_uk": "yes"})


def test_an_answer_that_another_office_rests_on_is_not_changed(
    played: Callable[..., Any], engine: Engine, cast: Any, clock: Any
) -> None:
    played("lancashire_cayman_2013", until="decide_approval")
    who = cast.actor("force_lead", None, "lancashire", clock.now)

    with pytest.raises(Stale, match=r"others rest on this already .*'Recommend'"):
        amend(engine, who, "build_case", {"duty_holder": "the Governor"})
    assert engine.ask(verified, None).faults == ()


def test_two_who_change_one_answer_are_told_of_both(engine: Engine, lead: Actor) -> None:
    seen = newest_fact(engine)
    amend(engine, lead, "log_request", NAME, seen=seen)

    sentence = (
        "it said 'Royal Cayman Islands Police Service', now it says "
        "'the Royal Cayman Islands Police', and you say 'the RCIPS'"
    )
    with pytest.raises(Stale, match=sentence):
        amend(engine, lead, "log_request", {"requester_name": "the RCIPS"}, seen=seen)
    with pytest.raises(Stale, match="it said 'Not provided', now it says"):
        amend(engine, lead, "log_request", {"requester_name": "the RCIPS"}, seen=0)


def test_what_will_not_do_is_refused_with_what_to_do(engine: Engine, lead: Actor) -> None:
    with pytest.raises(AnswersRejected, match="Enter why you change it"):
        amend(engine, lead, "log_request", NAME, reason=" ")
    with pytest.raises(AnswersRejected, match="1000 characters or fewer"):
        amend(engine, lead, "log_request", NAME, reason="x" * 1001)
    with pytest.raises(AnswersRejected, match="Nothing is different"):
        amend(engine, lead, "log_request", {})
    with pytest.raises(AnswersRejected, match="Enter the name"):
        amend(engine, lead, "log_request", {"requester_name": ""})
    with pytest.raises(Stale, match="this task is not finished"):
        amend(engine, lead, "screen_scope", {"country": "Jamaica"})


def test_an_answer_that_stays_is_held_against_the_day_it_was_given(
    played: Callable[..., Any], engine: Engine, cast: Any, clock: Any
) -> None:
    played("lancashire_cayman_2013", until="submit_ipab_brief")
    who = cast.actor("force_lead", None, "lancashire", clock.now)
    start = facts(engine)["start_date"]
    clock.now = clock.now.replace(year=start.year, month=start.month, day=start.day)
    amend(engine, who, "build_case", {"duty_holder": "the Governor"})

    with pytest.raises(AnswersRejected, match="Start date must be today or later"):
        amend(engine, who, "build_case", {"start_date": date(2012, 1, 1)})


def test_verify_sees_letters_marked_otherwise_than_the_log_says(
    engine: Engine, lead: Actor
) -> None:
    amend(engine, lead, "log_request", NAME)
    with engine.database.writing() as db:
        db.execute(update(letter).where(letter.c.version == 1).values(superseded_by=None))

    faults = " ".join(engine.ask(verified, None).faults)
    assert "letter L01 version 1 is not superseded as the log says" in faults
