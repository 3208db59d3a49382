"""Who must be told apart from whoever acts: an office is no name, a person there has one."""

from datetime import date

import pytest

from engine.api import shipped_reference
from engine.cases.telling_apart import people_of_like_name
from engine.people.actor import Actor, Holding
from engine.people.identity import KnownPerson
from engine.people.may import AuthorisationContext

OFFICE = (
    Holding("ipab_member", "home-office", "Home Office", "home_office"),
    Holding("chief_officer", "gwent", "Gwent Police", "force", "gwent"),
)
GOING = KnownPerson("Officer A", "nobody decides on their own deployment", "gwent")


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("IPAB member, Home Office", ()),
        ("IPAB member, HOME OFFICE", ()),
        ("Chief officer, Gwent Police", ()),
        ("Alan Officer, Home Office", (GOING,)),
        ("Officer A", (GOING,)),
    ],
)
def test_the_office_that_an_account_is_called_after_is_no_name(
    name: str, asked: tuple[KnownPerson, ...]
) -> None:
    actor = Actor(1, name, "a@example.org", OFFICE)
    around = AuthorisationContext("gwent", "Gwent Police", None, must_differ_from=(GOING,))

    alike = people_of_like_name(actor, None, {}, around, shipped_reference(), date(2022, 3, 1))

    assert alike == asked
