"""Definition pages: reading versions, drafts from copy to use, and who may change anything."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from engine.rehearsals.rehearse import Definitions
from tests.web.conftest import FORCE_LEAD, Visitor

HOME = "/definitions/section_26"
NOTE = b'{"type":"default","id":"note","schemaVersion":18,"components":[]}'


@pytest.fixture
def draft(owner: Visitor) -> str:
    """The address of a draft that is a copy of the version in use."""
    owner.get("/definitions")
    owner.post(f"{HOME}/draft")
    return f"{HOME}/2"


def test_a_process_owner_sees_what_is_in_use(owner: Visitor) -> None:
    page = owner.get("/definitions")

    assert "Version 1</a>, since 24 November 2026" in page
    assert "Make a draft from the version in use" in page


def test_what_a_check_found_is_counted_marked_and_said_to_stop_the_draft(
    owner: Visitor, shipped: Definitions
) -> None:
    main = shipped.bundle["section_26.bpmn"]
    diagram = main.replace(b' camunda:formRef="screen_scope"', b"").replace(b"Build the case", b"")
    owner.get("/definitions")
    owner.post(f"{HOME}/upload", files=[(io.BytesIO(diagram), "section_26.bpmn")])
    page = owner.post(f"{HOME}/2/check")
    errors, warnings = (
        page.count("<strong>Error:</strong>"),
        page.count("<strong>Warning:</strong>"),
    )

    assert errors > 1 <= warnings
    assert f"{errors} errors, {warnings} warning" in page
    assert "This draft cannot be proposed for approval until the errors are mended." in page
    assert "(rule task-has-form)" in page
    assert page.rindex("<strong>Error:</strong>") < page.index("<strong>Warning:</strong>")


def test_a_version_is_shown_in_words_and_files(owner: Visitor) -> None:
    page = owner.get(f"{HOME}/1")

    assert "In use since 24 November 2026" in page
    assert "<li>Log the request</li>" in page
    assert "forms/log_request.form" in page
    assert "Discard" not in page


def test_a_phase_with_a_diagram_of_its_own_is_named_in_the_outline(owner: Visitor) -> None:
    page = owner.get("/definitions/section_26/1")

    assert "Assure the costs (steps of their own: The recovery of costs)" in page


def test_the_main_diagram_comes_first(owner: Visitor) -> None:
    page = owner.get(f"{HOME}/1")

    assert page.index('files/section_26.bpmn"') < page.index('files/ipab.bpmn"')


def test_files_come_back_byte_for_byte(owner: Visitor) -> None:
    one = owner.download(f"{HOME}/1/files/section_26.bpmn").data
    every = owner.download(f"{HOME}/1/bundle.zip").data

    assert zipfile.ZipFile(io.BytesIO(every)).read("section_26.bpmn") == one


def test_a_draft_begins_as_a_copy_and_can_be_discarded(owner: Visitor, draft: str) -> None:
    assert "Draft, not in use" in owner.get(draft)
    assert "Draft 2 is discarded." in owner.post(f"{draft}/discard")
    owner.get(draft, 404)


def test_a_form_is_added_edited_as_text_and_refused_when_it_is_not_json(
    owner: Visitor, draft: str
) -> None:
    version = _identity(owner.get(draft))
    page = owner.post(f"{draft}/forms", name="note_receipt", draft=version)
    assert "Edit forms/note_receipt.form" in page
    address, version = f"{draft}/edit/forms/note_receipt.form", _identity(page)
    refused = owner.post(address, 422, content="{", draft=version)
    assert "This is not JSON" in refused

    saved = owner.post(address, content=NOTE.decode(), draft=version)
    assert "forms/note_receipt.form is saved in the draft." in saved
    assert owner.download(f"{draft}/files/forms/note_receipt.form").data == NOTE


def test_a_form_is_not_added_over_another(owner: Visitor, draft: str) -> None:
    version = _identity(owner.get(draft))

    assert "already a form of that name" in owner.post(
        f"{draft}/forms", 422, name="log_request", draft=version
    )


def test_a_file_replaces_the_one_of_its_name(owner: Visitor, draft: str) -> None:
    version = _identity(owner.get(draft))
    page = owner.post(f"{draft}/add", draft=version, file=(io.BytesIO(NOTE), "log_request.form"))

    assert "forms/log_request.form is in the draft." in page
    assert owner.download(f"{draft}/files/forms/log_request.form").data == NOTE


def test_a_file_that_is_no_part_of_a_definition_is_refused(owner: Visitor, draft: str) -> None:
    version = _identity(owner.get(draft))
    page = owner.post(f"{draft}/add", 422, draft=version, file=(io.BytesIO(b"x"), "notes.exe"))

    assert "There is a problem" in page


def test_files_handed_in_become_a_draft(owner: Visitor) -> None:
    owner.get("/definitions")
    page = owner.post(f"{HOME}/upload", files=(io.BytesIO(NOTE), "note.form"), note="A note")

    assert "The draft is here." in page
    assert "A note" in page


def test_handing_in_nothing_says_what_to_choose(owner: Visitor) -> None:
    owner.get("/definitions")

    assert "Choose at least one" in owner.post(f"{HOME}/upload", 422)


def test_the_modeller_page_switches_between_the_diagrams(owner: Visitor, draft: str) -> None:
    page = owner.get(f"{draft}/modeller/section_26.bpmn")

    assert 'data-path="section_26.bpmn"' in page
    assert f'href="{draft}/modeller/ipab.bpmn"' in page


def test_only_the_modeller_may_set_style_attributes(owner: Visitor, draft: str) -> None:
    policy = "Content-Security-Policy"
    modeller = owner.client.get(f"{draft}/modeller/section_26.bpmn").headers[policy]

    assert "style-src-attr 'unsafe-inline'" in modeller
    assert "unsafe-inline" not in owner.client.get(draft).headers[policy]


def test_the_palette_offers_roles_forms_letters_and_decisions(owner: Visitor, draft: str) -> None:
    offered = json.loads(owner.download(f"{draft}/palette.json").data)

    assert {"role": "force_lead", "title": "Force international lead"} in offered["roles"]
    assert "log_request" in offered["forms"]
    assert "L01" in [letter["code"] for letter in offered["letters"]]
    assert "scope" in offered["decisions"]
    assert "scriptTask" in offered["runs"]["refused"]
    assert offered["labels"]["separate.from"] == "Not by anyone who did"
    assert set(offered["runs"]["events"]["startEvent"]) == {None, "message", "timer"}


def test_a_diagram_saved_from_a_stale_page_is_refused_in_json(owner: Visitor, draft: str) -> None:
    page = owner.get(f"{draft}/modeller/section_26.bpmn")
    diagram = owner.download(f"{draft}/files/section_26.bpmn").data
    headers = _script(page) | {"If-Match": f'"{_identity(page)}"'}
    address = f"{draft}/files/section_26.bpmn"
    changed = diagram.replace(b"</bpmn:definitions>", b"<!-- 2 --></bpmn:definitions>")
    first = owner.client.put(address, data=changed, headers=headers)
    second = owner.client.put(address, data=diagram, headers=headers)

    assert first.status_code == 200
    assert len(_told(first)["draft"]) == 64
    assert second.status_code == 409
    assert "open it again" in _told(second)["problem"]


def test_a_diagram_is_not_saved_without_the_token(owner: Visitor, draft: str) -> None:
    answer = owner.client.put(f"{draft}/files/section_26.bpmn", data=b"<x/>")

    assert answer.status_code == 400


def test_a_check_answers_a_script_with_findings(owner: Visitor, draft: str) -> None:
    page = owner.get(f"{draft}/modeller/section_26.bpmn")
    answer = owner.client.post(f"{draft}/check.json", headers=_script(page))
    found = _told(answer)["findings"]

    assert [finding for finding in found if finding["severity"] == "error"] == []


def test_a_version_in_use_can_be_looked_at_but_not_saved(owner: Visitor) -> None:
    page = owner.get(f"{HOME}/1/modeller/section_26.bpmn")

    assert "This version cannot be changed" in page
    assert 'data-action="save"' not in page


def test_definitions_are_not_for_those_who_only_work_on_cases(
    app: Flask, signed_in: Callable[[str], Visitor]
) -> None:
    lead = signed_in(FORCE_LEAD)

    assert "Process definitions" not in lead.get("/tasks")
    assert "You cannot do this" in lead.get("/definitions", 403)
    assert "You cannot do this" in lead.get(f"{HOME}/1", 403)


def test_an_auditor_reads_definitions_and_changes_nothing(
    signed_in: Callable[[str], Visitor],
) -> None:
    auditor = signed_in("auditor@section26.example")

    assert "Make a draft" not in auditor.get("/definitions")
    assert "You cannot do this" in auditor.post(f"{HOME}/draft", 403)


def test_people_are_listed_for_administrators_alone(
    signed_in: Callable[[str], Visitor], lead: Visitor
) -> None:
    assert "chief.constable@gmp.example" in signed_in("administrator@section26.example").get(
        "/people"
    )
    lead.get("/people", 403)


def _identity(page: str) -> str:
    before = 'data-draft="' if "data-draft" in page else 'name="draft" value="'
    return page.split(before)[1].split('"', maxsplit=1)[0]


def _told(answer: TestResponse) -> dict[str, Any]:
    told = answer.get_json()
    assert isinstance(told, dict)
    return told


def _script(page: str) -> dict[str, str]:
    token = page.split('data-csrf="')[1].split('"', maxsplit=1)[0]
    return {"X-CSRFToken": token, "Accept": "application/json"}


DEEP_FORM = '{"a":' * 300 + "1" + "}" * 300
BOTTOMLESS = "[" * 100_000
DEEP_TABLE = "<definitions>" + "<a>" * 5_000 + "</a>" * 5_000 + "</definitions>"
BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"


@pytest.mark.parametrize("content", [DEEP_FORM, BOTTOMLESS, '{"a": NaN}', '{"a":1,"a":2}'])
def test_a_form_that_is_odd_json_is_refused_in_a_sentence(
    owner: Visitor, draft: str, content: str
) -> None:
    version = _identity(owner.get(draft))
    address = f"{draft}/edit/forms/log_request.form"

    page = owner.post(address, 422, content=content, draft=version)

    assert "no form can be read from it" in page


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("log_request.form", DEEP_FORM),
        ("log_request.form", BOTTOMLESS),
        ("cost_recovery.dmn", DEEP_TABLE),
    ],
)
def test_a_file_as_deep_as_a_well_is_told_by_the_check(
    owner: Visitor, draft: str, name: str, content: str
) -> None:
    version = _identity(owner.get(draft))
    file = (io.BytesIO(content.encode()), name)
    owner.post(f"{draft}/add", draft=version, file=file)

    assert name in owner.post(f"{draft}/check")
    owner.get(draft)


def diagram(levels: int) -> io.BytesIO:
    """A diagram of sub-processes in one another."""
    inside = "".join(f"<subProcess id='s{n}'>" for n in range(levels)) + "</subProcess>" * levels
    written = f'<definitions xmlns="{BPMN}"><process id="ipab">{inside}</process></definitions>'
    return io.BytesIO(written.encode())


def test_a_diagram_as_deep_as_a_well_is_refused_in_a_sentence(owner: Visitor, draft: str) -> None:
    version = _identity(owner.get(draft))
    page = owner.post(f"{draft}/add", 422, draft=version, file=(diagram(300), "ipab.bpmn"))
    assert "ipab.bpmn cannot be read" in page

    version = _identity(owner.get(draft))
    owner.post(f"{draft}/add", draft=version, file=(diagram(230), "ipab.bpmn"))
    assert "ipab.bpmn" in owner.post(f"{draft}/check")
    owner.get(draft)
