"""The pages between a draft and its use: what is changed, who asks, who approves or returns."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from engine.api import Engine
from engine.cli.seed import DEMO_PASSWORD
from engine.commands.add_person import AddPerson
from engine.commands.grant_role import GrantRole
from engine.definitions.difference import files
from engine.definitions.registry import Definitions as Ready
from engine.rehearsals.people import LONG_AGO
from engine.rehearsals.rehearse import Definitions
from tests.web.conftest import OWNER, Visitor, engine_on, enter

HOME = "/definitions/section_26"
DRAFT = f"{HOME}/2"
SHOWN = re.compile(r'name="draft" value="(\w+)"')
COMPARED = re.compile(r'name="instead_of" value="(\w*)"')


@pytest.fixture(scope="module")
def beginning(
    seeded: Path,
    known: Ready,
    pages: Flask,
    shipped: Definitions,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """A database with a checked draft in which a step has a new name and a letter is added."""
    place = tmp_path_factory.mktemp("checked") / "checked.db"
    with engine_on(place, known, seeded) as engine:
        pages.extensions["engine"] = engine
        _make_a_checked_draft(enter(pages, OWNER), shipped)
    return place


def _make_a_checked_draft(owner: Visitor, shipped: Definitions) -> None:
    diagram = shipped.bundle["section_26.bpmn"].replace(b'"Log the request"', b'"Note the request"')
    letter = shipped.bundle["letters/L01.docx"]
    owner.get("/definitions")
    owner.post(
        f"{HOME}/upload",
        files=[(io.BytesIO(diagram), "section_26.bpmn"), (io.BytesIO(letter), "L99.docx")],
    )
    assert "Draft, checked, not in use" in owner.post(f"{DRAFT}/check")


@pytest.fixture
def checked(owner: Visitor) -> str:
    """The identity of that draft, which its owner looks at."""
    return str(SHOWN.findall(owner.get(DRAFT))[0])


@pytest.fixture
def proposed(owner: Visitor, checked: str) -> str:
    """The identity of the draft once its owner has asked for approval."""
    page = owner.post(f"{DRAFT}/propose", draft=checked, why="A clearer name")
    assert "Another process owner is asked to approve this version." in page
    return checked


def test_a_draft_is_not_put_into_use_unchecked_or_unproposed(
    owner: Visitor, second: Visitor, checked: str
) -> None:
    page = second.get(f"{DRAFT}/changes")
    assert "Approve version 2" not in page
    fields = {"draft": checked, "instead_of": ""}

    assert "Nobody has proposed this draft" in second.post(f"{DRAFT}/publish", 422, **fields)
    owner.get("/definitions")
    owner.post(f"{HOME}/draft")
    unchecked = SHOWN.findall(owner.page)[0]
    told = owner.post(f"{HOME}/3/propose", 422, draft=unchecked, why="Because")
    assert "Check this draft for problems before you propose it" in told


def test_a_second_owner_sees_what_is_changed_and_approves(
    owner: Visitor, second: Visitor, proposed: str
) -> None:
    tasks = second.get("/tasks")
    assert "One version of a process definition waits for your approval" in tasks
    assert "No task of a case waits for you: only what stands above." in tasks
    page = second.get("/definitions")
    assert "Process Owner, " in page
    assert "A clearer name" in page
    page = second.get(f"{DRAFT}/changes")
    assert "\u2018Log the request\u2019 is now called \u2018Note the request\u2019" in page
    assert "The template of letter L99 is new" in page
    assert "Nothing is changed in who does what" not in page
    assert "+    &lt;bpmn:userTask id=&#34;log_request&#34; name=&#34;Note the request" in page
    compared = COMPARED.findall(page)[0]

    done = second.post(f"{DRAFT}/publish", draft=proposed, instead_of=compared, remark="Agreed")
    assert "Version 2 is in use." in done
    page = owner.get(DRAFT)
    assert "Proposed by Process Owner on 24 November 2026" in page
    assert "Approved and put into use by Second Owner on 24 November 2026" in page
    assert "Agreed" in page
    assert "Process Owner, Second Owner" in page
    assert "may be put into use" not in page
    assert "found before this version was put into use" in page
    assert "Was in use" in owner.get(f"{HOME}/1")
    assert "waits for your approval" not in second.get("/tasks")


def test_whoever_is_not_shown_every_line_is_told_before_they_decide(
    second: Visitor, proposed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_LINES", 3)
    page = second.get(f"{DRAFT}/changes")

    assert "More lines differ in letters/L99.docx and section_26.bpmn than are shown" in page


def test_the_author_is_told_to_wait_and_may_take_it_back(owner: Visitor, proposed: str) -> None:
    page = owner.get(f"{DRAFT}/changes")
    assert "You proposed this version: another process owner approves it." in page
    assert "Approve version 2" not in page
    fields = {"draft": proposed, "instead_of": ""}
    assert "You proposed this version" in owner.post(f"{DRAFT}/publish", 403, **fields)
    assert "waits for your approval" not in owner.get("/tasks")
    assert "Waits for approval, not in use" in owner.get(DRAFT)
    for place in ("modeller/section_26.bpmn", "edit/forms/log_request.form"):
        assert "the check and the proposal are void" in owner.get(f"{DRAFT}/{place}")

    assert "The proposal is taken back." in owner.post(f"{DRAFT}/withdraw")
    assert "Draft, not in use" in owner.get(DRAFT)


def test_a_version_is_returned_with_a_reason(
    owner: Visitor, second: Visitor, proposed: str
) -> None:
    second.get(f"{DRAFT}/changes")
    refused = second.post(f"{DRAFT}/return", 422, draft=proposed, reason="")
    assert "Enter what has to change, and why" in refused
    second.post(f"{DRAFT}/return", draft=proposed, reason="The old name was better")

    page = owner.get(DRAFT)
    assert "Returned by Second Owner on 24 November 2026" in page
    assert "The old name was better" in page


def test_a_proposal_without_a_reason_keeps_the_page(owner: Visitor, checked: str) -> None:
    page = owner.post(f"{DRAFT}/propose", 422, draft=checked, why=" ")

    assert "Enter what is changed, and why" in page


def test_an_approval_of_a_draft_that_has_changed_is_stale(
    owner: Visitor, second: Visitor, proposed: str
) -> None:
    page = second.get(f"{DRAFT}/changes")
    owner.get(DRAFT)
    form = (io.BytesIO(b'{"type":"default","id":"n","components":[]}'), "note.form")
    owner.post(f"{DRAFT}/add", draft=proposed, file=form)
    assert "Draft, not in use" in owner.page

    fields = {"draft": proposed, "instead_of": COMPARED.findall(page)[0]}
    second.post(f"{DRAFT}/publish", 409, **fields)
    second.get(DRAFT)
    second.post(f"{DRAFT}/publish", 409, instead_of=fields["instead_of"])


def test_a_proposed_draft_is_not_discarded(owner: Visitor, proposed: str) -> None:
    assert "Discard this draft" not in owner.get(DRAFT)

    assert "waits for approval" in owner.post(f"{DRAFT}/discard", 422)


def test_versions_are_compared_as_asked(owner: Visitor, second: Visitor, proposed: str) -> None:
    assert "everything is new" in owner.get(f"{HOME}/1/changes")
    assert "compare it with the version in use" not in second.get(f"{DRAFT}/changes?against=1")
    same = owner.get(f"{DRAFT}/changes?against=2")
    assert "Nothing is changed: every file is the same, byte for byte." in same
    owner.get(f"{DRAFT}/changes?against=9", 404)


def test_an_auditor_reads_changes_and_decides_nothing(
    signed_in: Callable[[str], Visitor], proposed: str
) -> None:
    auditor = signed_in("auditor@section26.example")
    page = auditor.get(f"{DRAFT}/changes")

    assert "\u2018Log the request\u2019 is now called \u2018Note the request\u2019" in page
    assert "Only a process owner may change definitions." in page
    assert "Return version" not in page


def test_files_of_another_process_are_a_draft_of_that_process(
    owner: Visitor, shipped: Definitions
) -> None:
    diagram = shipped.bundle["section_26.bpmn"]
    for old in (b'id="section_26"', b'processRef="section_26"'):
        diagram = diagram.replace(old, old.replace(b"section_26", b"loan"))
    owner.get("/definitions")
    page = owner.post(f"{HOME}/upload", files=(io.BytesIO(diagram), "loan.bpmn"))

    assert "The main process of these diagrams is loan, not section_26" in page
    assert "What version 1" in owner.get("/definitions/loan/1/changes")
    owner.get(f"{HOME}/3", 404)  # the second is the checked draft


def test_somebody_of_a_like_name_confirms_on_the_page_that_they_are_two_people(
    engine: Engine, signed_in: Callable[[str], Visitor], proposed: str
) -> None:
    email = "owner.process@section26.example"
    person = engine.do(AddPerson("Owner, P.", email, DEMO_PASSWORD, demo=True), None)
    engine.do(GrantRole(person, "process_owner", "home-office", LONG_AGO), None)
    like = signed_in(email)
    page = like.get(f"{DRAFT}/changes")
    assert "Process Owner is somebody else" in page
    fields = {"draft": proposed, "instead_of": COMPARED.findall(page)[0]}

    asked = like.post(f"{DRAFT}/publish", 422, **fields)
    assert "Process Owner has a name like that of whoever acts here" in asked
    assert "Version 2 is in use." in like.post(f"{DRAFT}/publish", apart="Process Owner", **fields)
