"""Who did what to a version: began it, changed a file, checked, proposed, returned, approved it.

A change of a draft and its act are kept in one transaction; who may approve goes by these rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from engine.audit.rows import Rows
from engine.definitions.tables import definition_act
from engine.people.identity import KnownPerson
from engine.people.tables import person


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that somebody did to a version."""

    event: str  # made, changed, checked, proposed, withdrawn, returned, approved
    at: datetime
    person: int | None  # none: the product itself
    bundle: str  # the identity of the version's files after it
    note: str = ""  # a path for what was changed, else why
    name: str = ""  # of the person, as it is now
    employer: str = ""
    staff_number: str = ""

    @property
    def who(self) -> KnownPerson:
        """Who did it, to be compared with whoever acts now."""
        why = f"they have {self.event} it"
        return KnownPerson(self.name, why, self.employer, self.staff_number, self.person)


def acts_of(db: Connection, key: str, number: int) -> tuple[Act, ...]:
    """Everything done to a version, first thing first."""
    acts = db.execute(
        select(definition_act, person.c.name, person.c.employer, person.c.staff_number)
        .outerjoin(person, person.c.id == definition_act.c.person)
        .where(definition_act.c.process_key == key, definition_act.c.version == number)
        .order_by(definition_act.c.n)
    )
    return tuple(
        Act(
            event=row.event,
            at=row.at,
            person=row.person,
            bundle=row.bundle_sha256,
            note=row.note,
            name=row.name or "",
            employer=row.employer or "",
            staff_number=row.staff_number or "",
        )
        for row in acts
    )


def keep_act(rows: Rows, key: str, number: int, act: Act) -> None:
    """Keeps an act; the row of its version was written before, so that acts follow each other."""
    of_version = (definition_act.c.process_key == key, definition_act.c.version == number)
    newest = rows.db.execute(select(func.max(definition_act.c.n)).where(*of_version)).scalar()
    rows.write(
        insert(definition_act).values(
            process_key=key,
            version=number,
            n=int(newest or 0) + 1,
            event=act.event,
            at=act.at,
            person=act.person,
            note=act.note,
            bundle_sha256=act.bundle,
        )
    )


def makers(acts: Iterable[Act]) -> tuple[Act, ...]:
    """For everybody who began a version or put a file into it, the last time they did."""
    by_person = {
        act.person: act
        for act in acts
        if act.event in {"made", "changed"} and act.person is not None
    }
    return tuple(by_person.values())


def must_not_approve(acts: tuple[Act, ...]) -> tuple[KnownPerson, ...]:
    """Whoever last proposed a version, then everybody who made it: each person once."""
    proposal = last(acts, "proposed")
    barred = [*([proposal.who] if proposal else []), *(act.who for act in makers(acts))]
    return tuple({maker.account: maker for maker in reversed(barred)}.values())[::-1]


def last(acts: Iterable[Act], event: str) -> Act | None:
    """The last act of that kind."""
    return next((act for act in reversed(tuple(acts)) if act.event == event), None)
