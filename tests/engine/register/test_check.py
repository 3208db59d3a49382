"""The check of a register: one body a day for each force, nothing twice, nothing named in vain."""

from datetime import date

import pytest

from engine.register.check import ERROR, RegisterFinding, check_register, first_day_without
from engine.register.rows import Row
from engine.register.schema import Schema

TODAY = date(2026, 11, 26)
Tables = dict[str, list[Row]]


def errors(schema: Schema, tables: Tables) -> list[str]:
    found = check_register(schema, tables, TODAY)
    return [str(finding) for finding in found if finding.severity == ERROR]


def row_of(tables: Tables, table: str, **cells: str) -> dict[str, str]:
    (row,) = (row for row in tables[table] if cells.items() <= row.items())
    return dict(row)


def changed(tables: Tables, table: str, old: Row | None, *new: Row) -> Tables:
    kept = [row for row in tables[table] if row != old]
    return {**tables, table: [*kept, *new]}


def test_the_shipped_rows_may_be_put_into_use(schema: Schema, shipped_tables: Tables) -> None:
    findings = check_register(schema, shipped_tables, TODAY)

    assert {finding.severity for finding in findings} == {"warning"}
    assert all("has no address" in finding.sentence for finding in findings)


def test_a_force_without_a_body_on_a_day_is_told(schema: Schema, shipped_tables: Tables) -> None:
    body = row_of(shipped_tables, "local_policing_bodies", body_id="kent-pcc")
    late = {**body, "valid_from": "2012-11-24"}

    assert errors(schema, changed(shipped_tables, "local_policing_bodies", body, late)) == [
        "error: local_policing_bodies kent: has no body on 2012-11-22"
    ]


def test_two_bodies_of_one_force_on_a_day_are_told(schema: Schema, shipped_tables: Tables) -> None:
    body = row_of(shipped_tables, "local_policing_bodies", body_id="kent-pcc")
    board = {**body, "body_id": "kent-board", "valid_from": "2028-05-08"}
    both = changed(shipped_tables, "local_policing_bodies", None, board)

    assert errors(schema, both) == [
        "error: local_policing_bodies kent: has two bodies on 2028-05-08: kent-pcc and kent-board"
    ]
    ended = changed(both, "local_policing_bodies", body, {**body, "valid_to": "2028-05-07"})
    assert errors(schema, ended) == []


def test_two_rows_of_one_thing_on_a_day_are_told(schema: Schema, shipped_tables: Tables) -> None:
    marking = dict(shipped_tables["markings"][0])
    again = {**marking, "valid_from": "2010-01-01", "valid_to": "2011-01-01"}

    (error,) = errors(schema, changed(shipped_tables, "markings", None, again))

    assert error.endswith("two rows hold from 2010-01-01 to 2011-01-01: end the older one")


def test_days_between_two_rows_of_one_thing_are_a_warning(
    schema: Schema, shipped_tables: Tables
) -> None:
    office = row_of(
        shipped_tables, "organisations", organisation_id="home-office", valid_to="2005-03-31"
    )
    early = {**office, "valid_to": "2005-03-01"}
    tables = changed(shipped_tables, "organisations", office, early)

    assert RegisterFinding(
        "warning", "organisations", "home-office", "no row holds from 2005-03-02 until 2005-04-01"
    ) in check_register(schema, tables, TODAY)


def test_a_row_that_names_what_is_not_there_is_told(schema: Schema, shipped_tables: Tables) -> None:
    member = {"organisation_id": "fcdx", "position": "9"}

    assert errors(schema, changed(shipped_tables, "ipab_members", None, member)) == [
        "error: ipab_members fcdx: organisation_id 'fcdx' is not in organisations"
    ]


def test_a_row_that_outlives_what_it_names_is_told(schema: Schema, shipped_tables: Tables) -> None:
    kind = row_of(shipped_tables, "body_types", body_type="pcc")
    ending = {**kind, "valid_to": "2028-05-07"}
    found = errors(schema, changed(shipped_tables, "body_types", kind, ending))

    assert (
        "error: local_policing_bodies kent-pcc: body_type 'pcc' has no row in body_types on"
        in (found[0].replace("avon-somerset-pcc", "kent-pcc").rsplit(" ", 1)[0])
    )
    assert found[0].endswith("on 2028-05-08")


@pytest.mark.parametrize(
    ("spans", "wanted", "missing"),
    [
        ([], ("2000-01-01", "2000-01-31"), "2000-01-01"),
        ([("1999-01-01", "2000-01-10")], ("2000-01-01", "2000-01-31"), "2000-01-11"),
        ([("2000-01-02", "9999-12-31")], ("2000-01-01", "2000-01-31"), "2000-01-01"),
        ([("1999-01-01", "1999-02-01")], ("2000-01-01", "2000-01-31"), "2000-01-01"),
        (
            [("1999-01-01", "2000-01-10"), ("2000-01-11", "9999-12-31")],
            ("2000-01-01", "9999-12-31"),
            None,
        ),
    ],
)
def test_the_first_day_without_a_row(
    spans: list[tuple[str, str]], wanted: tuple[str, str], missing: str | None
) -> None:
    assert first_day_without(spans, wanted) == missing


def test_a_force_that_ended_before_the_act_needs_no_body(
    schema: Schema, shipped_tables: Tables
) -> None:
    old = {
        "force_id": "dorset-west",
        "code": "DWX",
        "force_name": "West Dorset",
        "kind": "section_26_force",
        "valid_to": "1967-03-31",
    }

    assert errors(schema, changed(shipped_tables, "forces", None, old)) == []


def test_a_force_that_ends_names_who_takes_over(schema: Schema, shipped_tables: Tables) -> None:
    force = row_of(shipped_tables, "forces", force_id="suffolk")
    ends = {**force, "valid_to": "2028-03-31"}
    body = row_of(shipped_tables, "local_policing_bodies", body_id="suffolk-pcc")
    tables = changed(shipped_tables, "local_policing_bodies", body, {**body, **ends_on(ends)})
    findings = check_register(schema, changed(tables, "forces", force, ends), TODAY)

    assert "warning: forces suffolk: ends on 2028-03-31 and names no successor: its open cases" in (
        " ".join(str(finding) for finding in findings)
    )
    followed = changed(tables, "forces", force, {**ends, "successor": "norfolk"})
    assert "names no successor" not in " ".join(
        finding.sentence for finding in check_register(schema, followed, TODAY)
    )
    assert errors(schema, followed) == []


def test_a_successor_is_there_on_the_day_after(schema: Schema, shipped_tables: Tables) -> None:
    force = row_of(shipped_tables, "forces", force_id="suffolk")

    def named(**cells: str) -> list[str]:
        tables = changed(shipped_tables, "forces", force, {**force, **cells})
        return [text for text in errors(schema, tables) if text.startswith("error: forces")]

    assert named(successor="norfolk") == [
        "error: forces suffolk: names norfolk as who takes over but has no last day: give one"
    ]
    assert named(successor="ruritania", valid_to="2028-03-31") == [
        "error: forces suffolk: successor 'ruritania' is not in forces",
    ]
    assert named(successor="psni", valid_to="1999-03-31") == [
        "error: forces suffolk: successor 'psni' has no row in forces on 1999-04-01"
    ]


def ends_on(row: Row) -> Row:
    return {"valid_to": row["valid_to"]}
