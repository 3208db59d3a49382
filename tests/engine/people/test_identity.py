"""Who is who: numbers decide, like names ask."""

import pytest

from engine.api import shipped_reference
from engine.people.actor import Actor
from engine.people.identity import (
    KnownPerson,
    alike,
    is_same_person,
    staff_number,
    to_be_told_apart,
)

TITLES = shipped_reference().name_titles
WHY = "nobody decides on their own deployment"


@pytest.mark.parametrize(
    ("typed", "officer"),
    [
        ("officer alpha", "Officer Alpha"),
        ("ALPHA, OFFICER", "Officer Alpha"),
        ("  Alpha   Officer ", "Officer Alpha"),
        ("Sgt Officer Alpha", "Officer Alpha"),
        ("PS 1234 Officer Alpha", "Officer Alpha"),
        ("O. Alpha", "Officer Alpha"),
        ("Alpha O", "Officer Alpha"),
        ("Alpha", "Officer Alpha"),
        ("DI Siân Évans", "Det Insp Sian Evans QPM"),
        ("Temporary Deputy Chief Constable Sian Evans", "Evans, Siân"),
        ("Sian Angharad Evans", "Sian Evans"),
        ("Pat O'Brien", "O’Brien, Pat"),
        ("Anne-Marie Duff", "Annemarie Duff"),
        ("Alex Gray", "Alexander Gray"),
        ("\uff2f\uff46\uff46icer Alpha", "Officer Alpha"),
        ("Chief Constable", "chief constable"),
    ],
)
def test_one_name_in_two_spellings_is_alike(typed: str, officer: str) -> None:
    assert alike(typed, officer, TITLES)
    assert alike(officer, typed, TITLES)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Officer Alpha", "Officer Beta"),
        ("Sergeant Alpha", "Sergeant Beta"),
        ("Alphonse Officer", "Officer Alpha"),
        ("S. Jones", "Sian Evans"),
        ("S. E.", "Sian Evans"),
        ("Chief officer, City of London Police", "The Common Council of the City of London"),
        ("", "Officer Alpha"),
        ("1234", "Officer Alpha"),
    ],
)
def test_two_names_are_not_alike(one: str, two: str) -> None:
    assert not alike(one, two, TITLES)


@pytest.mark.parametrize(
    "written", ["01234", " 001234 ", "1234", "1 234", "\uff11\uff12\uff13\uff14"]
)
def test_a_number_is_one_however_it_is_written(written: str) -> None:
    assert staff_number(written) == "1234"


def actor(name: str = "Pat Gray", number: str = "", employer: str = "norfolk") -> Actor:
    return Actor(3, name, "a@example.org", employer=employer, staff_number=number)


def officer(name: str = "Officer Alpha", number: str = "01234") -> KnownPerson:
    return KnownPerson(name, WHY, "norfolk", number)


@pytest.mark.parametrize(
    ("who", "other", "same"),
    [
        (actor(number="1234"), officer(), True),
        (actor(number="pw 0123"), officer(number="PW0123"), True),
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
        (actor("officer alpha", "99"), [], officer(), False),
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
