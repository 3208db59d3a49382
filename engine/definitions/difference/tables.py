"""Which rows and columns of two files of decision tables differ. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.definitions.difference.change import Change, part_changed, sentence
from engine.dmn.errors import DecisionFault
from engine.dmn.xml import child, children, root_of, text
from engine.readers.xml_tree import Element


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it is read: its cells under their columns, and what is noted beside it."""

    id: str
    number: int
    cells: tuple[tuple[str, str, str], ...]  # the id of the column, its name, what stands there

    @property
    def words(self) -> str:
        """The cells that say something, each after the name of its column."""
        return "; ".join(f"{name}: {cell}" for _, name, cell in self.cells if cell) or "any case"

    @property
    def content(self) -> tuple[tuple[str, str], ...]:
        """What it says, whatever its columns are called."""
        return tuple((column, cell) for column, _, cell in self.cells if cell)


@dataclass(frozen=True, slots=True)
class Table:
    """A decision as it is read."""

    name: str
    policy: str
    columns: tuple[tuple[str, str], ...]  # id, and what it asks or gives
    expression: str  # of a decision without a table
    needs: str
    rows: tuple[Row, ...]


def table_changes(path: str, before: bytes | None, after: bytes | None) -> Iterator[Change]:
    """Every difference between two versions of a decision file."""
    try:
        was, now = _tables(before), _tables(after)
    except DecisionFault:
        yield Change("decisions", path, sentence("unread", file=path))
        return
    for id_ in dict.fromkeys([*now, *was]):
        for text_ in _table(was.get(id_), now.get(id_)):
            yield Change("decisions", path, text_)


def _table(was: Table | None, now: Table | None) -> Iterator[str]:
    if was is None and now is not None:
        yield sentence("table", table=now.name)
        was = Table(now.name, now.policy, now.columns, now.expression, now.needs, ())
    if now is None and was is not None:
        yield sentence("table gone", table=was.name)
        return
    assert was is not None
    assert now is not None
    of = f"Decision \u2018{now.name}\u2019"
    for part, old, new in (
        ("its name", was.name, now.name),
        ("how its rows are picked", was.policy, now.policy),
        ("its expression", was.expression, now.expression),
        ("what it needs", was.needs, now.needs),
    ):
        if old != new:
            yield part_changed(of, part, old, new)
    yield from _columns(was, now)
    yield from _rows(was, now)


def _columns(was: Table, now: Table) -> Iterator[str]:
    before, after = dict(was.columns), dict(now.columns)
    for id_, column in after.items():
        if id_ not in before:
            yield sentence("column", table=now.name, column=column)
        elif before[id_] != column:
            of = f"Decision \u2018{now.name}\u2019"
            yield part_changed(of, "a column", before[id_], column)
    for id_, column in before.items():
        if id_ not in after:
            yield sentence("column gone", table=now.name, column=column)


def _rows(was: Table, now: Table) -> Iterator[str]:
    """Rows by their ids; one that was only saved again with another id is the same."""
    before, after = {row.id: row for row in was.rows}, {row.id: row for row in now.rows}
    gone = {row.content: row for row in was.rows if row.id not in after}
    for row in now.rows:
        old = before.get(row.id) or gone.pop(row.content, None)
        if old is None:
            yield sentence("row", table=now.name, number=row.number, row=row.words)
        elif old.content != row.content:
            yield from _cells_changed(now.name, old, row)
    for row in gone.values():
        yield sentence("row gone", table=now.name, number=row.number, row=row.words)
    if [id_ for id_ in before if id_ in after] != [id_ for id_ in after if id_ in before]:
        yield sentence("order", of=f"Decision \u2018{now.name}\u2019", what="its rows")


def _cells_changed(table: str, old: Row, new: Row) -> Iterator[str]:
    of = sentence("row at", table=table, number=new.number)
    before = {(column, name): cell for column, name, cell in old.cells}
    after = {(column, name): cell for column, name, cell in new.cells}
    for column, name in dict.fromkeys([*after, *before]):
        was, now = before.get((column, name), ""), after.get((column, name), "")
        if was != now:
            yield part_changed(of, name, was, now)


def _tables(content: bytes | None) -> dict[str, Table]:
    if content is None:
        return {}
    root = root_of(content)
    return {
        each.get("id") or str(n): _read(each) for n, each in enumerate(children(root, "decision"))
    }


def _read(decision: Element) -> Table:
    table = child(decision, "decisionTable")
    needs = sorted(
        target.get("href") or "" for each in decision for target in each if target.get("href")
    )
    columns = tuple(_heads(table)) if table is not None else ()
    policy = "" if table is None else table.get("hitPolicy") or "UNIQUE"
    aggregation = "" if table is None else table.get("aggregation") or ""
    return Table(
        name=decision.get("name") or decision.get("id") or "",
        policy=f"{policy} {aggregation}".strip(),
        columns=columns,
        expression=text(child(decision, "literalExpression")),
        needs=", ".join(needs),
        rows=tuple(_cells(table)) if table is not None else (),
    )


def _heads(table: Element) -> Iterator[tuple[str, str]]:
    for each in children(table, "input", "output"):
        asked = text(child(each, "inputExpression")) or each.get("name") or ""
        allowed = text(child(each, "inputValues", "outputValues"))
        usual = text(child(each, "defaultOutputEntry"))
        label = each.get("label") or ""
        words = f"{label} ({asked})" if label and label != asked else asked
        words += f", one of {allowed}" if allowed else ""
        yield each.get("id") or asked, words + (f", else {usual}" if usual else "")


def _labels(table: Element) -> Iterator[tuple[str, str]]:
    for each in children(table, "input", "output"):
        asked = text(child(each, "inputExpression")) or each.get("name") or ""
        yield each.get("id") or asked, each.get("label") or asked


def _cells(table: Element) -> Iterator[Row]:
    columns = tuple(_labels(table))
    for number, rule in enumerate(children(table, "rule"), 1):
        cells = [text(each) for each in children(rule, "inputEntry", "outputEntry")]
        cells = ["" if cell == "-" else cell for cell in cells]
        notes = [text(each) for each in children(rule, "annotationEntry")]
        described = child(rule, "description")
        if described is not None and described.text:
            notes.append(described.text.strip())
        under = zip(columns, cells, strict=False)
        named = [(id_, words, cell) for (id_, words), cell in under]
        named += [("note", "note", note) for note in notes]
        yield Row(rule.get("id") or str(number), number, tuple(named))
