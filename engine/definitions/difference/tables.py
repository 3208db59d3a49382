"""Which rows and columns of two files of decision tables differ. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from engine.definitions.difference.change import Change, part_changed, quoted, sentence
from engine.dmn.errors import DecisionFault
from engine.dmn.xml import child, children, root_of, text
from engine.readers.xml_tree import Element


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a row under one column; `text` is empty where any value will do."""

    column: str  # its id
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it is read: its cells under their columns, and what is noted beside it."""

    id: str
    number: int
    cells: tuple[Cell, ...]

    @property
    def words(self) -> str:
        """The cells that say something, each after the name of its column."""
        words = [f"{cell.heading}: {cell.text}" for cell in self.cells if cell.text]
        return "; ".join(words) or "any case"

    @property
    def content(self) -> tuple[tuple[str, str], ...]:
        """What it says, whatever its columns are called."""
        return tuple((cell.column, cell.text) for cell in self.cells if cell.text)


@dataclass(frozen=True, slots=True)
class Column:
    """A column that asks or gives something."""

    id: str
    heading: str
    words: str  # its heading, the expression it stands for, and what may stand in it


@dataclass(frozen=True, slots=True)
class Table:
    """A decision as it is read."""

    name: str
    policy: str
    columns: tuple[Column, ...]
    expression: str  # of a decision without a table
    needs: str
    rows: tuple[Row, ...]

    @property
    def called(self) -> str:
        """How a sentence begins that is about it."""
        return f"Decision {quoted(self.name)}"


def table_changes(path: str, before: bytes | None, after: bytes | None) -> Iterator[Change]:
    """Every difference between two versions of a decision file."""
    try:
        old, new = _tables(before), _tables(after)
    except DecisionFault:
        yield Change("decisions", path, sentence("unread", file=path))
        return
    for sentence_ in _sentences(old, new):
        yield Change("decisions", path, sentence_)


def _sentences(old: Mapping[str, Table], new: Mapping[str, Table]) -> Iterator[str]:
    for key, table in new.items():
        if key not in old:
            yield sentence("table", table=table.name)
        yield from _table_sentences(old.get(key, replace(table, rows=())), table)
    for key, table in old.items():
        if key not in new:
            yield sentence("table gone", table=table.name)


def _table_sentences(old: Table, new: Table) -> Iterator[str]:
    for part, before, after in (
        ("its name", old.name, new.name),
        ("how its rows are picked", old.policy, new.policy),
        ("its expression", old.expression, new.expression),
        ("what it needs", old.needs, new.needs),
    ):
        if before != after:
            yield part_changed(new.called, part, before, after)
    yield from _column_sentences(old, new)
    yield from _row_sentences(old, new)


def _column_sentences(old: Table, new: Table) -> Iterator[str]:
    old_words = {column.id: column.words for column in old.columns}
    new_words = {column.id: column.words for column in new.columns}
    for key, words in new_words.items():
        if key not in old_words:
            yield sentence("column", table=new.name, column=words)
        elif old_words[key] != words:
            yield part_changed(new.called, "a column", old_words[key], words)
    for key, words in old_words.items():
        if key not in new_words:
            yield sentence("column gone", table=new.name, column=words)


def _row_sentences(old: Table, new: Table) -> Iterator[str]:
    """Rows by their ids; one that was only saved again with another id is the same."""
    old_rows = {row.id: row for row in old.rows}
    new_rows = {row.id: row for row in new.rows}
    unmatched = {row.content: row for row in old.rows if row.id not in new_rows}
    for row in new.rows:
        before = old_rows.get(row.id) or unmatched.pop(row.content, None)
        if before is None:
            yield sentence("row", table=new.name, number=row.number, row=row.words)
        elif before.content != row.content:
            yield from _cell_sentences(new.name, before, row)
    for row in unmatched.values():
        yield sentence("row gone", table=new.name, number=row.number, row=row.words)
    still_there = [key for key in old_rows if key in new_rows]
    there_before = [key for key in new_rows if key in old_rows]
    if still_there != there_before:
        yield sentence("order", of=new.called, what="its rows")


def _cell_sentences(table: str, old: Row, new: Row) -> Iterator[str]:
    of = sentence("row at", table=table, number=new.number)
    old_texts = {(cell.column, cell.heading): cell.text for cell in old.cells}
    new_texts = {(cell.column, cell.heading): cell.text for cell in new.cells}
    for key in dict.fromkeys([*new_texts, *old_texts]):
        before, after = old_texts.get(key, ""), new_texts.get(key, "")
        if before != after:
            _, heading = key
            yield part_changed(of, heading, before, after)


def _tables(content: bytes | None) -> dict[str, Table]:
    """Each decision of a file by its id, or by its number where it has none."""
    if content is None:
        return {}
    tables: dict[str, Table] = {}
    for number, decision in enumerate(children(root_of(content), "decision")):
        tables[decision.get("id") or str(number)] = _read_decision(decision)
    return tables


def _read_decision(decision: Element) -> Table:
    table = child(decision, "decisionTable")
    columns = () if table is None else tuple(_columns(table))
    return Table(
        name=decision.get("name") or decision.get("id") or "",
        policy="" if table is None else _policy(table),
        columns=columns,
        expression=text(child(decision, "literalExpression")),
        needs=_needs(decision),
        rows=() if table is None else tuple(_rows(table, columns)),
    )


def _policy(table: Element) -> str:
    """`UNIQUE`, which is what DMN takes it for when none is written, or `COLLECT SUM`."""
    policy = table.get("hitPolicy") or "UNIQUE"
    aggregation = table.get("aggregation") or ""
    return f"{policy} {aggregation}".strip()


def _needs(decision: Element) -> str:
    """What its requirements refer to, whatever kind of requirement each is."""
    references: list[str] = []
    for requirement in decision:
        references += [target.get("href") or "" for target in requirement]
    return ", ".join(sorted(filter(None, references)))


def _columns(table: Element) -> Iterator[Column]:
    for column in children(table, "input", "output"):
        expression = text(child(column, "inputExpression")) or column.get("name") or ""
        label = column.get("label") or expression
        key = column.get("id") or expression
        yield Column(key, label, _words_of_column(column, label, expression))


def _words_of_column(column: Element, label: str, expression: str) -> str:
    words = f"{label} ({expression})" if label != expression else expression
    allowed = text(child(column, "inputValues", "outputValues"))
    if allowed:
        words += f", one of {allowed}"
    default = text(child(column, "defaultOutputEntry"))
    if default:
        words += f", else {default}"
    return words


def _rows(table: Element, columns: tuple[Column, ...]) -> Iterator[Row]:
    for number, rule in enumerate(children(table, "rule"), 1):
        entries = children(rule, "inputEntry", "outputEntry")
        cells = [_cell(*pair) for pair in zip(columns, entries, strict=False)]
        notes = [Cell("note", "note", note) for note in _notes(rule)]
        yield Row(rule.get("id") or str(number), number, (*cells, *notes))


def _cell(column: Column, entry: Element) -> Cell:
    words = text(entry)
    return Cell(column.id, column.heading, "" if words == "-" else words)


def _notes(rule: Element) -> list[str]:
    """What its annotations say; the modeller keeps a single one in the description."""
    notes = [text(annotation) for annotation in children(rule, "annotationEntry")]
    description = child(rule, "description")
    if description is not None and description.text:
        notes.append(description.text.strip())
    return notes
