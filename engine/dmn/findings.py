"""Gaps, overlaps and idle rows of decision tables, each as a sentence that says when.

Only conditions on written-out values are looked at; where two columns depend on each other, an
example may be one that never comes up.

Of each column come examples, one for every way its cells tell values apart, put together where the
same rows accept them. Then the columns are gone through from left to right, and with each choice
only the rows that accept it are left:

    row   member   days
    1     true     < 5
    2     -        -

`true` is accepted by both rows and `false` by row 2; 4 by both, and 5 by row 2. With `true` and 4
both rows are left at the end, which is an overlap. Were there no row 2, `false` would leave none,
which is a gap. What was tried before with the same rows left is not tried again.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from engine.dmn.read import Decisions
from engine.dmn.regions import in_words
from engine.dmn.samples import Sample, samples
from engine.dmn.table import Input, Table

GAP, OVERLAP, IDLE = "gap", "overlap", "idle"
# What is told: one gap is often part of a larger one, and mending the first mends the others.
_MOST_GAPS = 5
_MOST_OVERLAPS = 20
_MOST_NAMED = 6  # columns in one sentence
# What is tried, so that no table keeps a check busy; beyond that nothing is said of a table.
_MOST_STATES = 5_000
_MOST_TRIES = 60_000  # of one table; all of a file together may take twice as many
_MOST_CELLS = 5_000  # of all tables of a file
_MOST_COLUMNS = 50
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
    every_finding: list[Finding] = []
    cells, tries_left = 0, 2 * _MOST_TRIES
    for decision in decisions.ids:
        table = decisions.table(decision)
        if table is None:
            continue
        cells += len(table.inputs) * len(table.rows)
        if cells <= _MOST_CELLS:
            search = _Search(table, min(tries_left, _MOST_TRIES))
            every_finding += _findings_of_table(decision, table, search)
            tries_left -= search.tries
    return tuple(every_finding)


def _findings_of_table(decision: str, table: Table, search: "_Search") -> Iterator[Finding]:
    if not search.is_possible():
        return
    search.explore()
    has_default = any(output.default for output in table.outputs)
    if table.policy in _ONE_ANSWER and not has_default:
        for region in search.gaps[:_MOST_GAPS]:
            yield Finding(decision, GAP, (), _gap_sentence(table, region))
    yield from _overlaps(decision, table, search)
    yield from _idle_rows(decision, table, search)


@dataclass(frozen=True, slots=True)
class _State:
    """How far the search has come: the next column, the rows still left, what was pinned."""

    column: int
    rows: int  # as bits
    region: Region

    @property
    def is_unknown(self) -> bool:
        """Whether a fact that is not known yet was chosen on the way."""
        return any(alike[0].value is None for alike in self.region.values())


@dataclass(slots=True)
class _Search:
    """Goes through the columns, keeping together the values that the same rows accept."""

    table: Table
    most_tries: int
    tries: int = 0
    columns: list[dict[int, list[Sample]]] = field(default_factory=list)
    gaps: list[Region] = field(default_factory=list)
    overlaps: dict[tuple[int, int], Region] = field(default_factory=dict)
    first_rows: set[int] = field(default_factory=set)  # each the first to match in some case
    matching_rows: set[int] = field(default_factory=set)  # each matching in some case
    states_seen: set[tuple[int, int, bool]] = field(default_factory=set)

    def is_possible(self) -> bool:
        """Whether every column can be told by examples, and there are not too many to try."""
        if len(self.table.inputs) > _MOST_COLUMNS:
            return False
        for index, column in enumerate(self.table.inputs):
            values = samples(column, self.table.rows, index)
            if values is None or self._would_spend(len(values) * len(self.table.rows)):
                return False
            self.columns.append(self._samples_by_rows(index, [*values, _UNKNOWN]))
        return bool(self.table.rows)

    def _would_spend(self, tries: int) -> bool:
        """Whether that many tries are more than is allowed; they are counted when they are not."""
        if self.tries + tries > self.most_tries:
            return True
        self.tries += tries
        return False

    def _samples_by_rows(self, column: int, values: Sequence[Sample]) -> dict[int, list[Sample]]:
        """The values that the same rows accept, by those rows as bits."""
        by_rows: dict[int, list[Sample]] = {}
        for sample in values:
            alike = by_rows.setdefault(self._rows_accepting(column, sample), [])
            # Null tells nothing beside a value; it stands alone when it is the only one.
            if sample.value is not None or not alike:
                alike.append(sample)
        return by_rows

    def _rows_accepting(self, column: int, sample: Sample) -> int:
        rows = 0
        for index, row in enumerate(self.table.rows):
            if row.tests[column](sample.value, {}) is True:
                rows |= 1 << index
        return rows

    def explore(self) -> None:
        """Finds the gaps, the overlaps and the rows that ever match, as far as is allowed."""
        every_row = (1 << len(self.table.rows)) - 1
        waiting = [_State(0, every_row, {})]
        while waiting and not self.is_spent:
            state = waiting.pop()
            if not state.rows:
                if not state.is_unknown:
                    self.gaps.append(state.region)
            elif state.column == len(self.columns):
                self._note_matches(state)
            else:
                waiting += self._next_states(state)

    def _next_states(self, state: _State) -> Iterator[_State]:
        """The states after one more column; the last of them is tried first."""
        key = (state.column, state.rows, state.is_unknown)
        if key in self.states_seen:
            return
        self.states_seen.add(key)
        samples_by_rows = self.columns[state.column]
        for accepting, alike in reversed(samples_by_rows.items()):
            region = state.region
            if len(samples_by_rows) > 1:  # a column that tells nothing apart is not worth a word
                region = {**region, state.column: alike}
            yield _State(state.column + 1, state.rows & accepting, region)

    def _note_matches(self, state: _State) -> None:
        rows = [row for row in range(len(self.table.rows)) if state.rows >> row & 1]
        self.first_rows.add(rows[0])
        self.matching_rows.update(rows)
        if len(self.overlaps) < _MOST_OVERLAPS:
            for pair in itertools.combinations(rows[:_MOST_OVERLAPS], 2):
                self.overlaps.setdefault(pair, state.region)

    @property
    def is_spent(self) -> bool:
        """Whether as many states have been tried as is allowed, so that some were not."""
        return len(self.states_seen) >= _MOST_STATES


def _gap_sentence(table: Table, region: Region) -> str:
    when = _region_in_words(table.inputs, region)
    return f"no row matches when {when}; add a row or a default result"


def _region_in_words(inputs: Sequence[Input], region: Region) -> str:
    pinned = sorted(region.items())
    words: list[str] = []
    for column, alike in pinned[:_MOST_NAMED]:
        words.append(f"{inputs[column].label} is {in_words(alike)}")
    more = len(pinned) - len(words)
    if more > 0:
        words.append(f"{more} more are as they must be")
    return " and ".join(words) or "anything is asked"


def _overlaps(decision: str, table: Table, search: _Search) -> Iterator[Finding]:
    if table.policy not in {"UNIQUE", "ANY"}:
        return
    for pair in sorted(search.overlaps)[:_MOST_OVERLAPS]:
        first, second = (table.rows[index] for index in pair)
        if table.policy == "ANY" and first.given == second.given:
            continue
        when = _region_in_words(table.inputs, search.overlaps[pair])
        problem = "only one may" if table.policy == "UNIQUE" else "they must agree"
        numbers = f"rows {first.index} and {second.index}"
        sentence = f"{numbers} both match when {when}, but {problem}"
        yield Finding(decision, OVERLAP, (first.id, second.id), sentence)


def _idle_rows(decision: str, table: Table, search: _Search) -> Iterator[Finding]:
    if search.is_spent:
        return
    if table.policy == "FIRST":
        useful, reason = search.first_rows, "the rows above it take every case"
    else:
        useful, reason = search.matching_rows, "no value passes it"
    for index, row in enumerate(table.rows):
        if index not in useful:
            yield Finding(decision, IDLE, (row.id,), f"row {row.index} never decides: {reason}")
