"""A form in sections: a list of them, a page each, and the way from a mistake to its section."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from engine.api import Engine
from engine.commands.complete_task import CompleteTask
from engine.commands.publish_shipped import PublishShipped
from engine.commands.start_case import StartCase
from engine.people.actor import Actor
from engine.queries.played import newest_case, waiting
from tests.engine.answers import request, scope
from tests.lint.amended import a_form, question
from tests.support.drawing import Drawing, said
from tests.web.conftest import FORCE_LEAD, Visitor

RISK: dict[str, Any] = {
    "security_risk": "low",
    "security_risk_date-day": "1",
    "security_risk_date-month": "11",
    "security_risk_date-year": "2026",
    "duty_holder": "the Commissioner of the service, agreed in writing",
    "insurance_injury": "The requester, unlimited",
    "insurance_death": "The requester, four times salary",
    "insurance_third_party": "The requester, unlimited",
    "insurance_medevac": "The requester",
}


@pytest.fixture
def task(engine: Engine, acting: Callable[[str], Actor]) -> str:
    """The step of a Lancashire case whose form has sections."""
    lead = acting(FORCE_LEAD)
    first = engine.do(StartCase("section_26", "lancashire"), lead)
    asked = request(protective_marking="OFFICIAL", request_date=date(2026, 11, 20))
    engine.do(CompleteTask(first, None, asked), lead)
    engine.do(CompleteTask(_open(engine), None, scope()), lead)
    return _open(engine)


def _open(engine: Engine) -> str:
    (task,) = engine.ask(waiting, None, engine.ask(newest_case, None))
    return task.uid


def test_the_step_begins_with_the_list_of_its_sections(task: str, lead: Visitor) -> None:
    page = lead.get(f"/tasks/{task}")

    assert "You have completed 0 of 3 sections" in page
    assert page.count("Not yet started") == 3
    assert f"/tasks/{task}?section=2" in page
    assert 'name="description"' not in page


def test_a_section_asks_its_own_questions_only(task: str, lead: Visitor) -> None:
    page = lead.get(f"/tasks/{task}?section=3")

    assert "Risk and duty of care</h1>" in page
    assert 'name="duty_holder"' in page
    assert 'name="description"' not in page


def test_a_section_is_saved_on_its_own_and_the_list_says_so(task: str, lead: Visitor) -> None:
    lead.get(f"/tasks/{task}?section=1")
    lead.post(f"/tasks/{task}?section=1", 422, description="Advice to local officers")
    lead.get(f"/tasks/{task}?section=3")
    page = lead.post(f"/tasks/{task}?section=3", **RISK)

    assert "You have completed 1 of 3 sections" in page
    assert "In progress" in page
    assert "Advice to local officers" in lead.get(f"/tasks/{task}?section=1")


def test_a_mistake_comes_back_in_its_section_and_no_other_is_told(task: str, lead: Visitor) -> None:
    lead.get(f"/tasks/{task}?section=3")
    page = lead.post(f"/tasks/{task}?section=3", 422, **{**RISK, "duty_holder": ""})

    assert "There is a problem" in page
    assert 'href="#duty_holder"' in page
    assert "#description" not in page


def test_what_is_missing_is_told_on_the_list_and_leads_into_the_section(
    task: str, lead: Visitor
) -> None:
    lead.get(f"/tasks/{task}?section=3")
    lead.post(f"/tasks/{task}?section=3", **RISK)
    page = lead.get(f"/tasks/{task}/check")

    assert "There is a problem" in page
    assert f"/tasks/{task}?section=1#description" in page
    assert f"/tasks/{task}?section=2#posts" in page
    assert "?section=3#" not in page


def test_a_row_is_added_on_the_page_of_its_section(task: str, lead: Visitor) -> None:
    lead.get(f"/tasks/{task}?section=2")
    page = lead.post(f"/tasks/{task}?section=2", posts="1", action="add-posts")

    assert "People</h1>" in page
    assert "Post 2" in page


def test_a_section_that_there_is_not_is_the_list(task: str, lead: Visitor) -> None:
    assert "0 of 3 sections" in lead.get(f"/tasks/{task}?section=9")


def test_the_list_says_what_the_law_asks(
    engine: Engine, acting: Callable[[str], Actor], lead: Visitor
) -> None:
    section = {"type": "group", "id": "G", "label": "Why", "properties": {"section": "yes"}}
    form = a_form("ask", {**section, "components": [question("reason")]})
    law = said(**{"kind": "statutory", "authority.cite": "Police Act 1996, section 26"})
    drawing = Drawing("asked", role="force_lead").start()
    drawing.user("ask", law, name="Ask", camunda_formRef="ask").end()
    files = drawing.chain("start", "ask", "end").files()
    engine.do(PublishShipped({**files, **form}), None)
    task = engine.do(StartCase("asked", "lancashire"), acting(FORCE_LEAD))

    told = "The law asks for this step: Police Act 1996, section 26"
    assert told in lead.get(f"/tasks/{task}")
    assert told not in lead.get(f"/tasks/{task}?section=1")
