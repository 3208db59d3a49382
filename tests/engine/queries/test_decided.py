"""What was decided in a case, by whom and why: in its history, and before whoever decides next."""

from collections.abc import Callable
from typing import Any

import pytest

from engine.api import Engine
from engine.context import QueryContext
from engine.people.actor import Actor
from engine.queries.case_page import CasePage, case_page
from engine.queries.decided import Told, decided_in
from engine.queries.decision_folder import DecisionFolder
from engine.queries.history import Event, log_of
from engine.queries.played import waiting
from engine.queries.task_page import task_page

Bodies = tuple[dict[str, Any], ...]


@pytest.fixture
def reference(played: Callable[..., Any]) -> str:
    """A case whose recommendation came back signed."""
    return str(played("lancashire_cayman_2011", until="decide_approval").reference)


@pytest.fixture
def chief(someone: Callable[..., Actor]) -> Actor:
    return someone("chief_officer")


@pytest.fixture
def page(reference: str, engine: Engine, chief: Actor) -> CasePage:
    return engine.ask(case_page, chief, reference=reference)


def happened(page: CasePage, title: str) -> Event:
    """The newest event of that title."""
    return next(event for event in page.history if event.title == title)


def told(event: Event) -> dict[str, str]:
    return {line.label: line.value_text for line in event.decided.outcome}


def test_the_history_says_what_a_person_decided_and_why(page: CasePage) -> None:
    event = happened(page, "Completed: Recommend")

    assert told(event)["Recommendation"] == "Approve"
    assert told(event)["Reasons"]
    assert "Signatory" not in told(event)
    assert event.by


def test_the_history_says_each_members_view(page: CasePage) -> None:
    views = [
        told(e)["View"] for e in page.history if e.title == "Completed: Give a member\u2019s view"
    ]

    assert sorted(views) == ["No view", "Support", "Support", "Support"]


def test_the_history_says_what_a_table_decided_and_on_which_answers(page: CasePage) -> None:
    (ruling,) = happened(page, "Completed: Screen the scope").decided.rulings

    assert ruling.title == "Which legal route applies?"
    assert [line.label for line in ruling.results] == ["Route", "Legal route", "Limb", "Basis"]
    assert ruling.results[0].value_text == "Section 26"
    assert [line.told for line in ruling.because] == [
        "United Kingdom police work: No: it is help to another body",
        "Service under another power: No",
        "Kind of body helped: Overseas territory",
        "Police-like activities abroad: Yes",
    ]
    assert "Section 26(1)(b)" in ruling.basis[0]
    assert ruling.basis[0] not in happened(page, "Completed: Screen the scope").text


def test_a_result_that_no_form_words_is_put_into_words(page: CasePage) -> None:
    (level,) = happened(page, "Completed: Assess human rights risk").decided.rulings
    assert [line.told for line in level.results] == ["Level: Force international lead"]

    costs, money = happened(page, "Completed: Record the undertaking").decided.rulings
    assert costs.results[0].told == "Result: Assured"
    assert [line.told for line in costs.because] == ["Net cost to the policing body: 0"]
    assert money.results[0].told == "Statement: In full"


def test_the_steps_of_a_case_say_what_came_of_them(page: CasePage) -> None:
    notes = {step.element: step.note for step in page.steps}

    assert notes["recommend"] == "Recommendation: Approve"
    assert notes["record_ipab_outcome"] == "Outcome: Supported"
    assert notes["screen_scope"] == "Which legal route applies? Section 26"
    assert notes["record_undertaking"] == "Are the costs assured? Assured"
    assert notes["submit_ipab_brief"] == ""


def changed(
    context: QueryContext, reference: str, change: Callable[[Any], None]
) -> dict[str, Told]:
    """What was decided, by the step, had the log said something else."""
    row = context.case(reference)
    bodies = log_of(context, row).bodies
    for body in bodies:
        change(body)
    found = decided_in(context, row, bodies)
    return {str(body.get("element")): one for body, one in zip(bodies, found, strict=True)}


def test_an_answer_that_is_not_what_was_sealed_is_not_told(
    reference: str, engine: Engine, chief: Actor
) -> None:
    def change(body: dict[str, Any]) -> None:
        body["facts"] = dict.fromkeys(body.get("facts", {}), "0" * 64)

    found = engine.ask(changed, chief, reference, change)

    assert found["recommend"].outcome == ()
    assert found["screen_scope"].rulings[0].because == ()


@pytest.mark.parametrize("value", ['"not_required"', "7"])
def test_a_table_that_would_decide_otherwise_now_gives_no_reasons(
    value: str, reference: str, engine: Engine, chief: Actor
) -> None:
    def change(body: dict[str, Any]) -> None:
        for one in body.get("decided", ()):
            one["facts"] = dict.fromkeys(one["facts"], value)

    (ruling,) = engine.ask(changed, chief, reference, change)["screen_scope"].rulings

    assert ruling.because == ()
    assert ruling.basis


def test_an_entry_that_makes_no_sense_decides_nothing(
    reference: str, engine: Engine, chief: Actor
) -> None:
    def change(body: dict[str, Any]) -> None:
        body["decided"] = [{"decision": "scope"}]

    assert engine.ask(changed, chief, reference, change)["screen_scope"].rulings == ()


@pytest.fixture
def folder(reference: str, engine: Engine, someone: Callable[..., Actor]) -> DecisionFolder:
    """What the policing body has before it."""
    body = someone("policing_body", "lancashire-police-authority")
    (task,) = engine.ask(waiting, None, reference)
    found = engine.ask(task_page, body, task=task.uid).folder
    assert found is not None
    return found


def test_whoever_decides_has_before_them_what_was_decided_and_all_letters(
    folder: DecisionFolder,
) -> None:
    titles = [one.title for one in folder.earlier]

    assert "Are the costs assured?" in titles
    assert "Approve a low risk" in titles
    assert "Give a member\u2019s view: Home Office" in titles
    assert "Recommend" not in titles  # it is shown in full
    assert [letter.code for letter in folder.letters] == ["L01", "L02", "L04", "L07"]


def test_who_decided_before_and_on_what_basis_is_said(folder: DecisionFolder) -> None:
    by = {one.title: one for one in folder.earlier}

    assert by["Are the costs assured?"].by is None
    assert by["Are the costs assured?"].basis
    assert by["Approve a low risk"].by
    assert by["Approve a low risk"].lines[0].told == "Decision: Proceed"


def test_a_task_that_decides_nothing_has_no_folder(
    desk: Any, engine: Engine, someone: Callable[..., Actor]
) -> None:
    page = engine.ask(task_page, someone("force_lead"), task=desk.uid("log_request"))

    assert page.folder is None
