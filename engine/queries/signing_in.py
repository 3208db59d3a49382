"""Who is signed in, and in demo mode the accounts to try."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from engine.context import QueryContext
from engine.errors import NotFound
from engine.people.actor import Actor
from engine.people.held import actor_on, anybody_can_sign_in, demo_people
from engine.people.passwords import token_hash
from engine.people.rights import rights_of
from engine.people.tables import person, sign_in

OFTEN_ENOUGH = timedelta(minutes=1)  # between two notes that somebody is at work


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account that a demo shows on its sign-in page."""

    email: str
    name: str
    organisation: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a sign-in stands: seen within the last minute, and begun with other rights than today."""

    seen_lately: bool
    other_rights: bool


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How long a sign-in lasts, and whether accounts of the demo may sign in at all."""

    idle_minutes: int = 30
    hours: int = 12
    demo: bool = False


def who(
    context: QueryContext,
    *,
    token: str,
    limits: SessionLimits = SessionLimits(),
    last_here: datetime | None = None,
) -> Actor | None:
    """The person a token stands for, with their roles today; None when it is worth nothing.

    `last_here` is when they were last here as far as the caller knows: it counts where the
    records could not be written, and so do not know it.
    """
    row = context.db.execute(
        select(sign_in.c.person_id, sign_in.c.token_hash, sign_in.c.seen_at)
        .join(person, person.c.id == sign_in.c.person_id)
        .where(
            sign_in.c.token_hash == token_hash(token),
            sign_in.c.ended_at.is_(None),
            sign_in.c.started_at > context.now - timedelta(hours=limits.hours),
            person.c.active.is_(True),
            person.c.demo.is_(False) | limits.demo,
        )
    ).first()
    if row is None:
        return None
    seen_at = max(row.seen_at, last_here or row.seen_at)
    if seen_at <= context.now - timedelta(minutes=limits.idle_minutes):
        return None
    return actor_of(context, row.person_id)


def standing(context: QueryContext, *, token: str) -> Standing:
    """How the sign-in of whoever asks stands."""
    row = context.db.execute(
        select(sign_in.c.seen_at, sign_in.c.rights).where(sign_in.c.token_hash == token_hash(token))
    ).first()
    if row is None or context.actor is None:
        return Standing(seen_lately=False, other_rights=False)
    return Standing(
        seen_lately=row.seen_at > context.now - OFTEN_ENOUGH,
        other_rights=row.rights not in {None, rights_of(context.actor)},
    )


def actor_of(context: QueryContext, person_id: int) -> Actor:
    """A person with the roles they hold today."""
    actor = actor_on(context.db, context.reference, context.today, person_id)
    if actor is None:
        raise NotFound("there is no such person")
    return actor


def real_people(context: QueryContext) -> bool:
    """Whether anybody who is not of the demo may sign in here."""
    return anybody_can_sign_in(context.db, demo=False)


def demo_accounts(context: QueryContext) -> tuple[DemoAccount, ...]:
    """The accounts that the demo's seed made, by organisation."""
    accounts = []
    for actor in demo_people(context.db, context.reference, context.today):
        offices = dict.fromkeys(holding.organisation_name for holding in actor.holdings)
        roles = dict.fromkeys(
            context.reference.role_title(holding.role, context.today) for holding in actor.holdings
        )
        accounts.append(DemoAccount(actor.email, actor.name, ", ".join(offices), tuple(roles)))
    return tuple(accounts)
