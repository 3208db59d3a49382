"""Names in another spelling, order or alphabet are alike; names of two people are not."""

import string
import time

import pytest

from engine.api import shipped_reference
from engine.people.names import alike

TITLES = shipped_reference().name_titles


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
        ("J\u043e Sm\u0456th", "Jo Smith"),
        ("S\u00f8ren M\u00fcller", "Soren Mueller"),
        ("Mary O'Brien", "M. O Brien"),
        ("SmithJo", "Jo Smith"),
        ("Jan van der Berg", "J. Vanderberg"),
        ("Jon Smyth", "John Smith"),
        ("Anne McDonald", "Ann MacDonald"),
        ("Anne Marie Macdonald", "Annemarie Mac Donald"),
        ("Jo " + "Smith " * 3_000, "Jo Smith"),
        ("J. " * 13 + "Smith", "Jo Smith"),
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
        ("Jan Gray", "Jon Gray"),
        ("", ""),
        ("", "Officer Alpha"),
        ("1234", "Officer Alpha"),
        ("Jo " + "Smith " * 3_000, " "),
        ("J. " * 13 + "Smith", "1234"),
    ],
)
def test_two_names_are_not_alike(one: str, two: str) -> None:
    assert not alike(one, two, TITLES)


@pytest.mark.parametrize(
    "hostile",
    ["a " * 100, "ae" * 100, "\ufdfa" * 200, "x " * 5_000, "x" * 10_000, "\ufdfa" * 10_000],
)
def test_no_name_costs_much_to_compare(hostile: str) -> None:
    other = " ".join(string.ascii_lowercase[:12])
    began = time.process_time()

    for _ in range(10):
        alike(hostile, other, TITLES)

    assert time.process_time() - began < 10
