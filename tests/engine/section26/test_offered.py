"""What questions offer follows from the force and the day, and no letter carries the lists."""

from datetime import date

import pytest

from engine.definitions.shipped import reference_in, shipped_workflows
from engine.people.reference import Reference
from engine.section26.derived import DERIVED, OFFERED, derived


@pytest.fixture(scope="module")
def reference() -> Reference:
    return Reference(reference_in(shipped_workflows()))


def offered(reference: Reference, name: str, force: str, day: date) -> list[object]:
    found = derived(reference, force, day)[name]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(
    ("day", "there", "gone"),
    [
        (date(1999, 10, 24), "East Timor (Indonesian administration)", "Kosovo"),
        (date(2008, 2, 17), "Kosovo (United Nations administration)", "Kosovo"),
        (date(2008, 2, 18), "Kosovo", "Kosovo (United Nations administration)"),
        (date(2026, 1, 1), "Cayman Islands", "Yugoslavia"),
    ],
)
def test_countries_and_territories_are_those_of_the_day(
    reference: Reference, day: date, there: str, gone: str
) -> None:
    names = offered(reference, "countries", "kent", day)

    assert there in names
    assert gone not in names
    assert "United Kingdom" not in names


def test_a_force_has_its_own_ranks_where_it_has_rows(reference: Reference) -> None:
    day = date(2016, 3, 1)

    assert "Commander" in offered(reference, "ranks", "metropolitan", day)
    assert "Chief Constable" not in offered(reference, "ranks", "city-of-london", day)
    assert "Chief Constable" in offered(reference, "ranks", "kent", day)
    assert "Special Constable" in offered(reference, "ranks", "metropolitan", day)


def test_a_department_funds_while_it_is_there(reference: Reference) -> None:
    before, after = date(2020, 9, 1), date(2020, 9, 2)
    old, new = "Foreign and Commonwealth Office", "Foreign, Commonwealth and Development Office"

    assert old in offered(reference, "funders", "kent", before)
    assert new in offered(reference, "funders_of_other_days", "kent", before)
    assert new in offered(reference, "funders", "kent", after)
    assert old in offered(reference, "funders_of_other_days", "kent", after)


def test_there_are_nineteen_heads_of_which_the_insurances_must_be_met(reference: Reference) -> None:
    heads = offered(reference, "cost_heads", "kent", date(2026, 1, 1))
    must = [head["value"] for head in heads if isinstance(head, dict) and not head["may_not_arise"]]

    assert len(heads) == 19
    assert [str(name).partition(":")[0] for name in must] == ["Insurance"] * 4


def test_the_lists_are_among_what_follows_from_the_day(reference: Reference) -> None:
    assert OFFERED < DERIVED
    assert derived(reference, "kent", date(2026, 1, 1)).keys() > OFFERED
