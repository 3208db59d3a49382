"""Gaps, overlaps and idle rows of decision tables, each as a sentence that says when.

Only conditions on written-out values are looked at; where two columns depend on each other, an
example may be one that never comes up.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from engine.dmn.read import Decisions
from engine.dmn.regions import in_words
from engine.dmn.samples import Sample, samples
from engine.dmn.table import Input, Table

GAP, OVERLAP, IDLE = "gap", "overlap", "idle"
_MOST_STATES = 5_000
_MOST_GAPS = 5
_MOST_OVERLAPS = 20
_MOST_TRIES = 60_000
_MOST_CELLS = 5_000
_MOST_COLUMNS = 50
_MOST_NAMED = 6
_UNKNOWN = Sample(None)  # a fact may not be known yet
_ONE_ANSWER = {"UNIQUE", "ANY", "FIRST", "PRIORITY"}
Region = Mapping[int, Sequence[Sample]]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a table leaves open or says twice."""

    decision: str
    kind: str
    rows: tuple[str, ...]
    sentence: str


def findings(decisions: Decisions) -> tuple[Finding, ...]:
    """What is to be said about every table of the file, as far as its cells are not too many."""
    found: list[Finding] = []
    cells, left = 0, 2 * _MOST_TRIES
    for decision in decisions.ids:
        table = decisions.table(decision)
        if table is not None:
            cells += len(table.inputs) * len(table.rows)
            if cells <= _MOST_CELLS:
                looking = _Looking(table, min(left, _MOST_TRIES))
                found += _of_table(decision, table, looking)
                left -= looking.tries
    return tuple(found)


def _of_table(decision: str, table: Table, looking: "_Looking") -> Iterator[Finding]:
    if not looking.possible():
        return
    looking.explore()
    if table.policy in _ONE_ANSWER and not any(output.default for output in table.outputs):
        for region in looking.gaps[:_MOST_GAPS]:
            yield Finding(decision, GAP, (), _gap(table, region))
    yield from _overlaps(decision, table, looking)
    yield from _idle(decision, table, looking)


@dataclass(slots=True)
class _Looking:
    """Goes through the columns, keeping together the values that the same rows accept."""

    table: Table
    most: int  # tries
    tries: int = 0
    columns: list[dict[int, list[Sample]]] = field(default_factory=list)
    gaps: list[Region] = field(default_factory=list)
    overlaps: dict[tuple[int, int], Region] = field(default_factory=dict)
    first: set[int] = field(default_factory=set)
    reached: set[int] = field(default_factory=set)
    seen: set[tuple[int, int, bool]] = field(default_factory=set)

    def possible(self) -> bool:
        """Whether every column can be told by examples, and there are not too many to try."""
        if len(self.table.inputs) > _MOST_COLUMNS:
            return False
        for at, column in enumerate(self.table.inputs):
            values = samples(column, self.table.rows, at)
            if values is None or self._too_many(len(values) * len(self.table.rows)):
                return False
            self.columns.append(self._told_apart(at, [*values, _UNKNOWN]))
        return bool(self.table.rows)

    def _too_many(self, tries: int) -> bool:
        if self.tries + tries > self.most:
            return True
        self.tries += tries
        return False

    def _told_apart(self, at: int, values: Sequence[Sample]) -> dict[int, list[Sample]]:
        """The values that the same rows accept, by those rows as bits."""
        told: dict[int, list[Sample]] = {}
        for sample in values:
            accepted = sum(
                1 << row
                for row, each in enumerate(self.table.rows)
                if each.tests[at](sample.value, {}) is True
            )
            alike = told.setdefault(accepted, [])
            if sample.value is not None or not alike:
                alike.append(sample)
        return told

    def explore(self) -> None:
        everyone = (1 << len(self.table.rows)) - 1
        waiting: list[tuple[int, int, dict[int, list[Sample]]]] = [(0, everyone, {})]
        while waiting and len(self.seen) < _MOST_STATES:
            at, left, region = waiting.pop()
            unknown = any(alike[0].value is None for alike in region.values())
            if not left:
                self.gaps += [] if unknown else [region]
            elif at == len(self.columns):
                self._note(left, region)
            elif (at, left, unknown) not in self.seen:
                self.seen.add((at, left, unknown))
                for accepted, alike in reversed(self.columns[at].items()):
                    pinned = {**region, at: alike} if len(self.columns[at]) > 1 else region
                    waiting.append((at + 1, left & accepted, pinned))

    def _note(self, left: int, region: Region) -> None:
        rows = [row for row in range(len(self.table.rows)) if left >> row & 1]
        self.first.add(rows[0])
        self.reached.update(rows)
        if len(self.overlaps) < _MOST_OVERLAPS:
            for pair in itertools.combinations(rows[:_MOST_OVERLAPS], 2):
                self.overlaps.setdefault(pair, region)

    @property
    def finished(self) -> bool:
        return len(self.seen) < _MOST_STATES


def _gap(table: Table, region: Region) -> str:
    return f"no row matches when {_when(table.inputs, region)}; add a row or a default result"


def _when(inputs: Sequence[Input], region: Region) -> str:
    pinned = sorted(region.items())
    parts = [f"{inputs[at].label} is {in_words(alike)}" for at, alike in pinned[:_MOST_NAMED]]
    more = len(pinned) - len(parts)
    parts += [f"{more} more are as they must be"] if more > 0 else []
    return " and ".join(parts) or "anything is asked"


def _overlaps(decision: str, table: Table, looking: _Looking) -> Iterator[Finding]:
    if table.policy not in {"UNIQUE", "ANY"}:
        return
    for (one, other), region in sorted(looking.overlaps.items(), key=_pair)[:_MOST_OVERLAPS]:
        rows = table.rows[one], table.rows[other]
        if table.policy == "ANY" and rows[0].given == rows[1].given:
            continue
        numbers = f"rows {rows[0].index} and {rows[1].index}"
        ask = "only one may" if table.policy == "UNIQUE" else "they must agree"
        sentence = f"{numbers} both match when {_when(table.inputs, region)}, but {ask}"
        yield Finding(decision, OVERLAP, (rows[0].id, rows[1].id), sentence)


def _pair(overlap: tuple[tuple[int, int], Region]) -> tuple[int, int]:
    return overlap[0]


def _idle(decision: str, table: Table, looking: _Looking) -> Iterator[Finding]:
    if not looking.finished:
        return
    useful = looking.first if table.policy == "FIRST" else looking.reached
    why = "the rows above it take every case" if table.policy == "FIRST" else "no value passes it"
    for at, row in enumerate(table.rows):
        if at not in useful:
            yield Finding(decision, IDLE, (row.id,), f"row {row.index} never decides: {why}")
