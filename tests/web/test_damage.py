"""A case changed behind the service's back: its page says so, and every other page is as before."""

from collections.abc import Callable

import pytest
from sqlalchemy import text

from engine.api import Engine
from engine.commands.complete_task import CompleteTask
from engine.commands.save_draft import SaveDraft
from engine.commands.start_case import StartCase
from engine.definitions.registry import Definitions
from engine.people.actor import Actor
from engine.queries.damage import DAMAGED
from tests.web.answers import LOGGED
from tests.web.conftest import FORCE_LEAD, Visitor

AUDITOR = "auditor@section26.example"
TABS = ("", "/facts", "/letters", "/history")
LOG = "UPDATE audit_entry SET body = :it WHERE chain LIKE '%-0001' AND n = 2"
STATE = "UPDATE case_ SET state = :it WHERE id = 1"
FILES = (
    "UPDATE blob SET content = :it WHERE sha256 IN "
    "(SELECT sha256 FROM definition_file WHERE path = 'forms/log_request.form')"
)
HARMS: dict[str, tuple[str, object, str]] = {
    "an entry that is no JSON": (LOG, "{", "its history was changed after it was written"),
    "an entry that is a number": (LOG, "1", "its history was changed after it was written"),
    "an entry without its words": (LOG, "{}", "its history was changed after it was written"),
    "an entry of another kind": (LOG, '{"event":"x","at":"y","name":[]}', "entry 2 was changed"),
    "a path that is a number": (LOG, '{"passed":7}', "entry 2 was changed"),
    "a state cut short": (STATE, b"[1,2", "the saved state of this case was changed"),
    "a fact that is no JSON": (
        "UPDATE fact SET value = :it WHERE case_id = 1 AND key = 'requester_name'",
        "[[",
        "the fact 'requester_name' of this case is damaged",
    ),
    "a fact of another kind": (
        "UPDATE fact SET value = :it WHERE case_id = 1 AND key = 'title'",
        '{"$date":"never"}',
        "the fact 'title' of this case is damaged",
    ),
    "a force nobody knows": ("UPDATE case_ SET force = :it WHERE id = 1", "atlantis", "no force"),
    "a version that is not there": (
        "UPDATE case_ SET bundle_sha256 = :it, version = 99 WHERE id = 1",
        "f" * 64,
        "its process",
    ),
    "a step that is not drawn": (
        "UPDATE task SET element = :it WHERE case_id = 1 AND status = 'open'",
        "nowhere",
        "",
    ),
    "a role nobody knows": (
        "UPDATE task SET role = :it WHERE case_id = 1 AND status = 'open'",
        "jester",
        "",
    ),
}  # fmt: skip


@pytest.fixture
def cases(engine: Engine, acting: Callable[[str], Actor]) -> tuple[str, str]:
    """Two cases of Lancashire: one to be harmed, and one beside it."""
    lead = acting(FORCE_LEAD)
    tasks = [engine.do(StartCase("section_26", "lancashire"), lead) for _ in range(2)]
    first, second = (engine.do(CompleteTask(one, answers=LOGGED), lead).case for one in tasks)
    return first, second


def harm(engine: Engine, statement: str, value: object) -> None:
    with engine.database.writing() as db:
        assert db.execute(text(statement), {"it": value}).rowcount > 0


@pytest.mark.parametrize("name", HARMS)
def test_a_harmed_case_has_its_page_and_others_are_as_before(
    name: str, cases: tuple[str, str], engine: Engine, signed_in: Callable[[str], Visitor]
) -> None:
    statement, value, sentence = HARMS[name]
    harm(engine, statement, value)
    auditor, lead = signed_in(AUDITOR), signed_in(FORCE_LEAD)

    pages = [auditor.get(f"/cases/{cases[0]}{tab}") for tab in TABS]
    if sentence:
        assert all(sentence.lower() in page.replace("&#39;", "'").lower() for page in pages)
        assert all("s26 verify" in page for page in pages)
    assert all(cases[1] in signed.get("/cases") for signed in (auditor, lead))
    assert cases[1] in lead.get("/tasks")
    assert "Damaged" not in lead.get(f"/cases/{cases[1]}")


def test_a_damaged_definition_stops_no_list_and_no_page_of_its_cases(
    cases: tuple[str, str], engine: Engine, lead: Visitor
) -> None:
    harm(engine, FILES, b"{}")
    engine.definitions = Definitions()  # as after a restart

    assert DAMAGED in lead.get("/tasks")
    assert lead.get("/cases").count(DAMAGED) == 2
    page = lead.get(f"/cases/{cases[0]}")
    assert "its steps, its facts" in page
    assert "files of section_26 version 1 are damaged" in page
    lead.get("/start")
    address = lead.get("/tasks?tab=office").split('href="/tasks/')[1].split('"')[0]
    assert "Part of this case cannot be read" in lead.get(f"/tasks/{address}", 409)


@pytest.mark.parametrize("draft", ["{", "[]", '"x"', "[" * 5_000, '{"a":{"$number":"x"}}'])
def test_a_damaged_draft_is_said_to_be_lost_and_can_be_typed_again(
    draft: str, engine: Engine, lead: Visitor, acting: Callable[[str], Actor]
) -> None:
    task = engine.do(StartCase("section_26", "lancashire"), acting(FORCE_LEAD))
    engine.do(SaveDraft(task, LOGGED), acting(FORCE_LEAD))
    harm(engine, "UPDATE task SET draft = :it", draft)

    assert "can no longer be read: enter them again" in lead.get(f"/tasks/{task}")
    assert "can no longer be read" in lead.get(f"/tasks/{task}/check")
    assert "can no longer be read" in lead.post(f"/tasks/{task}/complete", 422)
    assert engine.do(SaveDraft(task, LOGGED), acting(FORCE_LEAD)) == {}
    assert "can no longer be read" not in lead.get(f"/tasks/{task}/check")
