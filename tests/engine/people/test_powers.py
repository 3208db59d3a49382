"""What a role lets its holders do stands in the table of roles."""

import pytest

from engine.errors import DefinitionRefused
from engine.people.powers import Power
from engine.people.reference import Reference
from tests.support.laws import TODAY

HEAD = "role,title,kind,lane,powers\n"


def tables(*rows: str) -> Reference:
    return Reference({"roles": (HEAD + "\n".join(rows)).encode()})


def test_a_role_has_the_powers_that_its_row_names() -> None:
    reference = tables("clerk,Clerk,force,no,read_people; read_cases", "lead,Lead,force,yes,")

    assert reference.powers("clerk", TODAY) == {Power.READ_PEOPLE, Power.READ_CASES}
    assert reference.powers("lead", TODAY) == set()
    assert reference.powers("nobody", TODAY) == set()
    assert reference.roles_with(Power.READ_CASES, TODAY) == ("clerk",)


def test_a_power_that_there_is_not_is_refused_with_those_there_are() -> None:
    with pytest.raises(DefinitionRefused, match=r"'read_poeple' that there is not: .*read_people"):
        tables("clerk,Clerk,force,no,read_poeple")


def test_a_table_without_powers_is_refused_before_nobody_can_do_anything() -> None:
    with pytest.raises(DefinitionRefused, match="no column 'powers': add it"):
        Reference({"roles": b"role,title,kind,lane\nclerk,Clerk,force,no"})
