"""A force that ends lives on in its successor: its name, its body and its cases."""

from datetime import date

import pytest

from engine.errors import ForceEnded, NotFound
from engine.people.reference import Reference
from engine.section26.derived import derived
from tests.support.laws import edited, end_without_successor, merger

LAST_DAY, DAY_AFTER = date(2013, 9, 30), date(2013, 10, 1)


@pytest.fixture(scope="module")
def merged() -> Reference:
    return edited(merger)


@pytest.fixture(scope="module")
def stopped() -> Reference:
    return edited(end_without_successor)


def test_a_force_lives_on_in_whoever_took_over(merged: Reference) -> None:
    assert merged.lives_on("lancashire", LAST_DAY) == "lancashire"
    assert merged.lives_on("lancashire", DAY_AFTER) == "north-west"
    assert merged.lives_on("kent", DAY_AFTER) == "kent"


def test_its_facts_are_those_of_the_successor(merged: Reference) -> None:
    before, after = (derived(merged, "lancashire", day) for day in (LAST_DAY, DAY_AFTER))

    assert (before["force_name"], before["force_id"]) == ("Lancashire Constabulary", "lancashire")
    assert (after["force_name"], after["force_id"]) == ("North West Police", "north-west")
    assert before["lpb_name"] == "Police and Crime Commissioner for Lancashire"
    assert after["lpb_name"] == "Police and Crime Commissioner for the North West"


def test_a_successor_has_the_cases_of_its_forebears(merged: Reference) -> None:
    assert merged.forebears("north-west", DAY_AFTER) == ["cumbria", "lancashire", "north-west"]
    assert merged.forebears("lancashire", DAY_AFTER) == []
    assert merged.forebears("lancashire", LAST_DAY) == ["lancashire"]


def test_a_force_is_found_by_the_name_in_which_it_lives_on(merged: Reference) -> None:
    assert merged.forces_called("north west") == ["cumbria", "lancashire", "north-west"]


def test_a_force_that_ends_without_a_successor_is_told_so(stopped: Reference) -> None:
    with pytest.raises(
        ForceEnded, match=r"Lancashire .* ended on 30 September 2013 and .* no succ"
    ):
        derived(stopped, "lancashire", DAY_AFTER)
    with pytest.raises(NotFound, match="there is no force 'ruritania'"):
        derived(stopped, "ruritania", DAY_AFTER)


def test_forces_that_name_each_other_end_the_search() -> None:
    rows = (
        "force_id,force_name,valid_from,valid_to,successor\n"
        "one,One,2000-01-01,2010-12-31,two\n"
        "two,Two,2000-01-01,2010-12-31,one\n"
    )
    reference = Reference({"forces": rows.encode()})

    assert reference.lives_on("one", date(2011, 1, 1)) == "one"
    with pytest.raises(ForceEnded):
        reference.force("one", date(2011, 1, 1))
