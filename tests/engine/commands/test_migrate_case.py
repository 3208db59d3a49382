"""A case is moved to another version: its tasks, drafts and timers stay, its log says so."""

import re
from collections.abc import Callable
from types import ModuleType
from typing import Any

import orjson
import pytest

from engine.api import Engine
from engine.audit.log import case_chain, entries
from engine.commands.claim_task import ClaimTask
from engine.commands.migrate_case import MigrateCase
from engine.commands.save_draft import SaveDraft
from engine.commands.upload_draft import UploadDraft
from engine.errors import DefinitionRefused, NotAllowed, NotFound, Stale
from engine.people.actor import Actor
from engine.queries.case_page import case_page
from engine.queries.letter_page import letter_page
from engine.queries.migrating import could_migrate
from engine.queries.played import due_next, elements_passed
from engine.queries.task_page import task_page
from engine.queries.verified import verified
from engine.queries.worklist import worklist
from engine.rehearsals.rehearse import Definitions
from tests.approving import put_into_use

Someone = Callable[..., Actor]
Put = Callable[..., int]
KEY = "section_26"


@pytest.fixture
def owner(someone: Someone) -> Actor:
    """A process owner."""
    return someone("process_owner", of="home-office")


@pytest.fixture
def put(engine: Engine, owner: Actor, shipped: Definitions) -> Put:
    """`put(("a", "b"))`: a version in use whose diagrams have each a replaced by b; its number."""

    def publish(*changes: tuple[str, str]) -> int:
        files = {}
        for path, content in shipped.bundle.items():
            if path.endswith(".bpmn"):
                text = content.decode()
                for pattern, instead in changes:
                    text = re.sub(pattern, instead, text)
                files[path] = text.encode()
        assert any(files[path] != shipped.bundle[path] for path in files)
        number = engine.do(UploadDraft(KEY, files), owner).number
        put_into_use(engine, KEY, number, owner)
        return number

    return publish


OWN_TIME = (r'(id="note_request".*)service level"', r'\g<1>2 working days"')  # no level is its own
RENAMED = ('name="Screen the scope"', 'name="Judge the scope"')


def known_as(old: str, new: str) -> tuple[str, str]:
    """Another id for a step, wherever a diagram says it."""
    places = r'((?<![:\w])(?:id|sourceRef|targetRef|bpmnElement)="|<bpmn:flowNodeRef>)'
    return (rf'{places}{old}(?=["<])', rf"\g<1>{new}")


def test_a_case_goes_on_with_its_task_and_its_draft(
    desk: Any, engine: Engine, owner: Actor, someone: Someone, put: Put, answers: ModuleType
) -> None:
    lead = someone("force_lead")
    desk.complete(lead, "log_request", answers.request())
    uid = desk.uid("screen_scope")
    engine.do(ClaimTask(uid), lead)
    engine.do(SaveDraft(uid, {"country": "Cayman Islands"}), lead)
    before = engine.ask(task_page, lead, uid)
    assert engine.do(MigrateCase(desk.reference, put(RENAMED)), owner) == ()

    page = engine.ask(task_page, lead, uid)
    assert (before.task.title, page.task.title) == ("Screen the scope", "Judge the scope")
    assert (page.answers.draft, page.task.due, page.task.mine) == (
        before.answers.draft,
        before.task.due,
        True,
    )
    desk.complete(lead, "screen_scope", answers.scope())
    assert desk.uid("build_case")
    assert engine.ask(verified, None).faults == ()


def test_the_log_of_the_case_names_both_versions(
    desk: Any, engine: Engine, owner: Actor, someone: Someone, put: Put
) -> None:
    engine.do(MigrateCase(desk.reference, put(RENAMED)), owner)

    newest = engine.ask(case_page, someone("force_lead"), desk.reference).history[0]
    assert newest.title == "Moved to version 2 of the process"
    assert owner.name in newest.by
    (moved,) = _entries(engine, desk.reference, "migrate_case")
    assert (moved["from_definition"], moved["definition"]) == (
        "section_26 version 1",
        "section_26 version 2",
    )
    assert len({moved["from_bundle"], moved["bundle"]}) == 2


def test_a_running_timer_keeps_its_job(
    played: Callable[..., Any], engine: Engine, owner: Actor, put: Put
) -> None:
    desk = played("lancashire_cayman_2011", until="decide_approval")
    before = engine.ask(due_next, None)
    engine.do(
        MigrateCase(desk.reference, put((r"\bservice level reminder", "9 working days"))), owner
    )

    assert before is not None
    assert engine.ask(due_next, None) == before


