"""Change one row of a draft of the register: put it in, put another in its place, take it out."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.commands.context import CommandContext
from engine.commands.registering import draft_of, keep_change
from engine.errors import AnswersRejected, NotFound, Stale
from engine.register.rows import Row, canonical, digest, key_of
from engine.register.schema import FROM, POSITION, TableSchema
from engine.register.sets import tables_of
from engine.register.sheets import SheetRefused, read_row

TAKEN = "this very row stands in the table already: change it so that it says something else"


@dataclass(frozen=True, slots=True)
class ChangeRegister:
    """Put a row with these cells into a table of a draft, or take one out."""

    number: int
    seen: str  # the identity of the draft that the page showed
    table: str
    old: str | None = None  # the digest of the row that goes
    cells: Mapping[str, str] | None = None  # as typed, by column; None takes the row out

    def do(self, context: CommandContext) -> None:
        """Keeps the draft with the row changed; it has to be checked again."""
        draft = draft_of(context, self.number, self.seen)
        table = context.registers.schema.get(self.table)
        if table is None:
            raise NotFound(f"the register has no table '{self.table}'")
        tables = tables_of(context.db, self.number)
        rows = tables.get(self.table, [])
        others = [row for row in rows if self._digest(row) != self.old]
        if self.old is not None and len(others) == len(rows):
            raise Stale("somebody else has changed this row since your page was opened")
        if self.cells is None:
            gone = next(row for row in rows if self._digest(row) == self.old)
            tables[self.table] = others
            keep_change(context, "change_register", draft, tables, _told(table, gone, "taken out"))
            return
        row = self._new_row(table, others)
        tables[self.table] = [*others, row]
        verb = "added" if self.old is None else "changed"
        keep_change(context, "change_register", draft, tables, _told(table, row, verb))

    def _new_row(self, table: TableSchema, others: list[Row]) -> Row:
        """The typed row; AnswersRejected with what is wrong in each column."""
        cells = dict(self.cells or {})
        if table.ordered and not cells.get(POSITION, "").strip():
            cells[POSITION] = str(max((int(row.get(POSITION, 0)) for row in others), default=0) + 1)
        try:
            row = read_row(table, cells)
        except SheetRefused as refused:
            problems = {
                fault.column: f"{table.columns[fault.column].title} {fault.sentence}"
                for fault in refused.faults
            }
            raise AnswersRejected(problems) from refused
        if any(self._digest(other) == self._digest(row) for other in others):
            raise AnswersRejected({table.primary_key[0]: TAKEN})
        return row

    def _digest(self, row: Row) -> str:
        return digest(canonical(self.table, row))


def _told(table: TableSchema, row: Row, verb: str) -> str:
    name = " ".join(filter(None, [*key_of(table, row), row.get(FROM, "")]))
    return f"{table.name} {name}: {verb}"
