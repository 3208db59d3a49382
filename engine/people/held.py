"""Who a person is on a day: the roles they hold then, and who else holds a role."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from engine.people.actor import Actor, Holding
from engine.people.reference import Reference
from engine.people.rows import PersonRow
from engine.people.tables import person, role_held
from engine.store.reading import all_rows, first_row


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role that somebody holds, as it was given."""

    id: int
    role: str
    organisation: str
    since: date
    granted_by: str  # the name of who gave it; nothing where the installation did


def role_held_on(
    db: Connection, on: date, person_id: int, role: str, organisation: str
) -> HeldRole | None:
    """The role of that person there on that day, as it was first given; None without one."""
    return _held_role(
        db,
        role_held.c.person_id == person_id,
        role_held.c.role == role,
        role_held.c.organisation == organisation,
        _held_on(on),
    )


def role_held_in(db: Connection, row: int, person_id: int) -> HeldRole | None:
    """The role of that person in that row; None where it is gone or another's."""
    return _held_role(db, role_held.c.id == row, role_held.c.person_id == person_id)


def _held_role(db: Connection, *which: ColumnElement[bool]) -> HeldRole | None:
    query = (
        select(role_held, person.c.name)
        .outerjoin(person, person.c.id == role_held.c.granted_by)
        .where(*which)
        .order_by(role_held.c.id)
    )
    row = db.execute(query.limit(1)).first()
    if row is None:
        return None
    return HeldRole(row.id, row.role, row.organisation, row.valid_from, row.name or "")


def actor_on(db: Connection, reference: Reference, on: date, person_id: int) -> Actor | None:
    """A person with the roles they hold on that day; None when there is no such person."""
    row = first_row(db, select(person).where(person.c.id == person_id), PersonRow)
    return None if row is None else _actors(db, reference, on, [row])[0]


def holders(db: Connection, reference: Reference, on: date, *roles: str) -> list[Actor]:
    """Everybody who may sign in and holds one of the roles somewhere on that day, by name."""
    holder_ids = select(role_held.c.person_id).where(role_held.c.role.in_(roles), _held_on(on))
    accounts = select(person).where(person.c.active.is_(True), person.c.id.in_(holder_ids))
    people = all_rows(db, accounts.order_by(person.c.name, person.c.id), PersonRow)
    return _actors(db, reference, on, people)


def demo_people(db: Connection, reference: Reference, on: date) -> list[Actor]:
    """Everybody whom the demo's seed made, in the order it made them, with their roles that day."""
    accounts = select(person).where(person.c.demo.is_(True)).order_by(person.c.id)
    return _actors(db, reference, on, all_rows(db, accounts, PersonRow))


def anybody_can_sign_in(db: Connection, *, demo: bool) -> bool:
    """Whether there is an account with a password, of the demo or of real people as asked."""
    accounts = select(person.c.id).where(
        person.c.demo.is_(demo), person.c.active.is_(True), person.c.password_hash.is_not(None)
    )
    return db.execute(accounts.limit(1)).first() is not None


def holding(reference: Reference, role: str, organisation: str, on: date) -> Holding:
    """A role held in an organisation, with what the reference tables know of it on that day."""
    place = reference.organisation(organisation, on)
    powers = reference.powers(role, on)
    if place is None:
        return Holding(role, organisation, organisation, "any", powers=powers)
    return Holding(role, organisation, place.name, place.kind, place.force, powers)


def _actors(
    db: Connection, reference: Reference, on: date, people: Sequence[PersonRow]
) -> list[Actor]:
    """The people of these rows, in their order, with the roles that each holds on that day."""
    holdings: dict[int, list[Holding]] = {row.id: [] for row in people}
    roles = select(role_held).where(role_held.c.person_id.in_(sorted(holdings)), _held_on(on))
    for role in db.execute(roles.order_by(role_held.c.id)):
        holdings[role.person_id].append(holding(reference, role.role, role.organisation, on))
    return [_actor(row, holdings[row.id]) for row in people]


def _actor(row: PersonRow, holdings: Iterable[Holding]) -> Actor:
    return Actor(
        row.id,
        row.name,
        row.email,
        tuple(holdings),
        employer=row.employer or "",
        staff_number=row.staff_number or "",
    )


def _held_on(on: date) -> ColumnElement[bool]:
    ends = or_(role_held.c.valid_to.is_(None), role_held.c.valid_to >= on)
    return and_(role_held.c.valid_from <= on, ends)
