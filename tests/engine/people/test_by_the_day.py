"""Roles, statutory steps, letters and organisations are those of the day that is asked about."""

from collections.abc import Callable
from datetime import date

import pytest

from engine.definitions.checking import check_bundle
from engine.errors import DefinitionRefused
from engine.people.powers import Power
from engine.people.reference import Reference
from engine.rehearsals.rehearse import Definitions
from tests.support.laws import TODAY, Rows, edited

LAST_DAY, DAY_AFTER = date(2028, 5, 7), date(2028, 5, 8)


def turned(table: str, of: dict[str, str], **cells: str) -> Callable[[dict[str, Rows]], None]:
    """The edit by which that row ends on 7 May 2028 and one with these cells begins."""

    def edit(tables: dict[str, Rows]) -> None:
        (row,) = (row for row in tables[table] if of.items() <= row.items())
        after = {**row, **cells, "valid_from": "2028-05-08"}
        row["valid_to"] = "2028-05-07"
        tables[table].append(after)

    return edit


def test_a_role_has_the_title_and_the_powers_of_its_day() -> None:
    new = {"title": "Watcher", "powers": "read_cases"}
    reference = edited(turned("roles", {"role": "auditor"}, **new))

    assert reference.role_title("auditor", LAST_DAY) == "Auditor"
    assert reference.role_title("auditor", DAY_AFTER) == "Watcher"
    assert reference.powers("auditor", LAST_DAY) > {Power.READ_CASES}
    assert reference.powers("auditor", DAY_AFTER) == {Power.READ_CASES}


def test_a_role_that_has_ended_gives_no_power_and_keeps_its_name() -> None:
    def ends(tables: dict[str, Rows]) -> None:
        next(row for row in tables["roles"] if row["role"] == "auditor")["valid_to"] = "2028-05-07"

    reference = edited(ends)

    assert reference.powers("auditor", DAY_AFTER) == frozenset()
    assert "auditor" not in reference.roles(DAY_AFTER)
    assert reference.role_title("auditor", DAY_AFTER) == "Auditor"


def test_the_check_holds_a_version_to_the_law_of_the_day_it_is_published(
    shipped: Definitions,
) -> None:
    new = {"roles": "home_secretary"}
    reference = edited(turned("statutory_steps", {"step": "recommend"}, **new))

    assert check_bundle(shipped.bundle, reference, LAST_DAY) == ()
    findings = check_bundle(shipped.bundle, reference, DAY_AFTER)
    assert {finding.element for finding in findings} == {"recommend"}
    assert "statutory-roles" in {finding.rule for finding in findings}


def test_two_rows_of_the_law_on_one_day_are_refused() -> None:
    def twice(tables: dict[str, Rows]) -> None:
        tables["statutory_steps"].append({**tables["statutory_steps"][0], "roles": "force_lead"})

    with pytest.raises(DefinitionRefused, match="two rows for 'record_ipab_outcome' on one day"):
        edited(twice).law(TODAY)


def test_a_letter_has_the_title_of_the_day_it_is_written() -> None:
    new = {"title": "Consent of the Minister"}
    reference = edited(turned("letters", {"code": "L12"}, **new))

    assert reference.letter_title("L12", LAST_DAY) == "Consent of the Secretary of State"
    assert reference.letter_title("L12", DAY_AFTER) == "Consent of the Minister"
    assert reference.letter_title("L99", DAY_AFTER) == "L99"


def test_an_organisation_has_the_name_of_the_day_and_its_last_one_afterwards() -> None:
    reference: Reference = edited()
    names = {
        day: reference.organisation("hampshire", date.fromisoformat(day))
        for day in ("2022-11-15", "2022-11-16")
    }
    gone = reference.organisation("dfid", date(2026, 1, 1))

    assert [found.name for found in names.values() if found] == [
        "Hampshire Constabulary",
        "Hampshire and Isle of Wight Constabulary",
    ]
    assert "dfid" not in reference.organisations(date(2026, 1, 1))
    assert gone is not None
    assert gone.name == "Department for International Development"
    assert reference.organisation("ruritania", TODAY) is None
