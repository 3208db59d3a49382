"""Give a person a role in an organisation for a period."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert

from engine.commands.work import Work
from engine.errors import AnswersRejected, NotAllowed
from engine.people.may import may_administer
from engine.people.tables import role_held


@dataclass(frozen=True, slots=True)
class GrantRole:
    """Give a role from a day, and to a day where it ends."""

    person: int
    role: str
    organisation: str
    valid_from: date
    valid_to: date | None = None

    def do(self, work: Work) -> None:
        """Keeps the role; roles and organisations must be in the reference tables."""
        if work.actor is not None and (why_not := may_administer(work.actor)):
            raise NotAllowed(why_not)
        if self.role not in work.reference.roles:
            raise AnswersRejected({"role": f"there is no role '{self.role}'"})
        if self.organisation not in work.reference.organisations():
            raise AnswersRejected({"organisation": f"there is no '{self.organisation}'"})
        subject = f"{self.role} at {self.organisation} to person {self.person}"
        with work.keeping_register("grant_role", subject=subject) as rows:
            rows.write(
                insert(role_held).values(
                    person_id=self.person,
                    role=self.role,
                    organisation=self.organisation,
                    valid_from=self.valid_from,
                    valid_to=self.valid_to,
                    granted_by=work.person,
                )
            )
