"""Add a person who may sign in."""

from dataclasses import dataclass

from sqlalchemy import insert, select

from engine.commands.texts import must_fit
from engine.commands.work import Work
from engine.errors import AnswersRejected, NotAllowed
from engine.people.held import anybody_can_sign_in
from engine.people.identity import staff_number
from engine.people.may import may_administer
from engine.people.passwords import hashed
from engine.people.tables import person

LONGEST = 200
LONGEST_NUMBER = 40
REAL_PEOPLE = (
    "real people sign in to this database, and everybody knows the demo's password: give the demo "
    "a database of its own (S26_DATABASE_URL); nothing was changed"
)
DEMO_PEOPLE = (
    "this is a demo's database, and everybody knows its passwords: give real people a database of "
    "their own (S26_DATABASE_URL), or add an account that is only of the demo with --demo"
)


@dataclass(frozen=True, slots=True)
class AddPerson:
    """Add a person; their id comes back. With no password they cannot sign in by one."""

    name: str
    email: str
    password: str | None = None
    demo: bool = False
    employer: str = ""  # the id of the organisation that gave the staff number
    staff_number: str = ""

    def do(self, work: Work) -> int:
        """Keeps the person; the first ones are added by the installation itself."""
        if work.actor is not None and (why_not := may_administer(work.actor)):
            raise NotAllowed(why_not)
        email, name = self.email.strip().lower(), self.name.strip()
        must_fit({"name": name, "email": email}, LONGEST)
        self._must_be_numbered_by_somebody(work)
        if work.db.execute(select(person.c.id).where(person.c.email == email)).first():
            raise AnswersRejected({"email": f"{email} already has an account"})
        self._must_be_of_one_kind(work)
        values = {
            "name": name,
            "email": email,
            "active": True,
            "demo": self.demo,
            "employer": self.employer or None,
            "staff_number": staff_number(self.staff_number) or None,
        }
        kept = hashed(self.password) if self.password else None
        with work.keeping_register("add_person", subject=email) as rows:
            (made,) = rows.write(insert(person).values(password_hash=kept, **values))
        return int(made.id)

    def _must_be_numbered_by_somebody(self, work: Work) -> None:
        if not self.staff_number:
            return
        if not staff_number(self.staff_number) or len(self.staff_number) > LONGEST_NUMBER:
            raise AnswersRejected({"staff_number": "The staff number must have letters or digits"})
        if self.employer not in work.reference.organisations():
            raise AnswersRejected({"employer": f"there is no '{self.employer}'"})

    def _must_be_of_one_kind(self, work: Work) -> None:
        """Everybody knows the demo's password, so its accounts never stand beside real ones."""
        if self.password and anybody_can_sign_in(work.db, demo=not self.demo):
            raise NotAllowed(REAL_PEOPLE if self.demo else DEMO_PEOPLE)
