"""Who is who: numbers decide, like names ask."""

import pytest

from engine.api import shipped_reference
from engine.people.actor import Actor
from engine.people.identity import (
    KnownPerson,
    is_same_person,
    staff_number,
    to_be_told_apart,
)

TITLES = shipped_reference().name_titles
WHY = "nobody decides on their own deployment"


@pytest.mark.parametrize(
    "written", ["01234", " 001234 ", "1234", "1 234", "\uff11\uff12\uff13\uff14"]
)
def test_a_number_is_one_however_it_is_written(written: str) -> None:
    assert staff_number(written) == "1234"


def actor(name: str = "Pat Gray", number: str = "", employer: str = "norfolk") -> Actor:
    return Actor(3, name, "a@example.org", employer=employer, staff_number=number)


def officer(name: str = "Officer Alpha", number: str = "01234") -> KnownPerson:
    return KnownPerson(name, WHY, "norfolk", number)


def account(name: str = "Officer Alpha", number: str = "01234") -> KnownPerson:
    return KnownPerson(name, WHY, "norfolk", number, account=9)


@pytest.mark.parametrize(
    ("who", "other", "same"),
    [
        (actor(number="1234"), officer(), True),
        (actor(number="pw 0123"), officer(number="PW0123"), True),
        (actor(number="PW0123"), officer(number="\u0440w-123".replace("-", "0")), True),
        (actor(number="1234", employer="suffolk"), officer(), False),
        (actor(number="4321"), officer(), False),
        (actor(), officer(), False),
        (actor(number="1234"), officer(number=""), False),
        (actor(), KnownPerson("Anybody", WHY, account=3), True),
        (actor(), KnownPerson("Anybody", WHY, account=4), False),
    ],
)
def test_an_account_or_a_number_says_who_somebody_is(
    who: Actor, other: KnownPerson, *, same: bool
) -> None:
    assert is_same_person(who, other) is same


@pytest.mark.parametrize(
    ("who", "typed", "other", "asked"),
    [
        (actor("officer alpha"), [], officer(), True),
        (actor("officer alpha", "99"), [], officer(), True),
        (actor("officer alpha", "99"), [], account(), False),
        (actor("officer alpha", "99", "suffolk"), [], officer(), True),
        (actor("officer alpha", "99"), [], officer(number=""), True),
        (actor(), ["Alpha, Sgt Officer"], officer(), True),
        (actor("officer alpha", "99"), ["Officer Alpha"], officer(), True),
        (actor(), ["", "  "], officer(), False),
        (actor(), ["Officer Beta"], officer(), False),
    ],
)
def test_a_like_name_asks_where_no_number_says_otherwise(
    who: Actor, typed: list[str], other: KnownPerson, *, asked: bool
) -> None:
    assert to_be_told_apart(who, typed, [other], TITLES) == ((other,) if asked else ())
