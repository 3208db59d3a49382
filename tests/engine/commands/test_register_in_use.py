"""The register in use comes from the database: seeded once, named in every entry, seen by all."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, text, update

from engine.api import Engine, shipped_reference
from engine.audit.body import body_in
from engine.audit.log import case_chain, entries
from engine.commands.offer_register import OfferRegister
from engine.commands.seed_register import SeedRegister
from engine.definitions.shipped import shipped_schema
from engine.errors import CaseDamaged, DatabaseNotReady, NotAllowed
from engine.people.actor import Actor
from engine.queries.register_pages import register_offered
from engine.queries.verified import verified
from engine.register.keeper import InUse, Registers
from engine.register.rows import Row, identity_of
from engine.register.sets import set_in_use, sets, tables_of
from engine.register.tables import register_row, register_set


def in_use(engine: Engine) -> InUse:
    with engine.database.reading() as db:
        return engine.registers.in_use(db)


def release(**changed: str) -> dict[str, list[Row]]:
    """The shipped tables with other cells in the row of Lancashire's force."""
    tables = {name: list(rows) for name, rows in shipped_reference().tables.items()}
    tables["forces"] = [
        {**row, **changed} if row["force_id"] == "lancashire" else row for row in tables["forces"]
    ]
    return tables


def test_the_shipped_tables_are_the_first_register_in_use(engine: Engine) -> None:
    shipped = shipped_reference()

    assert in_use(engine).id == identity_of(shipped.tables)
    assert engine.reference.tables == shipped.tables
    assert not engine.do(SeedRegister(release(force_name="Another")), None)
    assert engine.ask(verified, None).faults == ()


def test_every_entry_of_a_case_names_the_register_it_rests_on(desk: Any, engine: Engine) -> None:
    with engine.database.reading() as db:
        bodies = [body_in(entry.body) for entry in entries(db, case_chain(desk.reference))]

    assert bodies
    assert {body["register"] for body in bodies} == {in_use(engine).id}


def test_a_register_is_read_once_however_often_it_is_asked(engine: Engine) -> None:
    assert in_use(engine).reference is in_use(engine).reference


def test_a_newer_release_is_offered_once_with_what_was_changed_here(engine: Engine) -> None:
    offered = release(chief_officer_title="Chief Officer")
    number = engine.do(OfferRegister(offered), None)

    assert number is not None
    assert engine.do(OfferRegister(offered), None) is None
    assert engine.do(OfferRegister(release()), None) is None
    assert engine.ask(register_offered, None) == number
    with engine.database.reading() as db:
        draft, shipped, first = sets(db)
        rows = tables_of(db, number)["forces"]
    assert [one.status for one in (draft, shipped, first)] == ["draft", "shipped", "in_use"]
    assert (draft.number, draft.based_on, draft.seed_id) == (number, 1, shipped.id)
    assert any(row.get("chief_officer_title") == "Chief Officer" for row in rows)
    assert in_use(engine).id == first.id
    assert engine.ask(verified, None).faults == ()


@pytest.mark.parametrize("command", [SeedRegister({}), OfferRegister({})])
def test_only_whoever_installs_brings_what_is_shipped(
    command: Any, engine: Engine, someone: Callable[..., Actor]
) -> None:
    with pytest.raises(NotAllowed, match="whoever installs"):
        engine.do(command, someone("force_lead"))


@pytest.mark.unsealed
def test_without_a_register_in_use_nothing_is_done(engine: Engine) -> None:
    with engine.database.writing() as db:
        db.execute(update(register_set).values(status="retired"))

    with pytest.raises(DatabaseNotReady, match="s26 db upgrade"):
        _ = engine.reference
    with engine.database.reading() as db:
        assert set_in_use(db) is None
    assert engine.do(OfferRegister(release(code="XYZ")), None) is None


@pytest.mark.unsealed
def test_rows_changed_behind_the_service_are_no_law(engine: Engine) -> None:
    forged = register_row.c.content.contains("Lancashire")
    with engine.database.writing() as db:
        db.execute(update(register_row).where(forged).values(content='["forces",{}]'))

    with engine.database.reading() as db, pytest.raises(CaseDamaged, match="were changed"):
        Registers(shipped_schema()).in_use(db)
    faults = engine.ask(verified, None).faults
    assert any("is not the one it is named by" in fault for fault in faults)


@pytest.mark.unsealed
def test_a_row_that_is_gone_is_told(engine: Engine) -> None:
    with engine.database.writing() as db:
        if engine.database.dialect == "sqlite":
            db.execute(text("PRAGMA defer_foreign_keys=ON"))
            db.execute(text("DELETE FROM register_member"))
        else:
            db.execute(text("SET LOCAL session_replication_role = replica"))
            db.execute(delete(register_row))

    faults = engine.ask(verified, None).faults
    assert any("register 1 does not hold" in fault or "is gone" in fault for fault in faults)
