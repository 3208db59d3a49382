"""What the certificate of a decision says, part by part, for its page, its letter and a line."""

from dataclasses import dataclass
from datetime import date, datetime

from engine.forms.shown import Line


@dataclass(frozen=True, slots=True)
class CertificateBrief:
    """A decision with its certificate, in a list."""

    entry: int
    title: str
    told: str  # what was decided, in a line
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision as it stood on the day of a decision."""

    cited: str
    effect: str
    since: date | None
    until: date | None
    made_by: str  # what made it so
    bars_police: bool


@dataclass(frozen=True, slots=True)
class Office:
    """The role as which somebody decided, and since when they hold it; None where always."""

    title: str
    organisation: str
    since: date | None
    granted_by: str  # nothing where the installation gave it


@dataclass(frozen=True, slots=True)
class OtherStep:
    """A step that somebody else has to have done, and who did it."""

    title: str
    done_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflicts:
    """What was looked for before somebody could decide; had any been found, nobody decided."""

    separate: tuple[OtherStep, ...]
    officers: int | None  # named to go; None where nobody was asked who goes
    told_apart: tuple[str, ...]  # whom the decider was confirmed not to be
    police_barred_by: str  # the provision; nothing where none bars them from this decision


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact relied on: what it said, and the day and step that gave it."""

    label: str
    text: str
    on: date
    step: str
    entry: int
    sha256: str


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of a reference table relied on, by its first cells."""

    table: str
    says: str
    sha256: str
    corrected: bool  # today's tables say something else of that day


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """A certificate with everything that its page and its letter say."""

    case: str
    case_title: str
    force: str
    body: str
    entry: int
    title: str
    day: date
    at: datetime
    name: str
    office: Office | None
    decision: tuple[Line, ...]
    basis: str
    provisions: tuple[Provision, ...]
    delegations: tuple[str, ...]  # those in force for the body, in words
    conflicts: Conflicts
    facts: tuple[FactLine, ...]
    rows: tuple[RowLine, ...]
    register: str
    definition: str
    seal_before: str
    sha256: str
    marking: str  # the protective marking of the case
    letters: tuple[str, ...]  # those that the decision wrote, each with its digest
    faults: tuple[str, ...]
