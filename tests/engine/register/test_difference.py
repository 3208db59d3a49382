"""What two registers differ in, and a release's seed taken over without losing what is ours."""

from engine.register.difference import merge, row_changes
from engine.register.rows import Row
from engine.register.schema import Schema

Tables = dict[str, list[Row]]


def with_address(tables: Tables, force: str, address: str) -> Tables:
    forces = [
        {**row, "address": address} if row["force_id"] == force else row for row in tables["forces"]
    ]
    return {**tables, "forces": forces}


def test_a_changed_row_says_which_cells(schema: Schema, shipped_tables: Tables) -> None:
    after = with_address(shipped_tables, "dorset", "Winsford")

    (change,) = row_changes(schema, shipped_tables, after)

    assert (change.table, change.key, change.columns) == (
        "forces",
        "dorset 1995-04-01",
        ("address",),
    )


def test_a_row_more_and_a_row_less_are_told(schema: Schema, shipped_tables: Tables) -> None:
    letters = shipped_tables["letters"]
    more = {"code": "A01", "title": "Memorandum", "position": "99"}
    after = {**shipped_tables, "letters": [*letters[1:], more]}

    changes = row_changes(schema, shipped_tables, after)

    assert [(one.key, one.before is None, one.after is None) for one in changes] == [
        ("A01", True, False),
        (letters[0]["code"], False, True),
    ]


def test_a_release_changes_only_what_we_left_as_it_was(
    schema: Schema, shipped_tables: Tables
) -> None:
    ours = with_address(with_address(shipped_tables, "dorset", "Ours"), "essex", "Ours")
    release = with_address(with_address(shipped_tables, "essex", "Theirs"), "durham", "Theirs")
    merged = merge(schema, shipped_tables, ours, release)
    addresses = {row["force_id"]: row.get("address") for row in merged.tables["forces"]}

    assert [addresses[force] for force in ("dorset", "essex", "durham")] == [
        "Ours",
        "Ours",
        "Theirs",
    ]
    assert [change.key for change in merged.kept_as_ours] == ["essex 1995-04-01"]


def test_a_row_that_a_release_takes_out_goes_unless_we_changed_it(
    schema: Schema, shipped_tables: Tables
) -> None:
    first, second, *rest = shipped_tables["letters"]
    ours = {**shipped_tables, "letters": [{**first, "title": "Ours"}, second, *rest]}
    release = {**shipped_tables, "letters": rest}

    merged = merge(schema, shipped_tables, ours, release)

    assert merged.tables["letters"][0]["title"] == "Ours"
    assert second not in merged.tables["letters"]
    assert [change.after for change in merged.kept_as_ours] == [None]
