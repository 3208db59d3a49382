"""The page on which a process owner moves running cases to the version in use."""

import re
from collections.abc import Callable

import pytest

from engine.api import Engine
from engine.commands.start_case import StartCase
from engine.commands.upload_draft import UploadDraft
from engine.people.actor import Actor
from engine.queries import migrating
from engine.rehearsals.rehearse import Definitions
from tests.approving import put_into_use
from tests.web.conftest import FORCE_LEAD, OWNER, Visitor

ADDRESS = "/definitions/section_26/2/migrate"
Put = Callable[[str, str], None]
RENAMED = r'((?:\bid|sourceRef|targetRef|bpmnElement)="|NodeRef>)log_request(?=["<])'
OF_ITS_LEVEL = r'(<bpmn:userTask id="log_request".*) camunda:dueDate="service level"'


@pytest.fixture
def put(engine: Engine, acting: Callable[[str], Actor], shipped: Definitions) -> Put:
    """A case of Lancashire; then `put("a", "b")` puts a version with b for a into use."""
    engine.do(StartCase("section_26", "lancashire"), acting(FORCE_LEAD))

    def publish(pattern: str, instead: str) -> None:
        owner, diagram = acting(OWNER), shipped.bundle["section_26.bpmn"].decode()
        diagram = re.sub(OF_ITS_LEVEL, r"\1", diagram)  # which a step of another id has not
        files = {"section_26.bpmn": re.sub(pattern, instead, diagram).encode()}
        number = engine.do(UploadDraft("section_26", files), owner).number
        put_into_use(engine, "section_26", number, owner)

    return publish


def test_the_cases_that_can_are_moved(put: Put, owner: Visitor) -> None:
    put('name="Log the request"', 'name="Note the request"')
    page = owner.get("/definitions/section_26/2")
    assert "Running cases on older versions: 1." in page
    assert f'href="{ADDRESS}"' in page
    page = owner.get(ADDRESS)
    assert "Nothing else changes" in page
    assert "Move the cases that can" in page

    page = owner.post(ADDRESS)
    assert "1 case moved to version 2." in page
    assert "No case is running on an older version." in page
    assert "Running cases on older versions" not in owner.get("/definitions/section_26/2")


def test_a_case_that_stays_says_why(put: Put, owner: Visitor) -> None:
    put(RENAMED, r"\1note_it")
    page = owner.get(ADDRESS)

    assert "&#39;Log the request&#39; is open, and the new version no longer has it" in page
    assert "Move the cases that can" not in page
    assert "0 cases moved to version 2." in owner.post(ADDRESS)


def test_who_only_reads_definitions_moves_nothing(
    put: Put, signed_in: Callable[[str], Visitor]
) -> None:
    put('name="Log the request"', 'name="Note the request"')
    auditor = signed_in("auditor@section26.example")
    assert "Move the cases that can" not in auditor.get(ADDRESS)

    auditor.post(ADDRESS, 403)
    signed_in(FORCE_LEAD).get(ADDRESS, 403)


def test_cases_are_not_moved_to_a_draft(owner: Visitor) -> None:
    owner.get("/definitions")
    owner.post("/definitions/section_26/draft")

    assert "put it into use first" in owner.get(ADDRESS, 422)


def test_very_many_cases_are_shown_and_moved_so_many_at_once(
    put: Put,
    engine: Engine,
    acting: Callable[[str], Actor],
    owner: Visitor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(migrating, "AT_ONCE", 2)
    for _ in range(4):
        engine.do(StartCase("section_26", "lancashire"), acting(FORCE_LEAD))
    put('name="Log the request"', 'name="Note the request"')

    page = owner.get(ADDRESS)
    assert "Running cases on older versions: 5, of which these are 2" in page
    assert page.count("data-case=") == 2
    following = page.split("?after=")[1].split('"')[0]
    owner.get(f"{ADDRESS}?after={following}")
    assert "2 cases moved to version 2" in owner.post(f"{ADDRESS}?after={following}")
    assert "Running cases on older versions: 3" in owner.get(ADDRESS)
    assert owner.get(f"{ADDRESS}?after=x").count("data-case=") == 2
