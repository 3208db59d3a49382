"""Add a person who may sign in."""

from dataclasses import dataclass

from sqlalchemy import insert, select

from engine.commands.context import CommandContext
from engine.commands.grant_role import must_be_held_there
from engine.commands.texts import must_fit
from engine.errors import AnswersRejected, NotAllowed
from engine.people.held import anybody_can_sign_in
from engine.people.identity import staff_number
from engine.people.mail import mail_address, why_no_mail_address
from engine.people.may import may_administer
from engine.people.password_rules import why_no_password
from engine.people.passwords import hashed
from engine.people.tables import person, role_held

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
    role: str = ""  # a role they hold from today on, with the organisation it is held in
    organisation: str = ""
    operator: str = ""  # who asks at the command line, where nobody is signed in

    def do(self, context: CommandContext) -> int:
        """Keeps the person with their role, or nothing; the installation adds the first ones."""
        if context.actor is not None and (why_not := may_administer(context.actor)):
            raise NotAllowed(why_not)
        email, name = mail_address(self.email), self.name.strip()
        must_fit({"name": name, "email": email}, LONGEST)
        self._must_be_reached(context, email)
        if self.role:
            must_be_held_there(context.reference, self.role, self.organisation, context.today)
        self._must_be_numbered_by_somebody(context)
        self._must_be_of_one_kind(context)
        self._must_be_hard_to_guess(context, name, email)
        return self._keep(context, name, email)

    def _keep(self, context: CommandContext, name: str, email: str) -> int:
        values = {
            "name": name,
            "email": email,
            "active": True,
            "demo": self.demo,
            "employer": self.employer or None,
            "staff_number": staff_number(self.staff_number) or None,
            "password_hash": hashed(self.password) if self.password else None,
        }
        with context.keeping_register("add_person", **self._entry(email)) as rows:
            (key,) = rows.write(insert(person).values(**values))
            if self.role:
                role_row = {
                    "person_id": int(key),
                    "role": self.role,
                    "organisation": self.organisation,
                    "valid_from": context.today,
                    "granted_by": context.person,
                }
                rows.write(insert(role_held).values(**role_row))
        return int(key)

    def _entry(self, email: str) -> dict[str, str]:
        as_what = f" as {self.role} at {self.organisation}" if self.role else ""
        by = {"name": f"{self.operator} at the command line"} if self.operator else {}
        return {"subject": f"{email}{as_what}", **by}

    def _must_be_reached(self, context: CommandContext, email: str) -> None:
        if why_not := why_no_mail_address(email):
            raise AnswersRejected({"email": why_not})
        if context.db.execute(select(person.c.id).where(person.c.email == email)).first():
            raise AnswersRejected({"email": f"{email} already has an account"})

    def _must_be_hard_to_guess(self, context: CommandContext, name: str, email: str) -> None:
        """The demo shows its password on its sign-in page: no rule could help it."""
        if not self.password or self.demo:
            return
        of = self.organisation or self.employer
        office = context.reference.organisation(of, context.today)
        own_words = (name, email, office.name if office else "")
        if why_not := why_no_password(self.password, own_words):
            raise AnswersRejected({"password": why_not})

    def _must_be_numbered_by_somebody(self, context: CommandContext) -> None:
        if not self.staff_number:
            return
        if not staff_number(self.staff_number) or len(self.staff_number) > LONGEST_NUMBER:
            raise AnswersRejected({"staff_number": "The staff number must have letters or digits"})
        if self.employer not in context.reference.ever:
            raise AnswersRejected({"employer": f"there is no '{self.employer}'"})

    def _must_be_of_one_kind(self, context: CommandContext) -> None:
        """Everybody knows the demo's password, so its accounts never stand beside real ones."""
        if self.password and anybody_can_sign_in(context.db, demo=not self.demo):
            raise NotAllowed(REAL_PEOPLE if self.demo else DEMO_PEOPLE)
