"""Add a person who may sign in."""

from dataclasses import dataclass

from sqlalchemy import insert, select

from engine.commands.texts import must_fit
from engine.commands.work import Work
from engine.errors import AnswersRejected, NotAllowed
from engine.people.may import may_administer
from engine.people.passwords import hashed
from engine.people.tables import person

LONGEST = 200


@dataclass(frozen=True, slots=True)
class AddPerson:
    """Add a person; their id comes back. With no password they cannot sign in by one."""

    name: str
    email: str
    password: str | None = None
    demo: bool = False

    def do(self, work: Work) -> int:
        """Keeps the person; the first ones are added by the installation itself."""
        if work.actor is not None and (why_not := may_administer(work.actor)):
            raise NotAllowed(why_not)
        email, name = self.email.strip().lower(), self.name.strip()
        must_fit({"name": name, "email": email}, LONGEST)
        if work.db.execute(select(person.c.id).where(person.c.email == email)).first():
            raise AnswersRejected({"email": f"{email} already has an account"})
        values = {"name": name, "email": email, "active": True, "demo": self.demo}
        kept = hashed(self.password) if self.password else None
        with work.keeping_register("add_person", subject=email) as db:
            made = db.execute(insert(person).values(password_hash=kept, **values))
        return int(made.inserted_primary_key[0])  # type: ignore[index]
