"""Who works in the machine's office: the holder of each role, and a deputy who holds them all."""

from datetime import UTC, datetime

from engine.commands.add_person import AddPerson
from engine.commands.grant_role import GrantRole
from engine.rehearsals.people import LONG_AGO
from tests.engine.machine.drawn import edition
from tests.engine.machine.model import Edition
from tests.in_use import PutIntoUse
from tests.support.office import FORCE, Office
from tests.support.small import ROLES

FIRST = Edition(2, 2, "check_risk")  # the first that hears news; the office brings its own
SECOND = Edition(3, 5, "check_people")
START = datetime(2027, 3, 20, 10, tzinfo=UTC)  # a week before the clocks go forward
DEPUTY = "deputy@example.org"


def furnish(url: str) -> None:
    """Makes the database as every run of the machine finds it."""
    office = Office(url, clock=lambda: START)
    office.furnish()
    for one in (FIRST, SECOND):
        made = office.engine.do(PutIntoUse(edition(one.days, one.review)), None)
        assert made.version == one.number
    deputy = office.engine.do(AddPerson("The deputy", DEPUTY), None)
    for role in sorted(set(ROLES.values())):
        office.engine.do(GrantRole(deputy, role, FORCE, LONG_AGO), None)
    office.close()
