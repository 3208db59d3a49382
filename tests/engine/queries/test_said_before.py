"""What the chair is shown of the views that members gave before."""

from collections.abc import Callable
from typing import Any

from engine.api import Engine
from engine.bpmn.elements import Node
from engine.context import QueryContext
from engine.people.actor import Actor
from engine.queries.said_before import SaidBefore, said_before
from engine.queries.task_page import task_page

Ask = Callable[..., Any]


def views(desk: Any, engine: Engine, chair: Actor) -> SaidBefore:
    page = engine.ask(task_page, chair, task=desk.uid("record_ipab_outcome"))
    brief, shown = page.said_before
    assert brief.title == "Submit the IPAB brief"
    assert isinstance(shown, SaidBefore)
    return shown


def test_the_chair_sees_each_members_view(
    played: Ask, engine: Engine, someone: Callable[..., Actor]
) -> None:
    desk = played("lancashire_cayman_2011", until="record_ipab_outcome")
    shown = views(desk, engine, someone("ipab_chair"))

    assert (shown.title, shown.questions) == ("Give a member’s view", ("View", "Comment"))
    assert len({one.of for one in shown.answers}) == 4
    assert all(one.by and one.at for one in shown.answers)
    assert {one.said[0] for one in shown.answers} == {"Support", "No view"}


def test_a_view_not_given_in_time_is_said_to_be_missing(
    played: Ask, engine: Engine, someone: Callable[..., Actor]
) -> None:
    desk = played("lancashire_cayman_2013", until="record_ipab_outcome")
    shown = views(desk, engine, someone("ipab_chair"))
    missing = [answer for answer in shown.answers if not answer.said]

    assert missing
    assert all(answer.is_late and answer.by is None for answer in missing)


def test_a_step_that_shows_nothing_has_nothing_above_its_questions(
    desk: Any, engine: Engine, someone: Callable[..., Actor]
) -> None:
    page = engine.ask(task_page, someone("force_lead"), task=desk.uid("log_request"))

    assert page.said_before == ()


def shown_by(context: QueryContext, reference: str, names: str) -> tuple[SaidBefore, ...]:
    row = context.case(reference)
    asking = Node("decide", "userTask", "Decide", "", "", "", properties={"shows": names})
    return said_before(context, row, asking, context.facts(row))


def test_one_persons_answers_are_shown_with_who_gave_them(
    played: Ask, engine: Engine, someone: Callable[..., Actor]
) -> None:
    desk = played("lancashire_cayman_2011", until="triage_ipab")
    names = "log_request, record_decision, no_such_step"
    (said,) = engine.ask(shown_by, someone("force_lead"), desk.reference, names)
    (answer,) = said.answers

    assert (said.title, said.several) == ("Log the request", False)
    assert said.questions[0] == "Protective marking"
    assert answer.by is not None


def test_a_step_still_open_has_no_answer_yet(
    played: Ask, engine: Engine, someone: Callable[..., Actor]
) -> None:
    desk = played("lancashire_cayman_2011", until="triage_ipab")
    (said,) = engine.ask(shown_by, someone("force_lead"), desk.reference, "triage_ipab")

    assert [one.is_late for one in said.answers] == [False]


def test_who_decides_sees_what_was_recommended(
    played: Ask, engine: Engine, someone: Callable[..., Actor]
) -> None:
    desk = played("lancashire_cayman_2011", until="decide_approval")
    body = someone("policing_body", "lancashire-police-authority")
    page = engine.ask(task_page, body, task=desk.uid("decide_approval"))

    assert [one.title for one in page.said_before] == ["Record the outcome", "Recommend"]
