"""A register is drafted, changed, checked and put into use by a second person, or not at all."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from engine.api import Engine
from engine.commands.begin_register import BeginRegister
from engine.commands.catch_up_register import CatchUpRegister
from engine.commands.change_register import ChangeRegister
from engine.commands.check_register import CheckRegister
from engine.commands.discard_register import DiscardRegister
from engine.commands.import_register import ImportRegister
from engine.commands.offer_register import OfferRegister
from engine.commands.use_register import UseRegister
from engine.definitions.shipped import shipped_schema
from engine.errors import (
    AnswersRejected,
    DefinitionRefused,
    EngineError,
    NotAllowed,
    NotFound,
    Stale,
    UploadRefused,
)
from engine.people.actor import Actor
from engine.queries.verified import verified
from engine.register.rows import canonical, digest
from engine.register.sheets import write_sheet
from tests.approving import second_owner
from tests.support.registers import draft, rename, row_called, rows, used

LETTERS = b"position,code,title\r\n1,L01,Acknowledged\r\n2,L02,Scoped\r\n"


@pytest.fixture
def owner(someone: Callable[..., Actor]) -> Actor:
    return someone("process_owner", of="home-office")


@pytest.fixture
def second(engine: Engine, owner: Actor) -> Actor:
    return second_owner(engine)


def test_a_changed_row_is_law_once_a_second_person_has_put_it_into_use(
    engine: Engine, owner: Actor, second: Actor, database_url: str
) -> None:
    worker = Engine.open(database_url)
    number = engine.do(BeginRegister("A new name"), owner)
    rename(engine, number, owner)
    assert engine.reference.forces_called("Lancashire Police") == []
    used(engine, number, owner, second)

    for anywhere in (engine, worker):
        assert anywhere.reference.forces_called("Lancashire Police") == ["lancashire"]
    assert [draft(engine, n).status for n in (1, number)] == ["retired", "in_use"]
    assert engine.ask(verified, None).faults == ()
    worker.close()


@pytest.mark.parametrize("did", ["began", "changed"])
def test_whoever_made_a_draft_does_not_put_it_into_use(
    did: str, engine: Engine, owner: Actor, second: Actor
) -> None:
    number = engine.do(BeginRegister(), owner)
    maker = owner if did == "began" else second
    rename(engine, number, maker)
    engine.do(CheckRegister(number), owner)

    with pytest.raises(NotAllowed, match="another process owner"):
        engine.do(UseRegister(number, draft(engine, number).id), maker)
    assert draft(engine, number).status == "checked"


def test_what_nobody_made_needs_one_who_checks_and_another(
    engine: Engine, owner: Actor, second: Actor
) -> None:
    tables = {name: list(rows) for name, rows in engine.reference.tables.items()}
    tables["letters"] = tables["letters"][1:]
    number = engine.do(OfferRegister(tables), None)
    assert number is not None
    engine.do(CheckRegister(number), owner)
    seen = draft(engine, number).id

    with pytest.raises(NotAllowed, match="you have checked this draft"):
        engine.do(UseRegister(number, seen), owner)
    engine.do(UseRegister(number, seen), second)
    assert engine.ask(verified, None).faults == ()


def test_a_draft_that_was_not_checked_or_not_read_as_it_is_stays_a_draft(
    engine: Engine, owner: Actor, second: Actor
) -> None:
    number = engine.do(BeginRegister(), owner)
    seen = draft(engine, number).id
    with pytest.raises(DefinitionRefused, match="check this draft first"):
        engine.do(UseRegister(number, seen), second)
    engine.do(CheckRegister(number), owner)
    rename(engine, number, owner)

    with pytest.raises(Stale, match="after your page was opened"):
        engine.do(UseRegister(number, seen), second)
    with pytest.raises(DefinitionRefused, match="check this draft first"):
        engine.do(UseRegister(number, draft(engine, number).id), second)


def test_a_draft_begun_before_another_was_used_is_brought_up_to_it(
    engine: Engine, owner: Actor, second: Actor
) -> None:
    mine, theirs = engine.do(BeginRegister(), owner), engine.do(BeginRegister(), owner)
    rename(engine, mine, owner)
    engine.do(ImportRegister({"letters.csv": LETTERS}, theirs), owner)
    used(engine, theirs, owner, second)
    engine.do(CheckRegister(mine), owner)
    with pytest.raises(Stale, match="bring the draft up to it"):
        engine.do(UseRegister(mine, draft(engine, mine).id), second)

    assert engine.do(CatchUpRegister(mine, draft(engine, mine).id), owner) == ()
    assert engine.do(CatchUpRegister(mine, draft(engine, mine).id), owner) == ()
    assert len(rows(engine, mine, "letters")) == 2
    used(engine, mine, owner, second)
    assert engine.reference.forces_called("Lancashire Police") == ["lancashire"]
    assert engine.ask(verified, None).faults == ()


def test_what_is_wrong_with_a_typed_row_is_told_by_column(engine: Engine, owner: Actor) -> None:
    number = engine.do(BeginRegister(), owner)
    seen = draft(engine, number).id
    wrong = {"code": "=1+1", "valid_from": "31/11/2012", "unknown": "x"}

    with pytest.raises(AnswersRejected) as refused:
        engine.do(ChangeRegister(number, seen, "letters", None, wrong), owner)
    assert set(refused.value.problems) == {"code", "title", "valid_from"}
    same = dict(row_called(engine, number, "letters", code="L01"))
    with pytest.raises(AnswersRejected, match="stands in the table already"):
        engine.do(ChangeRegister(number, seen, "letters", None, same), owner)
    with pytest.raises(NotFound, match="no table 'cars'"):
        engine.do(ChangeRegister(number, seen, "cars", None, {}), owner)
    assert draft(engine, number).id == seen


def test_a_row_is_added_at_the_end_and_taken_out_again(engine: Engine, owner: Actor) -> None:
    number = engine.do(BeginRegister(), owner)
    before = draft(engine, number).id
    added = {"code": "L99", "title": "Another"}
    engine.do(ChangeRegister(number, before, "letters", None, added), owner)
    row = row_called(engine, number, "letters", code="L99")
    name = digest(canonical("letters", row))
    assert int(row["position"]) == len(rows(engine, number, "letters"))
    engine.do(ChangeRegister(number, draft(engine, number).id, "letters", name), owner)

    assert draft(engine, number).id == before
    with pytest.raises(Stale, match="somebody else has changed this row"):
        engine.do(ChangeRegister(number, before, "letters", name), owner)


def test_files_are_taken_whole_or_not_at_all(engine: Engine, owner: Actor) -> None:
    number = engine.do(BeginRegister(), owner)
    before = draft(engine, number).id
    bad = b"position,code,title\r\n1,L01,\r\n"
    for files, told in (
        ({"letters.csv": LETTERS, "markings.csv": bad}, "markings.csv, row 1, column"),
        ({"letters.csv": LETTERS, "cars.csv": LETTERS}, "no table of this name"),
        ({"letters.csv": LETTERS, "x/letters.csv": LETTERS}, "of one table"),
        ({"letters.xlsx": LETTERS}, "save it as CSV"),
        ({}, "choose at least one table"),
    ):
        with pytest.raises(UploadRefused, match=told):
            engine.do(ImportRegister(files, number), owner)
    assert draft(engine, number).id == before

    engine.do(ImportRegister({"letters.csv": LETTERS}, number), owner)
    assert {row["code"] for row in rows(engine, number, "letters")} == {"L01", "L02"}


def test_what_is_exported_and_taken_in_again_is_the_same_register(
    engine: Engine, owner: Actor
) -> None:
    schema = shipped_schema()
    files = {
        f"{name}.csv": write_sheet(schema[name], rows)
        for name, rows in engine.reference.tables.items()
    }
    number = engine.do(ImportRegister(files, note="The same"), owner)

    assert draft(engine, number).id == draft(engine, 1).id


def test_faults_beyond_fifty_are_counted(engine: Engine, owner: Actor) -> None:
    lines = "".join(f"{n},,\r\n" for n in range(1, 41))
    with pytest.raises(UploadRefused, match="and 30 faults more"):
        engine.do(
            ImportRegister({"letters.csv": f"position,code,title\r\n{lines}".encode()}), owner
        )


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("read_cases; dance", "a power 'dance' that there is not"),
        ("read_cases", "nobody could put a register into use again"),
    ],
)
def test_a_register_under_which_nobody_could_work_is_not_used(
    cell: str, told: str, engine: Engine, owner: Actor, second: Actor
) -> None:
    number = engine.do(BeginRegister(), owner)
    row = row_called(engine, number, "roles", role="process_owner")
    name = digest(canonical("roles", row))
    changed = ChangeRegister(
        number, draft(engine, number).id, "roles", name, {**row, "powers": cell}
    )
    engine.do(changed, owner)

    assert any(told in str(finding) for finding in engine.do(CheckRegister(number), owner))
    with pytest.raises(DefinitionRefused, match="check this draft first"):
        engine.do(UseRegister(number, draft(engine, number).id), second)


def test_a_definition_in_use_that_would_be_refused_is_told(engine: Engine, owner: Actor) -> None:
    number = engine.do(BeginRegister(), owner)
    row = row_called(engine, number, "statutory_steps", step="decide_consent")
    name = digest(canonical("statutory_steps", row))
    other = {**row, "roles": "force_lead"}
    engine.do(
        ChangeRegister(number, draft(engine, number).id, "statutory_steps", name, other), owner
    )

    findings = engine.do(CheckRegister(number), owner)
    assert any("section_26 version 1, which is in use" in str(finding) for finding in findings)


def test_a_discarded_draft_is_gone_and_what_was_used_stays(
    engine: Engine, owner: Actor, second: Actor
) -> None:
    number = engine.do(BeginRegister(), owner)
    engine.do(DiscardRegister(number), owner)
    with pytest.raises(NotFound):
        draft(engine, number)
    with pytest.raises(Stale, match="no draft any more"):
        engine.do(DiscardRegister(1), owner)
    assert engine.ask(verified, None).faults == ()


@pytest.mark.parametrize(
    "command",
    [
        BeginRegister(),
        ImportRegister({"letters.csv": LETTERS}),
        CheckRegister(1),
        DiscardRegister(1),
        ChangeRegister(1, "", "letters"),
        CatchUpRegister(1, ""),
        UseRegister(1, ""),
    ],
    ids=lambda command: type(command).__name__,
)
def test_only_process_owners_work_on_the_register(
    command: Any, engine: Engine, someone: Callable[..., Actor]
) -> None:
    with pytest.raises(NotAllowed, match="only a process owner"):
        engine.do(command, someone("force_lead"))


@pytest.mark.unsealed
@pytest.mark.parametrize("status", ["in_use", "retired"])
def test_the_database_itself_asks_for_two_people(status: str, engine: Engine, owner: Actor) -> None:
    number = engine.do(BeginRegister(), owner)
    engine.do(CheckRegister(number), owner)
    alone = "UPDATE register_set SET status = :status, published_by = made_by WHERE number = :n"
    with engine.database.writing() as db:
        db.execute(text("UPDATE register_set SET status = 'retired' WHERE number = 1"))

    with pytest.raises(EngineError), engine.database.writing() as db:
        db.execute(text(alone), {"status": status, "n": number})


def test_somebody_of_a_like_name_says_that_they_are_two_people(
    engine: Engine, owner: Actor, second: Actor
) -> None:
    number = engine.do(BeginRegister(), owner)
    engine.do(CheckRegister(number), owner)
    seen, namesake = draft(engine, number).id, replace(second, name=owner.name)
    with pytest.raises(AnswersRejected, match="two people"):
        engine.do(UseRegister(number, seen), namesake)
    engine.do(UseRegister(number, seen, frozenset({owner.name})), namesake)

    assert draft(engine, number).status == "in_use"
