"""Registers for tests: one read once, one that stays the same, and drafts as people make them."""

from functools import cache

from sqlalchemy import Connection

from engine.api import Engine
from engine.commands.change_register import ChangeRegister
from engine.commands.check_register import CheckRegister
from engine.commands.use_register import UseRegister
from engine.definitions.shipped import shipped_schema
from engine.people.actor import Actor
from engine.people.reference import Reference
from engine.register.keeper import InUse, Registers
from engine.register.rows import Row, canonical, digest
from engine.register.sets import SetRow, set_numbered, tables_of


@cache
def read_once() -> Registers:
    """The register by its identity, read for the first test that asks."""
    return Registers(shipped_schema())


class Pinned(Registers):
    """Always these tables, whatever the database says."""

    def __init__(self, reference: Reference) -> None:
        super().__init__(shipped_schema())
        self.pinned = InUse("0" * 64, reference)

    def identified(self, db: Connection, set_id: str | None) -> InUse:
        """Those, whichever set is in use."""
        return self.pinned


def draft(engine: Engine, number: int) -> SetRow:
    with engine.database.reading() as db:
        return set_numbered(db, number)


def rows(engine: Engine, number: int, table: str) -> list[Row]:
    with engine.database.reading() as db:
        return tables_of(db, number)[table]


def row_called(engine: Engine, number: int, table: str, **cells: str) -> Row:
    return next(row for row in rows(engine, number, table) if cells.items() <= row.items())


def rename(engine: Engine, number: int, who: Actor, name: str = "Lancashire Police") -> None:
    """Lancashire gets another name in the draft."""
    row = row_called(engine, number, "forces", force_id="lancashire")
    change = ChangeRegister(
        number,
        draft(engine, number).id,
        "forces",
        digest(canonical("forces", row)),
        {**row, "force_name": name},
    )
    engine.do(change, who)


def used(engine: Engine, number: int, who: Actor, second: Actor) -> None:
    engine.do(CheckRegister(number), who)
    engine.do(UseRegister(number, draft(engine, number).id), second)
