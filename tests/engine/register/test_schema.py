"""The declaration of tables: it knows every table that ships, with the keys that name a thing."""

from pathlib import Path

from engine.register.schema import Schema


def test_every_shipped_table_is_declared_with_its_columns(
    schema: Schema, shipped_files: dict[str, Path]
) -> None:
    assert set(schema) == set(shipped_files)
    for name, path in shipped_files.items():
        heading = path.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
        assert set(heading) <= set(schema[name].columns), name


def test_a_table_says_what_it_names_and_what_covers_it(schema: Schema) -> None:
    bodies = schema["local_policing_bodies"]

    assert bodies.primary_key == ("body_id",)
    assert {key.table for key in bodies.foreign_keys} == {"forces", "body_types"}
    assert bodies.covers is not None
    assert (bodies.covers.table, bodies.covers.since) == ("forces", "1996-08-22")


def test_only_tables_whose_order_is_shown_keep_positions(schema: Schema) -> None:
    assert "position" in schema["markings"].columns
    assert "position" not in schema["forces"].columns
