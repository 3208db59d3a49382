"""What a query or a command sees: a connection, who asks, when, and the rows that are theirs.

A query has no more than this; a command's context (`engine.commands.context`) adds keeping.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, select

from engine.bpmn.elements import Model
from engine.cases.facts import facts_of, last_act
from engine.cases.reach import authorisation_context, requirement_of, visible
from engine.cases.rows import CaseRow, TaskRow
from engine.cases.tables import case
from engine.clock import london_date
from engine.definitions.registry import Definitions
from engine.definitions.rows import VersionIdentity
from engine.errors import RESTORE, CaseDamaged, NotAllowed, NotFound
from engine.execution.loaded import Loaded
from engine.feel.layers import Layers
from engine.feel.values import Facts
from engine.people.actor import Actor
from engine.people.may import AuthorisationContext, TaskRequirement
from engine.people.reference import Reference
from engine.register.keeper import InUse, Registers
from engine.section26.derived import derived, kept
from engine.store.reading import first_row


@dataclass(slots=True)
class QueryContext:
    """One clock reading, one actor, and one read transaction."""

    db: Connection
    actor: Actor | None
    now: datetime
    registers: Registers
    definitions: Definitions
    known_register: InUse | None = None  # read when it is first asked for; one look sees one

    @property
    def register(self) -> InUse:
        """The register in use; DatabaseNotReady when there is none."""
        if self.known_register is None:
            self.known_register = self.registers.in_use(self.db)
        return self.known_register

    @property
    def reference(self) -> Reference:
        """The tables of the register in use."""
        return self.register.reference

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

    def case(self, reference: str) -> CaseRow:
        """A case by its reference; NotFound alike for none and for one that is not theirs."""
        return self._theirs(case.c.reference == reference)

    def case_by_id(self, case_id: int) -> CaseRow:
        """A case by its id, under the same rule."""
        return self._theirs(case.c.id == case_id)

    def process_of(self, of: VersionIdentity) -> Loaded:
        """The definition that a case is pinned to."""
        return self.definitions.loaded(self.db, of)

    def intact_process_of(self, case_row: CaseRow) -> Loaded:
        """The same, for whoever goes on from the saved state.

        CaseDamaged when the state is not what the last step left.
        """
        if hashlib.sha256(case_row.state).hexdigest() != case_row.state_sha256:
            raise CaseDamaged(f"the saved state of this case was changed: {RESTORE}")
        return self.process_of(case_row)

    def day_of(self, case_row: CaseRow) -> date:
        """The day by which a case is read: today while it runs, then that of its last act.

        Bodies, offices and names of an ended case stay those that acted in it.
        """
        if case_row.status == "open":
            return self.today
        ended_at = last_act(self.db, case_row.id) or case_row.updated_at
        return london_date(ended_at)

    def facts(self, case_row: CaseRow) -> Layers:
        """The case's facts as they are, with those that follow from its force and its day."""
        return self.facts_on(case_row, self.day_of(case_row))

    def facts_on(self, case_row: CaseRow, day: date) -> Layers:
        """The same, read by another day, such as the one on which a task was closed.

        What was kept of an ended case stands over what would follow.
        """
        named = {"case_ref": case_row.reference}
        facts = facts_of(self.db, case_row.id)
        follows = derived(self.reference, case_row.force, day)
        if case_row.status == "open":
            return Layers(named, follows, facts)
        return Layers(named, kept(facts), follows, facts)

    def requirement(self, task_row: TaskRow, model: Model) -> TaskRequirement:
        """What a task asks of whoever does it."""
        return requirement_of(self.db, self.reference, task_row, model, self.today)

    def authorisation(
        self,
        case_row: CaseRow,
        facts: Facts,
        requirement: TaskRequirement | None = None,
    ) -> AuthorisationContext:
        """What of a case bears, today, on who may act in it, and on one task there."""
        return authorisation_context(
            self.db, self.reference, case_row, self.today, facts, requirement
        )

    def item_name(self, item: str, at: datetime | None = None) -> str:
        """What people call one of several: an organisation by its name, anything else as it is.

        *at* is when it answered; an organisation may have ended since.
        """
        day = london_date(at) if at else self.today
        organisation = self.reference.organisation(item, day)
        return organisation.name if organisation else item

    def _theirs(self, which: ColumnElement[bool]) -> CaseRow:
        mine = visible(self.who, self.reference, self.today)
        row = first_row(self.db, select(case).where(which, mine), CaseRow)
        if row is None:
            raise NotFound("there is no such case")
        return row
