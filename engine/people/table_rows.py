"""Rows of the reference tables that an answer rests on, and whether the tables say so still."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from engine.people.reference import Reference, Row


class TableRow(NamedTuple):
    """A row with the name of its table."""

    table: str
    cells: Row

    @property
    def filled(self) -> dict[str, str]:
        """The cells that are not empty."""
        return _filled(self.cells)


def holds(reference: Reference, row: TableRow, on: date) -> bool:
    """Whether the tables hold that very row on that day; empty cells are none."""
    return any(_filled(cells) == row.filled for cells in reference.rows(row.table, on))


def says_the_same(reference: Reference, row: TableRow, on: date) -> bool:
    """Whether the tables say the same of that day; how long a row holds after it is no matter."""
    wanted = _filled(row.cells) | {"valid_to": ""}
    rows = reference.rows(row.table, on)
    return any(_filled(cells) | {"valid_to": ""} == wanted for cells in rows)


def _filled(cells: Mapping[str, str]) -> dict[str, str]:
    return {column: cell for column, cell in cells.items() if cell}
