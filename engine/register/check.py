"""Whether rows may be put into use: one of a thing a day, no gaps, nothing named in vain. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from engine.register.rows import LAST_DAY, Row, Tables, key_of, span_of
from engine.register.schema import Coverage, ForeignKey, Schema, TableSchema

ERROR, WARNING = "error", "warning"
Span = tuple[str, str]  # the first and the last day of a period, as ISO 8601


@dataclass(frozen=True, slots=True)
class RegisterFinding:
    """One thing that the check found, at the row of a table that the key names."""

    severity: str  # error: it may not be put into use; warning: somebody should know
    table: str
    key: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.severity}: {self.table} {self.key}: {self.sentence}"


def check_register(schema: Schema, tables: Tables, today: date) -> list[RegisterFinding]:
    """Everything that speaks against putting these rows into use, errors first.

    Addresses are asked of the rows that hold *today*; everything else of every day there is.
    """
    findings: list[RegisterFinding] = []
    for table in schema.values():
        rows = tables.get(table.name, [])
        findings += _periods_that_clash(table, rows)
        for foreign_key in table.foreign_keys:
            findings += _named_in_vain(table, foreign_key, rows, tables)
            findings += _without_successor(table, foreign_key, rows)
        if table.covers is not None:
            findings += _not_covered(table, table.covers, tables, schema)
        if table.addressed:
            findings += _without_address(table, rows, today.isoformat())
    return sorted(findings, key=lambda finding: finding.severity != ERROR)


def _periods_that_clash(table: TableSchema, rows: Iterable[Row]) -> Iterator[RegisterFinding]:
    """Two rows of one thing on one day are an error; a day between two without one is a warning."""
    rows_by_key: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        rows_by_key[key_of(table, row)].append(row)
    for key, same in rows_by_key.items():
        name = " ".join(part for part in key if part)
        spans = sorted(span_of(row) for row in same)
        for (_, end), (begin, later_end) in pairwise(spans):
            if begin <= end:
                sentence = f"two rows hold from {begin} to {min(end, later_end)}: end the older one"
                yield RegisterFinding(ERROR, table.name, name, sentence)
            elif begin != _day_after(end):
                sentence = f"no row holds from {_day_after(end)} until {begin}"
                yield RegisterFinding(WARNING, table.name, name, sentence)


def _named_in_vain(
    table: TableSchema, foreign_key: ForeignKey, rows: Iterable[Row], tables: Tables
) -> Iterator[RegisterFinding]:
    spans_by_target: dict[str, list[Span]] = defaultdict(list)
    for row in tables.get(foreign_key.table, []):
        spans_by_target[row.get(foreign_key.target, "")].append(span_of(row))
    for row in rows:
        target = row.get(foreign_key.column, "")
        if not target:
            continue
        name = " ".join(key_of(table, row))
        what = f"{foreign_key.column} '{target}'"
        if target not in spans_by_target:
            sentence = f"{what} is not in {foreign_key.table}"
            yield RegisterFinding(ERROR, table.name, name, sentence)
        elif missing := first_day_without(
            sorted(spans_by_target[target]), _days_meant(foreign_key, row)
        ):
            sentence = f"{what} has no row in {foreign_key.table} on {missing}"
            yield RegisterFinding(ERROR, table.name, name, sentence)


def _days_meant(foreign_key: ForeignKey, row: Row) -> Span:
    """The days on which the row named must hold: those of this row, or the one that follows."""
    first, last = span_of(row)
    return (_day_after(last), _day_after(last)) if foreign_key.follows else (first, last)


def _without_successor(
    table: TableSchema, foreign_key: ForeignKey, rows: Iterable[Row]
) -> Iterator[RegisterFinding]:
    """Things whose last row has ended and names nobody, and rows that name one too early."""
    if not foreign_key.follows:
        return
    last_rows = {key_of(table, row): row for row in sorted(rows, key=span_of)}
    for key, row in last_rows.items():
        name, last_day, successor = " ".join(key), span_of(row)[1], row.get(foreign_key.column)
        if last_day == LAST_DAY and successor:
            sentence = f"names {successor} as who takes over but has no last day: give one"
            yield RegisterFinding(ERROR, table.name, name, sentence)
        elif last_day != LAST_DAY and not successor:
            sentence = f"ends on {last_day} and names no successor: its open cases would stand"
            yield RegisterFinding(WARNING, table.name, name, sentence)


def first_day_without(spans: Sequence[Span], wanted: Span) -> str | None:
    """The first day of the period *wanted* that none of the sorted *spans* holds; None if none."""
    day, last = wanted
    for begin, end in spans:
        if begin > day:
            break
        if end >= last:
            return None
        if end >= day:
            day = _day_after(end)
    return day


def _not_covered(
    table: TableSchema, covers: Coverage, tables: Tables, schema: Schema
) -> Iterator[RegisterFinding]:
    """Where a thing of the other table has none, or two, of this one on a day of its life.

    Only the days on which a row begins, and those after one ends, can be the first wrong day.
    """
    mine: dict[str, list[Row]] = defaultdict(list)
    for row in tables.get(table.name, []):
        mine[row.get(covers.column, "")].append(row)
    for key, life in _lives(schema[covers.table], covers, tables).items():
        for day in _days_to_try(life, mine[key]):
            in_force = [row for row in mine[key] if _holds(row, day)]
            if len(in_force) == 1:
                continue
            if in_force:
                names = " and ".join(" ".join(key_of(table, row)) for row in in_force)
                sentence = f"has two {covers.plural} on {day}: {names}"
            else:
                sentence = f"has no {covers.noun} on {day}"
            yield RegisterFinding(ERROR, table.name, key, sentence)
            break


def _lives(other: TableSchema, covers: Coverage, tables: Tables) -> dict[str, list[Span]]:
    """The periods of each row to be covered, from the first day on which that is asked."""
    lives: dict[str, list[Span]] = defaultdict(list)
    for row in tables.get(covers.table, []):
        if any(row.get(column) != value for column, value in covers.where.items()):
            continue
        begin, end = span_of(row)
        if end >= covers.since:
            lives[" ".join(key_of(other, row))].append((max(begin, covers.since), end))
    return lives


def _days_to_try(life: Iterable[Span], rows: Iterable[Row]) -> list[str]:
    days: set[str] = set()
    turning_points = [span_of(row) for row in rows]
    for begin, end in life:
        days.add(begin)
        for first, last in turning_points:
            days |= {day for day in (first, _day_after(last)) if begin <= day <= end}
    return sorted(days - {LAST_DAY})


def _without_address(
    table: TableSchema, rows: Iterable[Row], today: str
) -> Iterator[RegisterFinding]:
    for row in rows:
        if _holds(row, today) and not row.get("address"):
            sentence = "has no address: a letter to it goes out without one"
            yield RegisterFinding(WARNING, table.name, " ".join(key_of(table, row)), sentence)


def _holds(row: Row, day: str) -> bool:
    first, last = span_of(row)
    return first <= day <= last


def _day_after(day: str) -> str:
    if day == LAST_DAY:
        return LAST_DAY
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
