"""Incidents: whoever the step belongs to is told, and whoever can mend it does."""

from collections.abc import Callable

import pytest

from engine.api import Engine
from engine.commands.publish_shipped import PublishShipped
from engine.commands.start_case import StartCase
from engine.people.actor import Actor
from engine.queries.played import newest_case
from tests.support.drawing import Drawing
from tests.web.conftest import FORCE_LEAD, Visitor

KEY = "fragile"


@pytest.fixture
def case(engine: Engine, acting: Callable[[str], Actor]) -> str:
    """A case of Lancashire whose only step cannot be finished."""
    drawn = Drawing(KEY, role="force_lead").start().user("decide", name="Decide")
    drawn.gate("exclusive", "way").end().user("after")
    drawn.chain("start", "decide", "way").flow("way", "end", when="cleared")
    drawn.flow("way", "after", when='force_id = "atlantis"').flow("after", "end")
    engine.do(PublishShipped(drawn.files()), None)
    engine.do(StartCase(KEY, "lancashire"), acting(FORCE_LEAD))
    return engine.ask(newest_case, None)


@pytest.fixture
def failed(case: str, lead: Visitor) -> str:
    """The case after somebody has tried."""
    lead.get("/tasks")
    task = lead.page.split('href="/tasks/')[1].split('"')[0]
    lead.get(f"/tasks/{task}")
    page = lead.post(f"/tasks/{task}/complete", 500)
    assert "has no way on" in page
    assert f'href="/cases/{case}"' in page
    return case


def test_the_page_of_a_failure_quotes_what_the_line_of_its_incident_says(
    case: str, lead: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    lead.get("/tasks")
    task = lead.page.split('href="/tasks/')[1].split('"')[0]
    lead.get(f"/tasks/{task}")
    page = lead.post(f"/tasks/{task}/complete", 500)

    reference = page.split("quote <strong>")[1].split("</strong>")[0]
    lines = [one for one in caplog.messages if f"ref={reference}" in one]
    assert lines[0] == f"event=incident ref={reference} case={case} kind=task element=decide"
    assert f"event=failed ref={reference} status=500 error=DiagramFailed" in lines[1]


def test_whoever_had_the_step_sees_why_it_is_held_up(failed: str, lead: Visitor) -> None:
    page = lead.get(f"/cases/{failed}")
    assert "Decide could not be done." in page
    assert "The process owner can see this." in page
    assert "/incidents" not in page
    assert "A step of this case could not be done" in lead.get("/tasks")
    assert "Could not go on: Decide" in lead.get(f"/cases/{failed}/history")


def test_a_process_owner_finds_it_and_lets_it_be_tried_again(
    failed: str, lead: Visitor, owner: Visitor
) -> None:
    assert "One incident waits to be dealt with" in owner.get("/tasks")
    assert failed in owner.get("/incidents")
    address = "/incidents/" + owner.page.split('href="/incidents/')[1].split('"')[0]
    page = owner.get(address)
    assert "It may be tried again" in page
    assert f'href="/cases/{failed}"' not in page  # process owners do not read cases

    assert f"The step of {failed} may be tried again." in owner.post(f"{address}/retry")
    assert "could not be done" not in lead.get(f"/cases/{failed}")
    owner.get(address)
    owner.get("/incidents")
    owner.post(f"{address}/retry", 409)


def test_an_incident_is_closed_with_a_note(failed: str, owner: Visitor) -> None:
    owner.get("/incidents")
    address = "/incidents/" + owner.page.split('href="/incidents/')[1].split('"')[0]
    owner.get(address)
    assert "Enter what was done about it" in owner.post(f"{address}/resolve", 422, note=" ")
    page = owner.post(f"{address}/resolve", note="A corrected version is in use.")

    assert f"The incident of {failed} is closed." in page
    assert "A corrected version is in use." in page
    assert "No incident waits" in page


def test_an_auditor_reads_incidents_and_changes_none(
    failed: str, signed_in: Callable[[str], Visitor]
) -> None:
    auditor = signed_in("auditor@section26.example")
    auditor.get("/incidents")
    address = "/incidents/" + auditor.page.split('href="/incidents/')[1].split('"')[0]
    page = auditor.get(address)
    assert f'href="/cases/{failed}"' in page
    assert "Try it again" not in page
    auditor.get("/tasks")
    auditor.post(f"{address}/retry", 403)


def test_nobody_else_reads_incidents(failed: str, lead: Visitor) -> None:
    lead.get("/incidents", 403)
    lead.get("/incidents/1", 403)
