"""What a cell may be chosen from, where its column is a closed list. Pure."""

from collections.abc import Mapping, Sequence

from engine.register.rows import Row
from engine.register.schema import SURENESS, TableSchema

_CLOSED = {"yesno": ("yes", "no"), "sureness": SURENESS}


def choices_of(
    table: TableSchema, tables: Mapping[str, Sequence[Row]]
) -> dict[str, tuple[str, ...]]:
    """The cells that each column with a closed list may hold, by the column's name.

    A column that names rows of another table offers every such row of `tables`, in order.
    """
    closed = {
        name: _CLOSED[column.kind]
        for name, column in table.columns.items()
        if column.kind in _CLOSED
    }
    named = {
        key.column: tuple(sorted({row[key.target] for row in tables.get(key.table, ())}))
        for key in table.foreign_keys
    }
    return closed | named
