"""A register that stays the same whatever the database says."""

from sqlalchemy import Connection

from engine.definitions.shipped import shipped_schema
from engine.people.reference import Reference
from engine.register.keeper import InUse, Registers


class Pinned(Registers):
    """Always these tables."""

    def __init__(self, reference: Reference) -> None:
        super().__init__(shipped_schema())
        self.pinned = InUse("0" * 64, reference)

    def identified(self, db: Connection, set_id: str | None) -> InUse:
        """Those, whichever set is in use."""
        return self.pinned
