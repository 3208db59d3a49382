"""What a day or a draft changes for the cases at hand, and who may ask."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from engine.api import Engine
from engine.commands.import_register import ImportRegister
from engine.errors import NotAllowed, NotFound
from engine.people.actor import Actor
from engine.queries.what_changes import what_changes
from engine.section26.what_changes import Changes
from tests.support.laws import board, edited, edited_files
from tests.support.registers import Pinned

DAY = date(2028, 5, 8)


@pytest.fixture
def open_case(played: Callable[..., Any]) -> str:
    """A case of Lancashire that waits for its chief officer: L01, L02 and L04 are written."""
    return str(played("lancashire_cayman_2013", until="recommend").reference)


def test_an_open_case_is_reached_with_the_letters_it_has_still_to_write(
    open_case: str, engine: Engine
) -> None:
    engine.registers = Pinned(edited(board))
    found = engine.ask(what_changes, None, day=DAY)

    (reached,) = found.changes.cases
    assert (reached.case.reference, reached.case.consent_to) == (open_case, None)
    assert {"L07", "L08", "L10", "L12"} <= set(reached.letters)
    assert not {"L01", "L02", "L04"} & set(reached.letters)
    assert found.titles["L12"] == "Consent of the Secretary of State"
    assert engine.ask(what_changes, None, day=date(2028, 5, 9)).changes.cases == ()


def test_a_consent_that_stands_on_the_day_is_reached_and_one_that_is_over_is_not(
    played: Callable[..., Any], engine: Engine
) -> None:
    played("lancashire_cayman_2013")
    same = engine.ask(what_changes, None, day=date(2013, 11, 1), other=edited(board))
    assert same.changes == Changes((), (), ())  # its rows are of 2028

    engine.registers = Pinned(edited(_new_holder))
    (standing,) = engine.ask(what_changes, None, day=date(2013, 11, 1)).changes.cases
    assert standing.case.consent_to is not None
    assert standing.letters == ()
    assert engine.ask(what_changes, None, day=date(2013, 12, 31)).changes.cases == ()


def _new_holder(tables: dict[str, list[dict[str, str]]]) -> None:
    """Commissioners are called otherwise from November 2013, and again from its last day."""
    (row,) = (row for row in tables["body_types"] if row["body_type"] == "pcc")
    for first, last in (("2013-11-01", "2013-12-30"), ("2013-12-31", "")):
        new = {"holder_title": f"Commissioner of {first}", "valid_from": first, "valid_to": last}
        tables["body_types"].append({**row, **new})
    row["valid_to"] = "2013-10-31"


def test_a_draft_is_compared_with_the_register_in_use(open_case: str, engine: Engine) -> None:
    files = {f"{name}.csv": content for name, content in edited_files(board).items()}
    number = engine.do(ImportRegister(files, note="A board for Lancashire"), None)
    found = engine.ask(what_changes, None, day=DAY, number=number)

    assert found.draft == number
    assert [one.force for one in found.changes.forces] == ["lancashire"]
    assert [one.case.reference for one in found.changes.cases] == [open_case]
    with pytest.raises(NotFound, match="no register with the number 99"):
        engine.ask(what_changes, None, day=DAY, number=99)


def test_only_whoever_may_read_definitions_is_told(
    engine: Engine, someone: Callable[..., Actor]
) -> None:
    with pytest.raises(NotAllowed, match="process owners, auditors and administrators"):
        engine.ask(what_changes, someone("force_lead"), day=DAY)
    assert engine.ask(what_changes, someone("auditor", "home-office")).changes.cases == ()
