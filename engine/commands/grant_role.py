"""Give a person a role in an organisation for a period."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert

from engine.commands.context import CommandContext
from engine.errors import AnswersRejected, NotAllowed
from engine.people.may import may_administer
from engine.people.nearly import did_you_mean
from engine.people.reference import Reference
from engine.people.tables import role_held


@dataclass(frozen=True, slots=True)
class GrantRole:
    """Give a role from a day, and to a day where it ends."""

    person: int
    role: str
    organisation: str
    valid_from: date
    valid_to: date | None = None

    def do(self, context: CommandContext) -> None:
        """Keeps the role; roles and organisations must be in the reference tables."""
        if context.actor is not None and (why_not := may_administer(context.actor)):
            raise NotAllowed(why_not)
        must_be_known(context.reference, self.role, self.organisation)
        subject = f"{self.role} at {self.organisation} to person {self.person}"
        with context.keeping_register("grant_role", subject=subject) as rows:
            rows.write(
                insert(role_held).values(
                    person_id=self.person,
                    role=self.role,
                    organisation=self.organisation,
                    valid_from=self.valid_from,
                    valid_to=self.valid_to,
                    granted_by=context.person,
                )
            )


def must_be_known(reference: Reference, role: str, organisation: str) -> None:
    """AnswersRejected unless there are such a role and such an organisation, ever."""
    roles, offices = reference.roles, reference.organisations()
    if role not in roles:
        meant = did_you_mean(role, roles)
        raise AnswersRejected({"role": f"there is no role '{role}'{meant}"})
    if organisation not in offices:
        meant = did_you_mean(organisation, offices)
        raise AnswersRejected({"organisation": f"there is no '{organisation}'{meant}"})


def must_be_held_there(reference: Reference, role: str, organisation: str) -> None:
    """AnswersRejected unless the role can do anything in that kind of organisation."""
    must_be_known(reference, role, organisation)
    wanted, kind = reference.roles[role]["kind"], reference.organisations()[organisation].kind
    if wanted not in {"any", kind}:
        there = wanted.replace("_", " ")
        problem = f"{role} is a role of a {there}, and '{organisation}' is a {kind}"
        raise AnswersRejected({"organisation": problem.replace("_", " ")})
