"""Definitions from draft to use, and cases that stay on theirs."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from engine.api import Engine
from engine.commands.check_definition import CheckDefinition
from engine.commands.context import CommandContext
from engine.commands.discard_draft import DiscardDraft
from engine.commands.propose_definition import ProposeDefinition
from engine.commands.publish_definition import PublishDefinition
from engine.commands.publish_shipped import PublishShipped
from engine.commands.return_proposal import ReturnProposal
from engine.commands.save_diagram import SaveDiagram
from engine.commands.start_case import StartCase
from engine.commands.upload_draft import UploadDraft
from engine.commands.withdraw_proposal import WithdrawProposal
from engine.definitions.shipped import reference_in, shipped_workflows
from engine.errors import (
    DefinitionRefused,
    DiagramRefused,
    NotAllowed,
    NotFound,
    Stale,
    UploadRefused,
)
from engine.people.actor import Actor
from engine.people.reference import Reference
from engine.queries.definition_pages import (
    bundle,
    definition,
    definition_file,
    definitions,
)
from engine.queries.palette import palette
from engine.queries.task_page import task_page
from engine.rehearsals.rehearse import Definitions
from tests.approving import approval, propose, put_into_use, second_owner
from tests.support.registers import Pinned

Someone = Callable[..., Actor]
KEY = "section_26"


def test_a_draft_is_checked_then_put_into_use_and_running_cases_stay(
    engine: Engine, owner: Actor, someone: Someone, renamed: dict[str, bytes]
) -> None:
    lead = someone("force_lead")
    before = engine.do(StartCase(KEY, "lancashire"), lead)
    number = engine.do(UploadDraft(KEY, renamed, "A clearer name"), owner).number
    with pytest.raises(DefinitionRefused, match="check this draft"):
        engine.do(ProposeDefinition(KEY, number, "A clearer name"), owner)
    put_into_use(engine, KEY, number, owner)
    after = engine.do(StartCase(KEY, "lancashire"), lead)

    assert engine.ask(task_page, lead, before).task.title == "Log the request"
    assert engine.ask(task_page, lead, after).task.title == "Note the request"
    (row,) = engine.ask(definitions, owner)
    assert row.current is not None
    assert (row.current.number, row.cases_running) == (2, 2)


def test_a_published_version_never_changes(
    engine: Engine, owner: Actor, shipped: Definitions
) -> None:
    content = shipped.bundle["section_26.bpmn"]
    with pytest.raises(Stale, match="never changes"):
        engine.do(SaveDiagram(KEY, 1, "section_26.bpmn", content), owner)
    with pytest.raises(Stale, match="cannot be discarded"):
        engine.do(DiscardDraft(KEY, 1), owner)
    with pytest.raises(Stale, match="already been published"):
        engine.do(approval(engine, KEY, 1), owner)


def test_a_draft_that_cannot_run_is_told_so_element_by_element(
    engine: Engine, owner: Actor, shipped: Definitions
) -> None:
    broken = shipped.bundle["section_26.bpmn"].replace(b"camunda:formRef", b"camunda:noForm", 1)
    number = engine.do(UploadDraft(KEY, {"section_26.bpmn": broken}), owner).number
    found = engine.do(CheckDefinition(KEY, number), owner)

    errors = [one for one in found if one.severity == "error"]
    assert errors
    assert all(one.element and one.sentence for one in errors)
    with pytest.raises(DefinitionRefused, match="has problems"):
        engine.do(ProposeDefinition(KEY, number, "It cannot run"), owner)
    kept = engine.ask(definition, owner, KEY, number)
    assert [line.sentence for line in kept.findings] == [one.sentence for one in found]


def test_a_saved_diagram_gives_the_draft_a_new_identity_and_asks_for_a_new_check(
    engine: Engine, owner: Actor, renamed: dict[str, bytes], shipped: Definitions
) -> None:
    number = engine.do(UploadDraft(KEY, renamed), owner).number
    first = engine.ask(definition, owner, KEY, number).version
    engine.do(CheckDefinition(KEY, number), owner)
    content = shipped.bundle["section_26.bpmn"] + b"\n"
    made = engine.do(SaveDiagram(KEY, number, "section_26.bpmn", content, first.id), owner)

    page = engine.ask(definition, owner, KEY, number)
    assert (page.version.id, page.version.status, page.checked) == (made, "draft", False)
    assert engine.ask(definition_file, owner, KEY, number, "section_26.bpmn").content == content
    with pytest.raises(Stale, match="since you opened it"):
        engine.do(SaveDiagram(KEY, number, "section_26.bpmn", content, first.id), owner)
    with pytest.raises(DiagramRefused):
        engine.do(SaveDiagram(KEY, number, "section_26.bpmn", b"not a diagram"), owner)


@pytest.mark.parametrize(
    ("path", "content", "why"),
    [
        ("../../etc/passwd", b"x", "passwd is not part of a definition: its parts are .bpmn"),
        ("../form.bpmn", b"x", "is not a file a definition can hold"),
        ("parts.zip", b"PK", "parts.zip is a zip, and none is taken here: unpack it and put"),
        ("forms/my form.form", b"{}", "my form.form cannot be kept under that name: give it one"),
        ("forms/long.form", b" " * 5_000_001, "forms/long.form is larger than 5 MB: make it smal"),
    ],
)
def test_a_file_that_does_not_go_into_a_draft_is_told_what_would(
    engine: Engine, owner: Actor, path: str, content: bytes, why: str
) -> None:
    number = engine.do(UploadDraft(KEY, {}), owner).number

    with pytest.raises(UploadRefused, match=re.escape(why)):
        engine.do(SaveDiagram(KEY, number, path, content), owner)


def test_a_draft_can_be_discarded(engine: Engine, owner: Actor, renamed: dict[str, bytes]) -> None:
    number = engine.do(UploadDraft(KEY, renamed), owner).number
    engine.do(DiscardDraft(KEY, number), owner)
    with pytest.raises(NotFound):
        engine.ask(definition, owner, KEY, number)


def test_only_process_owners_change_definitions(
    engine: Engine, someone: Someone, renamed: dict[str, bytes]
) -> None:
    auditor = someone("auditor", of="home-office")
    assert engine.ask(definition, auditor, KEY, 1).may_change is False
    for command in (
        UploadDraft(KEY, renamed),
        CheckDefinition(KEY, 1),
        ProposeDefinition(KEY, 1, "Mine"),
        PublishDefinition(KEY, 1, "", ""),
        WithdrawProposal(KEY, 1),
        ReturnProposal(KEY, 1, "Not mine"),
        DiscardDraft(KEY, 1),
        SaveDiagram(KEY, 1, "section_26.bpmn", b""),
        PublishShipped({}),
    ):
        with pytest.raises(NotAllowed):
            engine.do(command, auditor)
    with pytest.raises(NotAllowed):
        engine.ask(definitions, someone("force_lead"))


def test_a_zip_of_the_bundle_can_be_handed_in_again_byte_for_byte(
    engine: Engine, owner: Actor, shipped: Definitions
) -> None:
    whole = engine.ask(bundle, owner, KEY, 1)
    number = engine.do(UploadDraft(KEY, {whole.name: whole.content}), owner).number
    versions = [engine.ask(definition, owner, KEY, n).version.id for n in (1, number)]

    assert versions[0] == versions[1]
    page = engine.ask(definition, owner, KEY, number)
    assert {file.path for file in page.files} == set(shipped.bundle)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("notes.exe", b"MZ", "not part of a definition"),
        ("a.zip", b"PK\x03\x04 broken", "cannot be unpacked: it is cut short"),
        ("../x.bpmn", b"<a/>", "cannot be read|not|is"),
        ("big.bpmn", b" " * 5_000_001, "larger than 5 MB"),
    ],
)
def test_what_is_no_part_of_a_definition_is_refused(
    engine: Engine, owner: Actor, name: str, content: bytes, why: str
) -> None:
    with pytest.raises((UploadRefused, DiagramRefused, DefinitionRefused), match=why):
        engine.do(UploadDraft(KEY, {name: content}), owner)


def test_the_modeller_is_offered_roles_forms_and_letters(engine: Engine, owner: Actor) -> None:
    offered = engine.ask(palette, owner, KEY, 1)
    assert ("chief_officer", "Chief officer") in offered.roles
    assert "log_request" in offered.forms
    assert ("L07", "Chief officer's recommendation") in offered.letters
    assert "scope" in offered.decisions


def test_the_modeller_is_told_what_is_not_run(engine: Engine, owner: Actor) -> None:
    offered = engine.ask(palette, owner, KEY, 1)
    assert "scriptTask" in offered.refused
    assert offered.events["startEvent"] == {None, "message", "timer"}


def test_the_steps_can_be_read_in_words(engine: Engine, owner: Actor) -> None:
    outline = engine.ask(definition, owner, KEY, 1).outline
    lanes: dict[str, Any] = {lane: steps for lane, _, steps in outline[0].lanes}
    assert "Log the request" in lanes["Force international lead"]


@pytest.mark.parametrize("at", ["check", "approval"])
def test_a_check_that_takes_long_keeps_no_look_open(
    at: str,
    engine: Engine,
    owner: Actor,
    renamed: dict[str, bytes],
    shipped: Definitions,
) -> None:
    number = engine.do(UploadDraft(KEY, renamed), owner).number
    propose(engine, KEY, number, owner)
    command = approval(engine, KEY, number) if at == "approval" else CheckDefinition(KEY, number)
    second = second_owner(engine)
    asked: list[bool] = []

    class Slow(Reference):
        """Reference tables that note whether a look is still open when the rules read them."""

        def lane_roles(self, on: date) -> frozenset[str]:
            """The same roles."""
            asked.append(context.db.in_transaction())
            return shipped.reference.lane_roles(on)

    with engine.database.reading() as db:
        slow = Slow(reference_in(shipped_workflows()))
        context = CommandContext(
            db, second, engine.clock(), Pinned(slow), engine.definitions, database=engine.database
        )
        command.do(context)

    assert asked
    assert not any(asked)


def test_a_draft_changed_while_it_is_checked_has_to_be_checked_again(
    engine: Engine, owner: Actor, renamed: dict[str, bytes], shipped: Definitions
) -> None:
    number = engine.do(UploadDraft(KEY, {}), owner).number
    later = [SaveDiagram(KEY, number, "section_26.bpmn", renamed["section_26.bpmn"])]

    class Meanwhile(Reference):
        """Reference tables during whose reading somebody saves the draft."""

        def lane_roles(self, on: date) -> frozenset[str]:
            """The same roles."""
            if later:
                engine.do(later.pop(), owner)
            return shipped.reference.lane_roles(on)

    engine.registers = Pinned(Meanwhile(reference_in(shipped_workflows())))
    with pytest.raises(Stale, match="check it again"):
        engine.do(CheckDefinition(KEY, number), owner)

    assert not engine.ask(definition, owner, KEY, number).checked
