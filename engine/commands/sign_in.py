"""Sign in with an email address and a password; whoever guesses waits longer and longer."""

from dataclasses import dataclass
from logging import WARNING

from sqlalchemy import Connection, Row, insert, select, update

from engine.commands.tries import Attempt, attempt, count, remembered, take_back
from engine.commands.work import Work
from engine.errors import SignInRefused, TooManyTries
from engine.journal import note
from engine.people.held import actor_on
from engine.people.mail import account_of
from engine.people.passwords import matches, new_token, token_hash
from engine.people.places import place_of
from engine.people.rights import rights_of
from engine.people.tables import person, sign_in
from engine.people.throttle import NOTHING, Tried, wait

WRONG = "The email address or the password is not right"


@dataclass(frozen=True, slots=True)
class SignIn:
    """Sign in; the token that a cookie holds comes back."""

    email: str
    password: str
    address: str = ""
    demo: bool = False  # whether the demo is on: else its accounts are as good as unknown
    instead_of: str = ""  # the token they were signed in with until now, which ends

    def do(self, work: Work) -> str:
        """The same answer for a wrong password and an unknown address, in the same time.

        TooManyTries while this account may not be tried from this address: no password is looked
        at then.
        """
        email = account_of(self.email)
        if not email:
            raise SignInRefused(WRONG)  # as everybody knows, there is no such account to try
        one = attempt(email, place_of(self.address))
        with work.writing() as db:
            before = self._must_not_wait(db, one, work)
            after = count(db, one, before, work.now)
            row = self._account(db, email)
        if not matches(row.password_hash if row else None, self.password) or row is None:
            _note("sign-in-refused", one, person=row and row.id)
            raise SignInRefused(WRONG)
        return self._open(work, one, row, (before, after))

    def _must_not_wait(self, db: Connection, one: Attempt, work: Work) -> Tried:
        before = remembered(db, one, work.now)
        if (pause := wait(before, work.now)) > NOTHING:
            early = TooManyTries(pause)
            _note("sign-in-held-up", one, seconds=early.seconds)
            raise early
        return before

    def _account(self, db: Connection, email: str) -> Row[tuple[object, ...]] | None:
        return db.execute(
            select(person).where(
                person.c.email == email,
                person.c.active.is_(True),
                person.c.demo.is_(False) | self.demo,
            )
        ).first()

    def _open(
        self, work: Work, one: Attempt, row: Row[tuple[object, ...]], tried: tuple[Tried, Tried]
    ) -> str:
        token = new_token()
        with work.keeping_register("sign_in", subject=row.email) as rows:
            still = self._account(rows.db, row.email)
            if still is None or still.password_hash != row.password_hash:
                raise SignInRefused(WRONG)  # it was changed while we looked
            take_back(rows.db, one, *tried, work.now)
            actor = actor_on(rows.db, work.reference, work.today, row.id)
            rights = rights_of(actor) if actor else None
            rows.write(
                update(sign_in)
                .where(sign_in.c.token_hash == token_hash(self.instead_of))
                .where(sign_in.c.ended_at.is_(None))
                .values(ended_at=work.now)
            )
            rows.write(
                insert(sign_in).values(
                    token_hash=token_hash(token),
                    person_id=row.id,
                    started_at=work.now,
                    seen_at=work.now,
                    rights=rights,
                )
            )
        note("sign-in", person=row.id, address=one.address)
        return token


def _note(event: str, one: Attempt, **facts: object) -> None:
    """A line that names the account by its hash alone: people type passwords there by mistake."""
    note(event, level=WARNING, account=one.account[:12], address=one.address, **facts)
