"""A database changed behind the service's back: a sentence for whoever meets it, others go on."""

from collections.abc import Callable

import pytest
from sqlalchemy import text

from engine.api import Engine
from engine.commands.claim_task import ClaimTask
from engine.commands.start_case import StartCase
from engine.definitions.registry import Definitions
from engine.errors import RESTORE, DiagramFailed, NotFound
from engine.people.actor import Actor
from engine.queries.case_list import case_list
from engine.queries.case_page import case_page
from engine.queries.verified import verified
from engine.store import blobs

DEEP = b"[" * 100_000


@pytest.fixture
def lead(someone: Callable[..., Actor]) -> Actor:
    """The international lead of Lancashire."""
    return someone("force_lead")


@pytest.fixture
def tasks(engine: Engine, lead: Actor) -> tuple[str, str]:
    """The first tasks of two cases: one to be tampered with, and one beside it."""
    first, second = (engine.do(StartCase("section_26", "lancashire"), lead) for _ in range(2))
    return first, second


def change(engine: Engine, statement: str, **values: object) -> None:
    with engine.database.writing() as db:
        assert db.execute(text(statement), values).rowcount > 0


@pytest.mark.parametrize("state", [b"", b"null", b'{"a":1}', DEEP, b"9" * 9_000, bytes(range(256))])
def test_a_state_that_is_not_its_own_moves_nothing(
    state: bytes, engine: Engine, lead: Actor, tasks: tuple[str, str]
) -> None:
    change(engine, "UPDATE case_ SET state = :state WHERE id = 1", state=state)
    with pytest.raises(DiagramFailed, match="saved state of this case was changed"):
        engine.do(ClaimTask(tasks[0]), lead)

    assert engine.do(ClaimTask(tasks[1]), lead)
    assert "its saved state is not the one" in engine.ask(verified, None).faults[0]


def test_a_damaged_fact_is_named_and_hides_no_other_case(
    engine: Engine, lead: Actor, tasks: tuple[str, str]
) -> None:
    change(engine, "UPDATE fact SET value = '[[' WHERE case_id = 1 AND key = 'case_ref'")
    damaged = min(row.reference for row in engine.ask(case_list, lead).rows)

    said = engine.ask(case_page, lead, damaged).damage
    assert said == ("the fact 'case_ref' of this case is damaged: " + RESTORE,)
    assert engine.do(ClaimTask(tasks[1]), lead)


def test_a_case_put_on_another_version_is_noticed(engine: Engine, tasks: tuple[str, str]) -> None:
    change(engine, "UPDATE case_ SET bundle_sha256 = 'another' WHERE id = 1")

    assert "does not run the version" in engine.ask(verified, None).faults[0]


def test_a_definition_whose_files_were_changed_is_not_run(
    engine: Engine, lead: Actor, tasks: tuple[str, str]
) -> None:
    here = "SELECT sha256 FROM definition_file WHERE path = 'forms/log_request.form'"
    change(engine, f"UPDATE blob SET content = :it WHERE sha256 IN ({here})", it=b"{}")
    engine.definitions = Definitions()  # as after a restart
    with pytest.raises(DiagramFailed, match="files of section_26 version 1 are damaged"):
        engine.do(ClaimTask(tasks[0]), lead)

    assert "damaged since it was kept" in engine.ask(verified, None).faults[0]


def test_a_file_that_is_no_longer_itself_is_not_handed_out(engine: Engine) -> None:
    with engine.database.writing() as db:
        name = blobs.keep(db, b"as it was", engine.clock())
    change(engine, "UPDATE blob SET content = :it WHERE sha256 = :name", it=b"changed", name=name)
    with engine.database.reading() as db, pytest.raises(NotFound, match="damaged"):
        blobs.read(db, name)


def test_a_changed_log_is_noticed(engine: Engine, tasks: tuple[str, str]) -> None:
    change(engine, "UPDATE audit_entry SET body = '{}' WHERE chain LIKE '%-0001' AND n = 1")

    assert "changed after it was written" in engine.ask(verified, None).faults[0]
