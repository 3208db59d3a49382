"""Who is acting: a person with the roles they hold today. No database here."""

from dataclasses import dataclass

from engine.people.powers import Power


@dataclass(frozen=True, slots=True)
class Holding:
    """A role held in an organisation; `force` is the force it belongs to or answers for."""

    role: str
    organisation: str
    organisation_name: str
    kind: str  # force, policing_body, ipab, foreign_office, home_office, department, any
    force: str | None = None
    powers: frozenset[Power] = frozenset()


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person, as of the day of the request."""

    id: int
    name: str
    email: str
    holdings: tuple[Holding, ...] = ()
    employer: str = ""  # the id of the organisation that gave the staff number
    staff_number: str = ""

    def holds(self, role: str) -> bool:
        """Whether they hold *role* anywhere."""
        return any(holding.role == role for holding in self.holdings)

    def has(self, power: Power) -> bool:
        """Whether a role they hold anywhere gives them this power."""
        return any(power in holding.powers for holding in self.holdings)

    @property
    def organisations(self) -> frozenset[str]:
        """The ids of the organisations they act for."""
        return frozenset(holding.organisation for holding in self.holdings)
