"""Registers for tests: one read once for all of them, and one that stays the same."""

from functools import cache

from sqlalchemy import Connection

from engine.definitions.shipped import shipped_schema
from engine.people.reference import Reference
from engine.register.keeper import InUse, Registers


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
