"""What each table says of the proof of its rows: whose log seals them, and what is left out why.

It stands in the table's own `info`, beside its columns. A column that is not named here is sealed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from sqlalchemy import Column, Table

from engine.store.base import metadata

_KEY = "sealing"
_NAME = "sealed_as"


class Owner(Enum):
    """Which chain of the log an entry that wrote a row belongs to: always exactly one."""

    CASE = "the chain of its case"
    REGISTER = "the register"
    NOBODY = "no chain: compared with what the entries say, or deciding nothing"


@dataclass(frozen=True, slots=True)
class Sealing:
    """How the rows of a table are proved."""

    owner: Owner
    case: str = ""  # the column that holds the id of the row's case
    derived: Mapping[str, str] = field(default_factory=dict)  # column: what verify compares it with
    exempt: Mapping[str, str] = field(
        default_factory=dict
    )  # column, or "-row": why it need not be found


def sealed_by_case(
    case: str = "case_id",
    *,
    derived: Mapping[str, str] | None = None,
    exempt: Mapping[str, str] | None = None,
) -> dict[str, object]:
    """For the `info` of a table whose rows are sealed by the chain of the case in column *case*."""
    return {_KEY: Sealing(Owner.CASE, case, derived or {}, exempt or {})}


def sealed_by_register(
    *, derived: Mapping[str, str] | None = None, exempt: Mapping[str, str] | None = None
) -> dict[str, object]:
    """For the `info` of a table whose rows are sealed by the register's chain."""
    return {_KEY: Sealing(Owner.REGISTER, "", derived or {}, exempt or {})}


def derived_by_verify(how: str, *, exempt: Mapping[str, str] | None = None) -> dict[str, object]:
    """For the `info` of a table that verify compares with the entries in another way: *how*."""
    return {_KEY: Sealing(Owner.NOBODY, "", {"*": how}, exempt or {})}


def decides_nothing(why: str) -> dict[str, object]:
    """For the `info` of a table that may be changed without any decision being another: *why*."""
    return {_KEY: Sealing(Owner.NOBODY, "", {}, {"*": why})}


def sealed_as(name: str) -> dict[str, object]:
    """For the `info` of a column that had another *name* when entries began to seal it.

    A digest is of names and values: what was sealed under the old name is proved under it.
    """
    return {_NAME: name}


def sealed_name(column: Column[object]) -> str:
    """The name under which entries seal a column: the one it had when they began to."""
    return str(column.info.get(_NAME, column.name))


def tables_sealed_by(owner: Owner) -> list[Table]:
    """The tables whose rows are sealed by a chain of that kind; every room has to be loaded."""
    return [table for table in metadata.sorted_tables if sealing_of(table).owner is owner]


def sealing_of(table: Table) -> Sealing:
    """How the rows of *table* are proved; KeyError when its `info` does not say."""
    sealing: Sealing = table.info[_KEY]
    return sealing
