"""What each table of the register holds, as `workflows/reference/tables.json` declares it. Pure.

The file speaks Table Schema (Frictionless): fields, primaryKey, foreignKeys. Beside them stand
`covers` (each row of another table has exactly one row here on each day), `addressed` (a row in
force needs an address) and `ordered` (the order of rows is shown to people, and so it is kept).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.readers.json_text import json_value

POSITION = "position"  # where a row stands in a table whose order is shown
FROM, TO = "valid_from", "valid_to"
SURENESS = ("sourced", "general_knowledge", "announced", "to_check", "placeholder")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in files, its title on pages, the kind of its cells."""

    name: str
    title: str
    kind: str  # text, id, lines, date, yesno, whole, money, link or sureness
    required: bool = False


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A column whose cells name a row of another table, in force on the same days.

    Where it *follows*, the row named takes over on the day after: whoever ends names one.
    """

    column: str
    table: str
    target: str
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """Each row of another table that *where* picks has exactly one row here on each day."""

    table: str
    column: str
    since: str  # the first day on which that is asked, as ISO 8601
    noun: str
    plural: str
    where: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One table: the primary key names a thing, of which one row holds on any day."""

    name: str
    title: str
    columns: Mapping[str, Column]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    covers: Coverage | None = None
    addressed: bool = False
    ordered: bool = False


Schema = Mapping[str, TableSchema]


def read_schema(content: bytes) -> Schema:
    """The tables of a declaration by their names, in its order; KeyError where it lacks a part."""
    declared = json_value(content)
    assert isinstance(declared, dict)
    common = [_column(one) for one in declared["common"]]
    return {one["name"]: _table(one, common) for one in declared["resources"]}


def _table(declared: Mapping[str, object], common: list[Column]) -> TableSchema:
    own = [_column(one) for one in _list(declared["fields"])]
    ordered = bool(declared.get("ordered"))
    position = [Column(POSITION, "Position", "whole")] if ordered else []
    return TableSchema(
        name=str(declared["name"]),
        title=str(declared["title"]),
        columns={column.name: column for column in (*position, *own, *common)},
        primary_key=tuple(str(name) for name in _list(declared["primaryKey"])),
        foreign_keys=tuple(_foreign_key(one) for one in _list(declared.get("foreignKeys", []))),
        covers=_coverage(declared.get("covers")),
        addressed=bool(declared.get("addressed")),
        ordered=ordered,
    )


def _column(declared: Mapping[str, object]) -> Column:
    return Column(
        name=str(declared["name"]),
        title=str(declared["title"]),
        kind=str(declared["type"]),
        required=bool(declared.get("required")),
    )


def _foreign_key(declared: Mapping[str, object]) -> ForeignKey:
    reference = declared["reference"]
    assert isinstance(reference, dict)
    return ForeignKey(
        column=str(declared["fields"]),
        table=str(reference["resource"]),
        target=str(reference["fields"]),
        follows=bool(declared.get("follows")),
    )


def _coverage(declared: object) -> Coverage | None:
    if not isinstance(declared, dict):
        return None
    return Coverage(
        table=declared["resource"],
        column=declared["fields"],
        since=declared["from"],
        noun=declared["noun"],
        plural=declared["plural"],
        where=declared.get("where", {}),
    )


def _list(declared: object) -> list[Mapping[str, object]]:
    assert isinstance(declared, list)
    return declared