def test_a_step_whose_role_is_another_is_handed_over(
    desk: Any, engine: Engine, owner: Actor, someone: Someone, put: Put, answers: ModuleType
) -> None:
    lead, finance = someone("force_lead"), someone("force_finance")
    desk.complete(lead, "log_request", answers.request())
    uid = desk.uid("screen_scope")
    engine.do(ClaimTask(uid), lead)
    number = put(
        (r'(id="screen_scope")', r'\1 camunda:candidateGroups="force_finance"'),
        ('name="Force international lead"', 'name="The force"'),
    )
    changes = engine.do(MigrateCase(desk.reference, number), owner)

    assert changes == ("'Screen the scope' is now for another role",)
    assert [row.task for row in engine.ask(worklist, lead, tab="office").rows] == []
    (row,) = engine.ask(worklist, finance, tab="me").rows
    assert (row.task, row.claimed_by) == (uid, None)


def test_an_open_step_that_is_gone_keeps_the_case_on_its_version(
    desk: Any, engine: Engine, owner: Actor, put: Put
) -> None:
    number = put(known_as("log_request", "note_request"), OWN_TIME)
    with pytest.raises(DefinitionRefused, match="'Log the request' is open, and the new version"):
        engine.do(MigrateCase(desk.reference, number), owner)

    (one,) = engine.ask(could_migrate, owner, KEY, number).cases
    assert (one.reference, one.number, one.can) == (desk.reference, 1, False)


def test_what_was_done_at_a_step_that_is_gone_can_still_be_read(
    desk: Any, engine: Engine, owner: Actor, someone: Someone, put: Put, answers: ModuleType
) -> None:
    lead, uid = someone("force_lead"), desk.uid("log_request")
    desk.complete(lead, "log_request", answers.request())
    engine.do(
        MigrateCase(desk.reference, put(known_as("log_request", "note_request"), OWN_TIME)), owner
    )

    (row,) = engine.ask(worklist, lead, tab="done").rows
    assert (row.task, row.title) == (uid, "Log request")
    assert engine.ask(task_page, lead, uid).task.title == "Log request"
    page = engine.ask(case_page, lead, desk.reference)
    for letter in page.letters:
        assert engine.ask(letter_page, lead, letter.id).step_title == "Log request"
    assert "log_request" in engine.ask(elements_passed, None, desk.reference)
    with pytest.raises(Stale):
        engine.do(ClaimTask(uid), lead)
    with pytest.raises(Stale):
        desk.engine.do(SaveDraft(uid, {}), lead)


def test_only_a_process_owner_moves_a_case_and_only_to_what_has_been_in_use(
    desk: Any, engine: Engine, owner: Actor, someone: Someone, put: Put
) -> None:
    number = put(RENAMED)
    draft = engine.do(UploadDraft(KEY, {}), owner).number
    for command, error, why in (
        (MigrateCase(desk.reference, 1), Stale, "already runs version 1"),
        (MigrateCase(desk.reference, draft), DefinitionRefused, "is a draft"),
        (MigrateCase(desk.reference, 99), NotFound, "there is no version 99"),
        (MigrateCase("nowhere", number), NotFound, "no such case"),
    ):
        with pytest.raises(error, match=why):
            engine.do(command, owner)
    for other in (someone("force_lead"), someone("auditor", of="home-office")):
        with pytest.raises(NotAllowed):
            engine.do(MigrateCase(desk.reference, number), other)


def test_who_reads_definitions_sees_what_could_move_and_only_an_owner_may_move_it(
    desk: Any, engine: Engine, owner: Actor, someone: Someone, put: Put
) -> None:
    number = put(RENAMED)
    seen = engine.ask(could_migrate, someone("auditor", of="home-office"), KEY, number)
    assert ([one.reference for one in seen.able], seen.may_move) == ([desk.reference], False)
    assert engine.ask(could_migrate, owner, KEY, number).may_move
    with pytest.raises(NotAllowed):
        engine.ask(could_migrate, someone("force_lead"), KEY, number)

    engine.do(MigrateCase(desk.reference, number), owner)
    assert engine.ask(could_migrate, owner, KEY, number).cases == ()


def test_a_case_may_go_back_to_the_version_before(
    desk: Any, engine: Engine, owner: Actor, put: Put
) -> None:
    engine.do(MigrateCase(desk.reference, put(RENAMED)), owner)
    engine.do(MigrateCase(desk.reference, 1), owner)
    assert len(_entries(engine, desk.reference, "migrate_case")) == 2


def _entries(engine: Engine, reference: str, event: str) -> list[dict[str, Any]]:
    with engine.database.reading() as db:
        bodies = [orjson.loads(one.body) for one in entries(db, case_chain(reference))]
    return [body for body in bodies if body["event"] == event]
