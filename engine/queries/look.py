"""What a query looks with: a connection that only reads, who asks, and when."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from engine.cases.facts import facts_of
from engine.cases.reach import visible
from engine.cases.tables import case
from engine.clock import london_date
from engine.definitions.registry import Definitions
from engine.errors import NotAllowed, NotFound
from engine.execution.loaded import Loaded
from engine.feel.layers import Layers
from engine.people.actor import Actor
from engine.people.reference import Reference

AnyRow = Row[Any]


@dataclass(frozen=True, slots=True)
class Look:
    """One question's view of the world."""

    db: Connection
    actor: Actor | None
    now: datetime
    reference: Reference
    definitions: Definitions

    @property
    def today(self) -> date:
        """The day in London."""
        return london_date(self.now)

    @property
    def who(self) -> Actor:
        """Who asks; NotAllowed when nobody is signed in."""
        if self.actor is None:
            raise NotAllowed("sign in first")
        return self.actor

    def case(self, reference: str) -> AnyRow:
        """A case by its reference; NotFound alike for none and for one that is not theirs."""
        mine = visible(self.who, self.reference, self.today)
        row = self.db.execute(select(case).where(case.c.reference == reference, mine)).first()
        if row is None:
            raise NotFound("there is no such case")
        return row

    def case_by_id(self, case_id: int) -> AnyRow:
        """A case by its id, under the same rule."""
        mine = visible(self.who, self.reference, self.today)
        row = self.db.execute(select(case).where(case.c.id == case_id, mine)).first()
        if row is None:
            raise NotFound("there is no such case")
        return row

    def loaded(self, row: AnyRow) -> Loaded:
        """The definition that a case is pinned to."""
        return self.definitions.loaded(self.db, row.key, row.number, row.definition)

    def item_name(self, item: str) -> str:
        """What people call one of several: an organisation by its name, anything else as it is."""
        known = self.reference.organisations(self.today).get(item)
        return known.name if known else item

    def facts(self, row: AnyRow) -> Layers:
        """The case's facts as they are, with those that follow from its force and today."""
        named = {"case_ref": row.reference}
        follows = self.reference.derived(row.force, self.today)
        return Layers(named, follows, facts_of(self.db, row.id))
