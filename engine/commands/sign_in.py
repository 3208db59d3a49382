"""Sign in with an email address and a password; whoever guesses waits longer and longer."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from logging import WARNING

from sqlalchemy import Connection, Row, Update, insert, select, update

from engine.commands.context import CommandContext
from engine.commands.tries import Attempt, attempt, count, glance, memory_of, take_back
from engine.errors import SignInRefused, TooManyAtOnce, TooManyTries
from engine.journal import note
from engine.people.gate import Gate, gate_for
from engine.people.held import actor_on
from engine.people.mail import account_of
from engine.people.passwords import new_token, token_hash
from engine.people.places import place_of
from engine.people.rights import rights_of
from engine.people.tables import person, sign_in
from engine.people.throttle import NOTHING, Memory, familiar, wait

Aside = Callable[[], AbstractContextManager[None]]
WRONG = "The email address or the password is not right"


@dataclass(frozen=True, slots=True)
class SignIn:
    """Sign in; the token that a cookie holds comes back."""

    email: str
    password: str
    address: str = ""
    demo: bool = False  # whether the demo is on: else its accounts are as good as unknown
    instead_of: str = ""  # the token they were signed in with until now, which ends
    aside: Aside = nullcontext  # around what takes long, so that others can go on

    def do(self, context: CommandContext) -> str:
        """The same answer for a wrong password and an unknown address, in the same time.

        TooManyTries while this account may not be tried from this address, and TooManyAtOnce while
        many others sign in, which does not count as a try: no password is looked at then.
        """
        email = account_of(self.email)
        if not email:
            raise SignInRefused(WRONG)  # as everybody knows, there is no such account to try
        this_try = attempt(email, place_of(self.address))
        memory = glance(context.db, this_try, context.now)
        _must_not_wait(memory, this_try, context.now)  # turned away without a lock
        gate = gate_for(familiar=familiar(memory.pair, context.now))
        if not gate.enter():
            _note("sign-in-crowded-out", this_try)
            raise TooManyAtOnce
        try:
            return self._try_password(context, this_try, gate)
        finally:
            gate.leave()

    def _try_password(self, context: CommandContext, this_try: Attempt, gate: Gate) -> str:
        with context.writing() as db:
            memory = memory_of(db, this_try, context.now)
            _must_not_wait(memory, this_try, context.now)
            memory_after = count(db, this_try, memory, context.now)
            row = self._account(db, account_of(self.email))
        context.let_go()  # no page has to wait for a connection while passwords are hashed
        with self.aside():
            right = gate.matches(row.password_hash if row else None, self.password)
        if not right or row is None:
            _note("sign-in-refused", this_try, person=row and row.id)
            raise SignInRefused(WRONG)
        with context.afresh() as fresh:
            return self._open_sign_in(fresh, this_try, row, (memory, memory_after))

    def _account(self, db: Connection, email: str) -> Row[tuple[object, ...]] | None:
        return db.execute(
            select(person).where(
                person.c.email == email,
                person.c.active.is_(True),
                person.c.demo.is_(False) | self.demo,
            )
        ).first()

    def _open_sign_in(
        self,
        context: CommandContext,
        this_try: Attempt,
        row: Row[tuple[object, ...]],
        memories: tuple[Memory, Memory],
    ) -> str:
        token = new_token()
        with context.keeping_register("sign_in", subject=row.email) as rows:
            same = self._account(rows.db, row.email)
            if same is None or same.password_hash != row.password_hash:
                raise SignInRefused(WRONG)  # it was changed while we looked
            take_back(rows.db, this_try, *memories, context.now)
            actor = actor_on(rows.db, context.reference, context.today, row.id)
            rows.write(self._end_old_sign_in(context))
            begun = {"person_id": row.id, "started_at": context.now, "seen_at": context.now}
            begun |= {"token_hash": token_hash(token), "rights": actor and rights_of(actor)}
            rows.write(insert(sign_in).values(**begun))
        note("sign-in", person=row.id, address=this_try.address)
        return token

    def _end_old_sign_in(self, context: CommandContext) -> Update:
        open_until_now = (
            sign_in.c.token_hash == token_hash(self.instead_of),
            sign_in.c.ended_at.is_(None),
        )
        return update(sign_in).where(*open_until_now).values(ended_at=context.now)


def _must_not_wait(memory: Memory, this_try: Attempt, now: datetime) -> None:
    if (pause := wait(memory, now)) > NOTHING:
        early = TooManyTries(pause)
        _note("sign-in-held-up", this_try, seconds=early.seconds)
        raise early


def _note(event: str, this_try: Attempt, **facts: object) -> None:
    """A line that names the account by its hash alone: people type passwords there by mistake."""
    note(event, level=WARNING, account=this_try.account[:12], address=this_try.address, **facts)
