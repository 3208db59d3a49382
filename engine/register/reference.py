"""Makes the tables that the engine asks of plain rows, each with every column that is declared."""

from collections.abc import Mapping

from engine.errors import DefinitionRefused
from engine.people.reference import Reference
from engine.register.rows import Row, Tables, in_reading_order
from engine.register.schema import Schema
from engine.register.sheets import SheetRefused, read_sheets


def reference_of(schema: Schema, tables: Tables) -> Reference:
    """The tables with their rows in the order in which people read them.

    DefinitionRefused when the roles name a power that there is not.
    """
    known = {name: rows for name, rows in tables.items() if name in schema}
    ordered = in_reading_order(schema, known)
    return Reference.from_rows(
        {name: _filled(schema, name, rows) for name, rows in ordered.items()}
    )


def reference_in_sheets(schema: Schema, files: Mapping[str, bytes]) -> Reference:
    """The tables in CSV files by their names; DefinitionRefused with every fault of them."""
    try:
        return reference_of(schema, read_sheets(schema, files))
    except SheetRefused as refused:
        faults = "; ".join(str(fault) for fault in refused.faults[:20])
        raise DefinitionRefused(f"the reference tables cannot be used: {faults}") from refused


def _filled(schema: Schema, name: str, rows: list[Row]) -> list[Row]:
    blank = dict.fromkeys(schema[name].columns, "")
    return [{**blank, **row} for row in rows]
