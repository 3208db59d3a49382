"""Sign in with an email address and a password; too many tries are refused for a while."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, insert, select

from engine.commands.texts import kept_text
from engine.commands.work import Work
from engine.errors import SignInRefused
from engine.people.passwords import matches, new_token, token_hash
from engine.people.tables import person, sign_in, sign_in_try

WINDOW = timedelta(minutes=15)
MOST_BY_EMAIL = 10
MOST_BY_ADDRESS = 60
LONGEST, LONGEST_ADDRESS = 200, 60


@dataclass(frozen=True, slots=True)
class SignIn:
    """Sign in; the token that a cookie holds comes back."""

    email: str
    password: str
    address: str = ""
    demo: bool = False  # whether the demo is on: else its accounts are as good as unknown

    def do(self, work: Work) -> str:
        """The same answer for a wrong password and an unknown address, in the same time."""
        email = kept_text(self.email.strip().lower(), LONGEST)
        self._hold_back(work, email)
        row = work.db.execute(
            select(person).where(
                person.c.email == email,
                person.c.active.is_(True),
                person.c.demo.is_(False) | self.demo,
            )
        ).first()
        right = matches(row.password_hash if row else None, self.password)
        if not right or row is None:
            self._count(work, email)
            raise SignInRefused("The email address or the password is not right")
        token = new_token()
        with work.keeping_register("sign_in", subject=email) as rows:
            rows.write(
                insert(sign_in).values(
                    token_hash=token_hash(token),
                    person_id=row.id,
                    started_at=work.now,
                    seen_at=work.now,
                )
            )
        return token

    def _hold_back(self, work: Work, email: str) -> None:
        recent = sign_in_try.c.at > work.now - WINDOW
        tried = func.count(sign_in_try.c.id)
        by_email = select(tried).where(recent, sign_in_try.c.email == email)
        address = kept_text(self.address, LONGEST_ADDRESS)
        by_address = select(tried).where(recent, sign_in_try.c.address == address)
        many = work.db.execute(by_email).scalar_one() >= MOST_BY_EMAIL
        if many or work.db.execute(by_address).scalar_one() >= MOST_BY_ADDRESS:
            raise SignInRefused("There were too many tries: wait 15 minutes, then try again")

    def _count(self, work: Work, email: str) -> None:
        with work.writing() as db:
            values = {
                "email": email,
                "address": kept_text(self.address, LONGEST_ADDRESS),
                "at": work.now,
            }
            db.execute(insert(sign_in_try).values(**values))
