"""What a day or a draft changes: for forces, for cases at hand and for letters to come."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from engine.definitions.shipped import reference_in, shipped_workflows
from engine.letters.compile import compile_letter
from engine.people.reference import Reference
from engine.section26.what_changes import (
    CaseAtHand,
    Changes,
    MovedFact,
    changes_between,
    in_short,
    letters_touched,
)
from tests.support.laws import board, edited, end_without_successor, merger

BEFORE, DAY = date(2028, 5, 7), date(2028, 5, 8)
TEMPLATES = Path(__file__).parents[3] / "document_templates"


@pytest.fixture(scope="module")
def needs() -> Mapping[str, frozenset[str]]:
    clauses = {path.stem: path.read_bytes() for path in (TEMPLATES / "clauses").glob("*.docx")}
    return {
        code: compile_letter((TEMPLATES / f"{code}.docx").read_bytes(), clauses, code).needs
        for code in ("L01", "L07", "L08", "L10")
    }


def at_hand(
    force: str, needs: Mapping[str, frozenset[str]], consent_to: date | None = None
) -> CaseAtHand:
    return CaseAtHand(f"{force}-1", force, consent_to, needs if consent_to is None else {})


@pytest.fixture(scope="module")
def with_board(needs: Mapping[str, frozenset[str]]) -> Changes:
    reference = edited(board)
    cases = [at_hand(force, needs) for force in ("lancashire", "kent", "metropolitan")]
    standing = at_hand("lancashire", needs, date(2028, 6, 1))
    over = at_hand("lancashire", needs, BEFORE)
    return changes_between((reference, BEFORE), (reference, DAY), [*cases, standing, over])


def test_a_board_changes_one_force_and_no_other(with_board: Changes) -> None:
    (of_force,) = with_board.forces

    assert with_board.everywhere == ()
    assert of_force.force == "lancashire"
    moved = {one.fact: (one.before, one.after) for one in of_force.moved}
    assert moved["lpb_name"] == (
        "Police and Crime Commissioner for Lancashire",
        "Policing and Crime Board for Lancashire",
    )
    assert moved["body.holder"][1] == "Chair of the Policing and Crime Board"
    assert {"body.salutation", "body.name", "lpb_type"} <= moved.keys()
    assert "today" not in moved
    assert "body.bars_police" not in moved


def test_its_cases_are_named_with_the_letters_that_would_say_so(with_board: Changes) -> None:
    open_case, standing = with_board.cases

    assert open_case.case.reference == "lancashire-1"
    assert {"L07", "L08", "L10"} <= set(open_case.letters)
    assert standing.case.consent_to == date(2028, 6, 1)
    assert standing.letters == ()


def test_a_draft_is_compared_with_what_is_in_use_on_one_day() -> None:
    shipped = Reference(reference_in(shipped_workflows()))

    assert changes_between((shipped, DAY), (shipped, DAY), []).forces == ()
    (of_force,) = changes_between((shipped, DAY), (edited(board), DAY), []).forces
    assert of_force.name == "Lancashire Constabulary"


def test_what_changes_for_every_force_is_told_once() -> None:
    shipped = Reference(reference_in(shipped_workflows()))
    before, after = date(2020, 9, 1), date(2020, 9, 2)
    changes = changes_between((shipped, before), (shipped, after), [])

    moved = {one.fact: (one.before, one.after) for one in changes.everywhere}
    assert moved["foreign_office.short_name"] == ("FCO", "FCDO")
    assert moved["ipab_members"] == ("fco, dfid", "fcdo")
    assert changes.forces == ()


def test_a_merger_moves_the_cases_of_its_forebears_and_begins_a_force() -> None:
    reference = edited(merger)
    days = (date(2013, 9, 30), date(2013, 10, 1))
    changes = changes_between(
        (reference, days[0]), (reference, days[1]), [at_hand("lancashire", {})]
    )

    names = {one.force: one for one in changes.forces}
    assert names.keys() == {"cumbria", "lancashire", "north-west"}
    assert names["north-west"].moved == (MovedFact("force", "nothing", "North West Police"),)
    assert ("force_name", "North West Police") in {
        (one.fact, one.after) for one in changes.cases[0].changes.moved
    }


def test_a_force_that_ends_without_a_successor_is_told_as_such() -> None:
    reference = edited(end_without_successor)
    days = (date(2013, 9, 30), date(2013, 10, 1))
    cases = [at_hand("lancashire", {}), at_hand("ruritania", {})]
    changes = changes_between((reference, days[0]), (reference, days[1]), cases)

    sentences = {one.force: one.why_not for one in changes.forces}
    assert "names no successor" in sentences["lancashire"]
    assert [one.case.force for one in changes.cases] == ["lancashire", "ruritania"]
    assert changes.cases[1].changes.why_not == "there is no force 'ruritania'"


def test_a_letter_is_reached_by_a_fact_its_group_or_its_part() -> None:
    needs = {
        "A": frozenset({"body.name"}),
        "B": frozenset({"body"}),
        "C": frozenset({"body.address"}),
        "D": frozenset({"body_count"}),
    }

    assert letters_touched(needs, [MovedFact("body.name", "", "")]) == ("A", "B")
    assert letters_touched(needs, [MovedFact("body", "", "")]) == ("A", "B", "C")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing"),
        ([], "nothing"),
        (True, "yes"),
        (False, "no"),
        (date(2028, 5, 8), "8 May 2028"),
        (
            [{"label": "OFFICIAL"}, {"office": "The chief executive"}],
            "OFFICIAL, The chief executive",
        ),
        ({"one": 1, "two": "b"}, "1, b"),
    ],
)
def test_values_are_told_in_short(value: object, words: str) -> None:
    assert in_short(value) == words


def test_a_list_in_another_order_is_told_whole() -> None:
    def turned(tables: dict[str, list[dict[str, str]]]) -> None:
        tables["markings"].reverse()

    shipped = Reference(reference_in(shipped_workflows()))
    changes = changes_between((shipped, DAY), (edited(turned), DAY), [])

    (moved,) = changes.everywhere
    assert (moved.before, moved.after) == (
        "OFFICIAL, OFFICIAL-SENSITIVE",
        "OFFICIAL-SENSITIVE, OFFICIAL",
    )
