"""What two sets of rows differ in, and a release's changes taken over into one's own. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.register.rows import Row, Tables, key_of
from engine.register.schema import FROM, Schema, TableSchema

Place = tuple[str, ...]  # a row's key and its first day: where it stands in a table


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that is new, gone or other than it was."""

    table: str
    key: str
    before: Row | None
    after: Row | None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns whose cells differ, in alphabetical order."""
        before, after = self.before or {}, self.after or {}
        names = before.keys() | after.keys()
        return tuple(sorted(name for name in names if before.get(name) != after.get(name)))


def row_changes(schema: Schema, before: Tables, after: Tables) -> list[RowChange]:
    """Every row in which the two sets differ, by table, key and first day."""
    changes = []
    for name, table in schema.items():
        old, new = _by_place(table, before), _by_place(table, after)
        for place in sorted(old.keys() | new.keys()):
            if old.get(place) != new.get(place):
                key = " ".join(part for part in place if part)
                changes.append(RowChange(name, key, old.get(place), new.get(place)))
    return changes


@dataclass(frozen=True, slots=True)
class Merge:
    """Rows with a release's changes in them, and the changes that ours stood against."""

    tables: Mapping[str, list[Row]]
    kept_as_ours: tuple[RowChange, ...]  # from our row to the release's, which was not taken


def merge(schema: Schema, base: Tables, ours: Tables, release: Tables) -> Merge:
    """Three-way by key and first day: what only the release changed is taken, ours stays ours.

    *base* is the seed that was offered last; a row that both changed stays as ours is, and is told.
    """
    merged: dict[str, list[Row]] = {}
    kept_as_ours = []
    for name, table in schema.items():
        old, own, new = (_by_place(table, tables) for tables in (base, ours, release))
        rows: list[Row | None] = []
        for place in dict.fromkeys([*own, *new]):
            mine, theirs = own.get(place), new.get(place)
            if mine == old.get(place):
                rows.append(theirs)
                continue
            rows.append(mine)
            if theirs not in (mine, old.get(place)):
                key = " ".join(part for part in place if part)
                kept_as_ours.append(RowChange(name, key, mine, theirs))
        merged[name] = [row for row in rows if row is not None]
    return Merge(merged, tuple(kept_as_ours))


def _by_place(table: TableSchema, tables: Tables) -> dict[Place, Row]:
    rows: Iterable[Row] = tables.get(table.name, [])
    return {(*key_of(table, row), row.get(FROM, "")): row for row in rows}
