"""Who works in the machine's office: the holder of each role, and a deputy who holds them all."""

from datetime import UTC, datetime

from benchmarks.office import FORCE, Office
from benchmarks.small import ROLES
from engine.commands.add_person import AddPerson
from engine.commands.grant_role import GrantRole
from engine.rehearsals.people import LONG_AGO

START = datetime(2027, 3, 20, 10, tzinfo=UTC)  # a week before the clocks go forward
DEPUTY = "deputy@example.org"


def furnish(url: str) -> None:
    """Makes the database as every run of the machine finds it."""
    office = Office(url, clock=lambda: START)
    office.furnish()
    deputy = office.engine.do(AddPerson("The deputy", DEPUTY), None)
    for role in sorted(set(ROLES.values())):
        office.engine.do(GrantRole(deputy, role, FORCE, LONG_AGO), None)
    office.close()
