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
        day = max(self.valid_from, context.today)
        must_be_known(context.reference, self.role, self.organisation, day)
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


def must_be_known(reference: Reference, role: str, organisation: str, day: date) -> None:
    """AnswersRejected, with those there are, unless there is such a role that day.

    The organisation may have ended or be still to come.
    """
    roles, offices = reference.roles(day), reference.ever
    if role not in roles:
        meant = did_you_mean(role, roles)
        choices = f"the roles are {', '.join(roles)}"
        raise AnswersRejected({"role": f"there is no role '{role}'{meant}; {choices}"})
    if organisation not in offices:
        meant = did_you_mean(organisation, offices)
        choices = f"{role} is held at {', '.join(places_of(reference, role, day))}"
        raise AnswersRejected({"organisation": f"there is no '{organisation}'{meant}; {choices}"})


def must_be_held_there(reference: Reference, role: str, organisation: str, day: date) -> None:
    """AnswersRejected, with where it can, unless the role can do anything in that organisation."""
    must_be_known(reference, role, organisation, day)
    wanted, kind = reference.roles(day)[role]["kind"], reference.ever[organisation].kind
    if wanted not in {"any", kind}:
        problem = (
            f"{role} is a role of a {_words(wanted)}, and '{organisation}' is a {_words(kind)}; "
            f"it is held at {', '.join(places_of(reference, role, day))}"
        )
        raise AnswersRejected({"organisation": problem})


def places_of(reference: Reference, role: str, day: date) -> list[str]:
    """The ids of the organisations that a role may be held in on that day."""
    wanted = reference.roles(day)[role]["kind"]
    offices = reference.organisations(day).values()
    return [office.id for office in offices if wanted in {"any", office.kind}]


def _words(kind: str) -> str:
    return kind.replace("_", " ")
