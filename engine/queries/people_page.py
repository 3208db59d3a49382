"""The people who may sign in and the roles they hold, for administrators and auditors."""

from dataclasses import dataclass

from sqlalchemy import func, select

from engine.context import QueryContext
from engine.errors import NotAllowed
from engine.people.may import may_read_people
from engine.people.tables import person, sign_in
from engine.queries.briefs import role_title
from engine.queries.signing_in import actor_of


@dataclass(frozen=True, slots=True)
class Account:
    """A person with their roles today and when they were last here."""

    name: str
    email: str
    active: bool
    roles: tuple[tuple[str, str], ...]  # role title, organisation
    last_seen: object


def accounts(context: QueryContext) -> tuple[Account, ...]:
    """Everybody, by organisation and name."""
    if why_not := may_read_people(context.who):
        raise NotAllowed(why_not)
    accounts = []
    for row in context.db.execute(select(person).order_by(person.c.name, person.c.id)):
        holdings = actor_of(context, row.id).holdings
        roles = tuple((role_title(context, h.role), h.organisation_name) for h in holdings)
        newest_sign_in = select(func.max(sign_in.c.seen_at)).where(sign_in.c.person_id == row.id)
        last = context.db.execute(newest_sign_in).scalar()
        accounts.append(Account(row.name, row.email, row.active, roles, last))
    return tuple(accounts)
