"""Tables go out as CSV and come back; whatever is wrong in a file is told by row and column."""

import pytest

from engine.register.rows import (
    Row,
    canonical,
    digests_of,
    identity,
    identity_of,
    in_reading_order,
    row_in,
)
from engine.register.schema import Schema
from engine.register.sheets import SheetRefused, read_sheet, read_sheets, write_sheet

BODIES = "local_policing_bodies"
HEADING = "body_id,force_id,body_name,body_type,valid_from,valid_to"
KENT = "kent-pcc,kent,Kent Police and Crime Commissioner,pcc,2012-11-22,"


def sheet(*lines: str) -> bytes:
    return "\r\n".join([HEADING, *lines, ""]).encode()


def faults(schema: Schema, content: bytes, name: str = BODIES) -> list[str]:
    with pytest.raises(SheetRefused) as refused:
        read_sheet(schema, name, content)
    assert str(refused.value)
    return [str(fault) for fault in refused.value.faults]


def test_the_shipped_tables_come_back_as_the_same_register(
    schema: Schema, shipped_tables: dict[str, list[Row]]
) -> None:
    back = {}
    for name, rows in in_reading_order(schema, shipped_tables).items():
        exported = write_sheet(schema[name], reversed(rows))
        assert exported.startswith(b"\xef\xbb\xbf")
        back[name] = read_sheet(schema, name, exported)

    assert identity(digests_of(back)) == identity(digests_of(shipped_tables))
    assert in_reading_order(schema, back) == in_reading_order(schema, shipped_tables)


def test_days_as_a_spreadsheet_saves_them_are_the_same_row(schema: Schema) -> None:
    british = sheet(KENT.replace("2012-11-22", "22/11/2012"))

    assert read_sheet(schema, BODIES, british) == read_sheet(schema, BODIES, sheet(KENT))


def test_empty_rows_and_cells_are_not_there(schema: Schema) -> None:
    (row,) = read_sheet(schema, BODIES, sheet(KENT, ",,,,,"))

    assert "valid_to" not in row


def test_the_order_of_a_table_that_shows_it_is_kept(schema: Schema) -> None:
    rows = read_sheet(schema, "markings", b"value,label\nSECRET,Secret\nOFFICIAL,Official\n")

    assert [(row["position"], row["value"]) for row in rows] == [("1", "SECRET"), ("2", "OFFICIAL")]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (KENT.replace("kent,", "=1+1,", 1).replace("kent-pcc", "k"), None),
        ("k,kent,=HYPERLINK(1),pcc,,", "row 2, column body_name: begins like a formula"),
        ("k,kent,Kent,pcc,31/11/2012,", "row 2, column valid_from: '31/11/2012' is no day"),
        ("k,kent,,pcc,,", "row 2, column body_name: is empty: fill it in"),
        ("k,kent,Kent,pcc,2012-11-22,2012-11-21", "row 2, column valid_to: is before the day"),
        ("k,kent,Kent", "row 2: has 3 cells, and the heading has 6"),
    ],
)
def test_each_fault_names_its_row_and_column(schema: Schema, line: str, fault: str | None) -> None:
    told = faults(schema, sheet(line))

    assert all(one.startswith(f"{BODIES}.csv, row 2") for one in told)
    assert fault is None or any(fault in one for one in told)


def test_every_fault_of_a_file_is_told_at_once(schema: Schema) -> None:
    told = faults(schema, sheet("a b,kent,Kent,pcc,,", KENT, "c,kent,Kent,pcc,soon,"))

    assert len(told) == 2
    assert "row 2, column body_id" in told[0]
    assert "row 4, column valid_from" in told[1]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "row 1, column body_id: is missing from the heading"),
        (b"body_id;force_id\n", "row 1: the cells are divided by semicolons: save it with commas"),
        (sheet(KENT).replace(b"body_name", b"body_nam"), "column body_nam: is no column of this"),
        (sheet(KENT).replace(b"valid_to", b""), "column without a name: is no column of this"),
        (
            sheet(KENT).replace(b"valid_to", b"valid_from"),
            "valid_from: stands twice in the heading",
        ),
        (sheet(KENT).decode().encode("utf-16"), "the file is in UTF-16: save it as 'CSV UTF-8'"),
        (
            sheet(KENT.replace("Kent P", "Kent\u2019s P")).decode().encode("cp1252"),
            "row 2: the fil",
        ),
        (b'"a\n', "the file cannot be read as CSV"),
        (b"x" * 2_000_001, "the file is larger than 2 MB: split it"),
        (sheet(*[KENT] * 20_001), "the file has more than 20,000 rows"),
    ],
)
def test_a_file_that_is_no_such_table_says_what_to_do(
    schema: Schema, content: bytes, fault: str
) -> None:
    assert any(fault in one for one in faults(schema, content))


def test_a_table_nobody_declared_is_refused_with_those_there_are(schema: Schema) -> None:
    (told,) = faults(schema, b"a", name="capitals")

    assert told.startswith(
        "capitals.csv: there is no table of this name; the tables are body_types"
    )


def test_the_faults_of_several_files_are_told_together(schema: Schema) -> None:
    files = {BODIES: sheet(KENT.replace("kent-pcc", "")), "cars": b"a", "letters": b"code,title"}
    with pytest.raises(SheetRefused) as refused:
        read_sheets(schema, files)

    assert {fault.table for fault in refused.value.faults} == {BODIES, "cars"}
    assert read_sheets(schema, {"letters": b"code,title"}) == {"letters": []}


def test_a_row_is_read_from_the_text_it_is_kept_as() -> None:
    row = {"code": "L01", "title": "", "valid_from": "2012-11-22"}

    assert row_in(canonical("letters", row)) == (
        "letters",
        {"code": "L01", "valid_from": "2012-11-22"},
    )
    with pytest.raises(ValueError, match="no row"):
        row_in('{"letters": 1}')


def test_a_row_that_stands_twice_is_one_row_of_the_set() -> None:
    row = {"code": "L01"}
    assert identity_of({"letters": [row, row]}) == identity_of({"letters": [row]})
