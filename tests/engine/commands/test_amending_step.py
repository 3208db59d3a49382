"""A return that amends: answers over the facts, what rests on them again, letters marked."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select, update

from engine.api import Engine
from engine.commands.complete_task import CompleteTask
from engine.errors import AnswersRejected
from engine.letters.tables import letter
from engine.people.actor import Actor
from engine.queries.case_page import case_page
from engine.queries.played import facts_now
from engine.queries.task_page import task_page
from engine.queries.verified import verified

SAID = {"force_answers": [{"answer": "Agreed."}]}
FEWER = {
    "start_date": date(2016, 5, 30),
    "end_date": date(2016, 7, 11),
    "posts": [{"role": "Adviser", "rank": "Inspector", "number": Decimal(1)}],
}


@pytest.fixture
def returned(played: Callable[..., Any]) -> Any:
    """A case that the body returned with a question."""
    return played("wiltshire_two_officers_fewer", until="answer_questions")


@pytest.fixture
def lead(returned: Any, cast: Any, clock: Any) -> Actor:
    """Whoever answers it."""
    actor: Actor = cast.actor("force_lead", None, "wiltshire", clock.now)
    return actor


def answer(engine: Engine, returned: Any, who: Actor, answers: Any) -> None:
    uid = returned.uid("answer_questions")
    engine.do(CompleteTask(uid, None, SAID | answers), who)


def waits(returned: Any) -> list[str]:
    return sorted(task.element for task in returned.waiting())


def superseded(engine: Engine) -> list[str]:
    query = select(letter.c.code).where(letter.c.superseded_by.is_not(None)).order_by(letter.c.id)
    return engine.ask(lambda context: list(context.db.execute(query).scalars()), None)


def test_what_rests_on_an_amended_answer_is_done_again(
    engine: Engine, returned: Any, lead: Actor
) -> None:
    answer(engine, returned, lead, FEWER)

    assert waits(returned) == ["prepare_cost_schedule"]
    facts: dict[str, Any] = engine.ask(facts_now, None, returned.reference)
    assert facts["officers_total"] == 1
    assert {"recommend", "decide_approval", "call_cost_recovery"} <= set(facts["touched"])
    assert "call_ipab" not in facts["touched"]
    assert facts["duty_holder"] == "the Commissioner of the service, agreed in writing."
    assert superseded(engine) == ["L07", "D01"]
    assert engine.ask(verified, None).faults == ()


def test_the_history_says_what_an_amended_answer_was(
    engine: Engine, returned: Any, lead: Actor
) -> None:
    answer(engine, returned, lead, FEWER)

    event = engine.ask(case_page, lead, returned.reference).history[0]
    lines = [line.told for line in event.decided.outcome]
    assert "Start: it was 30 April 2016; it is 30 May 2016" in lines


def test_where_only_the_recommendation_rests_on_it_the_chief_officer_looks_again(
    engine: Engine, returned: Any, lead: Actor
) -> None:
    answer(engine, returned, lead, {"duty_holder": "the Governor"})

    assert waits(returned) == ["recommend"]


def test_where_nothing_is_amended_the_body_decides_again_at_once(
    engine: Engine, returned: Any, lead: Actor
) -> None:
    answer(engine, returned, lead, {})

    assert waits(returned) == ["decide_approval"]
    assert engine.ask(facts_now, None, returned.reference)["touched"] == []
    assert superseded(engine) == []


def test_the_page_shows_what_was_answered_before(
    engine: Engine, returned: Any, lead: Actor
) -> None:
    page = engine.ask(task_page, lead, returned.uid("answer_questions"))

    assert page.answers.draft["start_date"] == date(2016, 4, 30)
    assert page.answers.form is not None
    assert {"force_answers", "start_date", "posts"} <= page.answers.form.keys.keys()


def test_questions_and_answers_stand_in_pairs_before_whoever_decides_again(
    engine: Engine, returned: Any, lead: Actor, cast: Any, clock: Any
) -> None:
    with pytest.raises(AnswersRejected, match="one answer to each question, in the order"):
        answer(engine, returned, lead, {"force_answers": [{"answer": "A"}, {"answer": "B"}]})
    answer(engine, returned, lead, {})

    facts: dict[str, Any] = engine.ask(facts_now, None, returned.reference)
    question = "Send two officers fewer and start a month later?"
    assert facts["return_pairs"] == [{"number": 1, "question": question, "answer": "Agreed."}]
    body = cast.actor("policing_body", None, "wiltshire", clock.now)
    page = engine.ask(task_page, body, returned.uid("decide_approval"))
    assert page.answers.form is not None
    assert "return_pairs" in page.answers.form.reads


def test_verify_sees_that_an_amendment_was_given_other_letters(
    engine: Engine, returned: Any, lead: Actor
) -> None:
    answer(engine, returned, lead, FEWER)
    with engine.database.writing() as db:
        db.execute(update(letter).where(letter.c.code == "L04").values(superseded_by=3))
        db.execute(letter.delete().where(letter.c.code == "D01"))

    faults = " ".join(engine.ask(verified, None).faults)
    assert "letter L04 version 1 is not superseded as the log says" in faults
    assert "letter D01 version 1 is gone, though an amendment superseded it" in faults
