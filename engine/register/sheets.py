"""Tables of the register as CSV files: each fault with its row and column, and back again. Pure."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.register.cells import CellRefused, read_cell
from engine.register.rows import Row, span_of
from engine.register.schema import POSITION, TO, Schema, TableSchema

LARGEST = 2_000_000  # bytes
MOST_ROWS = 20_000
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class SheetFault:
    """What is wrong with a cell, a row or a whole file."""

    table: str
    row: int  # as a spreadsheet counts it, its heading being row 1; 0 is the file
    column: str
    sentence: str

    def __str__(self) -> str:
        place = f"{self.table}.csv"
        if self.row:
            place += f", row {self.row}"
        if self.column:
            place += f", column {self.column}"
        return f"{place}: {self.sentence}"


class SheetRefused(Exception):
    """A file with faults: all of them are told at once, and none of its rows is taken."""

    def __init__(self, faults: list[SheetFault]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


def read_sheet(schema: Schema, name: str, content: bytes) -> list[Row]:
    """The rows of the table *name* in a CSV file; SheetRefused with every fault of it."""
    if name not in schema:
        known = ", ".join(sorted(schema))
        raise SheetRefused(
            [SheetFault(name, 0, "", f"there is no table of this name; the tables are {known}")]
        )
    lines = _lines_of(name, content)
    reader = _SheetReader(schema[name])
    rows = reader.read(lines)
    if reader.faults:
        raise SheetRefused(reader.faults)
    return rows


def read_sheets(schema: Schema, files: Mapping[str, bytes]) -> dict[str, list[Row]]:
    """The rows of several tables by their names; SheetRefused with every fault of all of them."""
    tables: dict[str, list[Row]] = {}
    faults: list[SheetFault] = []
    for name, content in files.items():
        try:
            tables[name] = read_sheet(schema, name, content)
        except SheetRefused as refused:
            faults += refused.faults
    if faults:
        raise SheetRefused(faults)
    return tables


def read_row(table: TableSchema, cells: Mapping[str, str]) -> Row:
    """A row as it is typed into a form; SheetRefused with a fault for each column that is wrong."""
    known = {name: text for name, text in cells.items() if name in table.columns}
    reader = _SheetReader(table)
    row = reader.read_cells(0, list(known), list(known.values()))
    if reader.faults:
        raise SheetRefused(reader.faults)
    return row


def write_sheet(table: TableSchema, rows: Iterable[Row]) -> bytes:
    """The rows as a CSV that spreadsheets open rightly: UTF-8 with its mark, Windows line ends."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(table.columns), restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def _lines_of(name: str, content: bytes) -> list[list[str]]:
    if len(content) > LARGEST:
        raise SheetRefused([SheetFault(name, 0, "", "the file is larger than 2 MB: split it")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        encoding = "UTF-16" if content[:2] in _UTF_16 else "another encoding than UTF-8"
        sentence = f"the file is in {encoding}: save it as 'CSV UTF-8'"
        raise SheetRefused([SheetFault(name, line, "", sentence)]) from problem
    try:
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as problem:
        sentence = f"the file cannot be read as CSV ({problem}): save it again from a spreadsheet"
        raise SheetRefused([SheetFault(name, 0, "", sentence)]) from problem


class _SheetReader:
    """Reads the lines of one file and notes every fault on the way."""

    def __init__(self, table: TableSchema) -> None:
        self.table = table
        self.faults: list[SheetFault] = []

    def read(self, lines: list[list[str]]) -> list[Row]:
        heading = [name.strip() for name in lines[0]] if lines else []
        self._check_heading(heading)
        if self.faults:
            return []
        if len(lines) > MOST_ROWS + 1:
            self._fault(0, "", f"the file has more than {MOST_ROWS:,} rows")
            return []
        rows: list[Row] = []
        for number, cells in enumerate(lines[1:], start=2):
            if any(cell.strip() for cell in cells):  # spreadsheets leave empty rows at the end
                rows.append(self.read_cells(number, heading, cells))
        if self.table.ordered and POSITION not in heading:
            rows = [{**row, POSITION: str(place)} for place, row in enumerate(rows, start=1)]
        return rows

    def _check_heading(self, heading: list[str]) -> None:
        if len(heading) == 1 and ";" in heading[0]:
            self._fault(1, "", "the cells are divided by semicolons: save it with commas")
            return
        known = self.table.columns
        unknown = [name for name in heading if name not in known]
        twice = {name for name in heading if heading.count(name) > 1}
        missing = [name for name in known if known[name].required and name not in heading]
        for name in unknown:
            self._fault(1, name or "without a name", "is no column of this table")
        for name in sorted(twice):
            self._fault(1, name, "stands twice in the heading")
        for name in missing:
            self._fault(1, name, "is missing from the heading")

    def read_cells(self, number: int, heading: list[str], cells: list[str]) -> dict[str, str]:
        """The row that these cells are; what is wrong is noted among the faults."""
        if len(cells) != len(heading):
            self._fault(number, "", f"has {len(cells)} cells, and the heading has {len(heading)}")
            return {}
        row: dict[str, str] = {}
        refused = set()
        for name, text in zip(heading, cells, strict=True):
            try:
                value = read_cell(self.table.columns[name].kind, text)
            except CellRefused as problem:
                self._fault(number, name, str(problem))
                refused.add(name)
                continue
            if value:
                row[name] = value
        self._check_row(number, row, refused)
        return row

    def _check_row(self, number: int, row: Row, refused: set[str]) -> None:
        for column in self.table.columns.values():
            if column.required and column.name not in row and column.name not in refused:
                self._fault(number, column.name, "is empty: fill it in")
        first, last = span_of(row)
        if last < first:
            self._fault(number, TO, f"is before the day from which the row holds, {first}")

    def _fault(self, row: int, column: str, sentence: str) -> None:
        self.faults.append(SheetFault(self.table.name, row, column, sentence))
