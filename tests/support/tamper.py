"""Every tampering with a database there can be, tried and rolled back, and what verify said."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from engine.api import Engine
from engine.context import QueryContext
from engine.queries.verified import verified
from engine.register.keeper import Registers
from tests.support.tampering import Tampering, a_row, tables, tamperings

# so that a row that others name can be changed or removed, as whoever owns the database can
_LAX = {
    "sqlite": "PRAGMA defer_foreign_keys=ON",
    "postgresql": "SET LOCAL session_replication_role = replica",
}


@dataclass
class Tried:
    """What became of every tampering, by name."""

    found: dict[str, str] = field(default_factory=dict)  # with the first sentence of verify
    missed: list[str] = field(default_factory=list)
    exempt: dict[str, str] = field(default_factory=dict)  # with the reason
    refused: list[str] = field(default_factory=list)  # by a constraint of the database
    fell_over: list[str] = field(default_factory=list)  # verify raised something
    empty: list[str] = field(default_factory=list)

    @property
    def plain(self) -> dict[str, Any]:
        """The same as counts, and names where something is wrong."""
        return {
            "tampered": len(self.found) + len(self.missed),
            "found": len(self.found),
            "exempt": len(self.exempt),
            "empty": self.empty,
            "missed": self.missed,
            "refused": self.refused,
            "fell_over": self.fell_over,
        }


def tampered(engine: Engine) -> Tried:
    """Every tampering with the engine's database, one after another."""
    tried = Tried()
    with engine.database.engine.connect() as db:
        before = _faults(engine, db)
        if before:
            raise SystemExit(f"the database is red before anything was tried: {before}")
        tried.empty = [table.name for table in tables() if a_row(db, table) is None]
        every = [one for table in tables() for one in tamperings(db, table)]
        db.rollback()
        for one in every:
            _try(engine, db, one, tried)
    return tried


def _try(engine: Engine, db: Connection, one: Tampering, tried: Tried) -> None:
    with _undone(db):
        try:
            db.execute(one.statement)
        except DBAPIError as problem:
            tried.refused.append(f"{one.name}: {problem.orig}")
            return
        if one.exempt:
            tried.exempt[one.name] = one.exempt
            return
        try:
            _note(tried, one.name, _faults(engine, db))
        except Exception as problem:  # noqa: BLE001 - verify has to say it in a sentence
            tried.fell_over.append(f"{one.name}: {problem!r}")
            tried.missed.append(one.name)


@contextmanager
def _undone(db: Connection) -> Iterator[None]:
    db.begin()
    db.exec_driver_sql(_LAX[db.dialect.name])
    try:
        yield
    finally:
        db.rollback()


def _faults(engine: Engine, db: Connection) -> tuple[str, ...]:
    """What verify says on this very connection."""
    registers = Registers(engine.registers.schema)
    context = QueryContext(db, None, engine.clock(), registers, engine.definitions)
    return verified(context).faults


def _note(tried: Tried, name: str, faults: tuple[str, ...]) -> None:
    if faults:
        tried.found[name] = faults[0]
    else:
        tried.missed.append(name)
