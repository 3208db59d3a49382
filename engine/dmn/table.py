"""Decision tables: reading one, and finding the rows that match."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.dmn.errors import DecisionFault
from engine.dmn.hits import AGGREGATIONS, POLICIES, Match, Outcome, Output, Setting, settle
from engine.dmn.reading import Reading, id_near
from engine.dmn.rule import Row
from engine.dmn.run import Boxed, MatchedRow, Names, Run
from engine.dmn.xml import child, children, text
from engine.feel.compile import UnaryTests
from engine.feel.values import Value
from engine.readers.xml_tree import Element


@dataclass(frozen=True, slots=True, eq=False)
class Input:
    """A column of conditions."""

    label: str
    source: str
    value: Boxed
    allowed: UnaryTests | None
    type_ref: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A decision table as it was written, ready to be asked."""

    id: str
    policy: str
    aggregation: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rows: tuple[Row, ...]

    def evaluate(self, names: Names, run: Run) -> Value:
        """The outcome of the rows that match, noting them in the run.

        DecisionFault when more or other rows match than the hit policy lets (DMN, chapter 8).
        """
        matches: list[Match] = []
        for row in self._matching_rows(names, run):
            results = [entry.evaluate(names, run) for entry in row.entries]
            matches.append(Match(row, results))
        defaults = [_default_of(output, names, run) for output in self.outputs]
        ranks = [_values_by_rank(output, names, run) for output in self.outputs]
        setting = Setting(self.outputs, self.aggregation, ranks)
        outcome = settle(self.policy, setting, matches, defaults)
        self._note_rows(outcome, run)
        return run.budget.weigh(outcome.value)

    def asked_by(self, index: int) -> tuple[Input, ...]:
        """The columns that the row of that number, from 1, asks about."""
        columns = zip(self.inputs, self.rows[index - 1].tests, strict=True)
        return tuple(column for column, test in columns if test.source.strip() not in {"", "-"})

    def _matching_rows(self, names: Names, run: Run) -> list[Row]:
        """The rows all of whose tests hold; none for a value that its column does not allow."""
        values = [column.value.evaluate(names, run) for column in self.inputs]
        for column, value in zip(self.inputs, values, strict=True):
            if not _is_allowed(column, value, names, run):
                return []
        return [row for row in self.rows if _matches(row, values, names, run)]

    def _note_rows(self, outcome: Outcome, run: Run) -> None:
        if outcome.problem:
            raise DecisionFault(outcome.problem, self.id)
        for match in outcome.matches:
            row = match.row
            run.rows.append(MatchedRow(row.index, row.id, dict(row.annotations)))


def _default_of(output: Output, names: Names, run: Run) -> Value:
    return output.default.evaluate(names, run) if output.default else None


def _values_by_rank(output: Output, names: Names, run: Run) -> Sequence[Value]:
    """The allowed values of a column, best first."""
    ranked = output.ranked.evaluate(names, run) if output.ranked else None
    return ranked if isinstance(ranked, list) else []


def _is_allowed(column: Input, value: Value, names: Names, run: Run) -> bool:
    """Whether the column may be asked about the value; null is allowed by every column."""
    if value is None or column.allowed is None:
        return True
    return bool(column.allowed.run(value, names, run.budget))


def _matches(row: Row, values: Sequence[Value], names: Names, run: Run) -> bool:
    run.budget.spend(1)
    return all(
        test.run(value, names, run.budget) is True
        for test, value in zip(row.tests, values, strict=True)
    )


def boxed_table(element: Element, reading: Reading) -> Boxed:
    """The decision table as a piece of logic."""
    table = read_table(element, reading)
    names: set[str] = set()
    for column in table.inputs:
        names |= column.value.names
    for row in table.rows:
        names.update(*(entry.names for entry in row.entries))
        names.update(*(test.names for test in row.tests))
    return Boxed(table.evaluate, frozenset(names))


def read_table(element: Element, reading: Reading) -> Table:
    """The table an element describes; DecisionFault says what of it cannot be read."""
    policy = (element.get("hitPolicy") or "UNIQUE").upper()  # the default of DMN
    if policy not in POLICIES:
        raise DecisionFault(f"'{policy[:40]}' is not a hit policy", id_near(element))
    inputs = tuple(_input(column, reading) for column in children(element, "input"))
    outputs = tuple(_output(column, reading) for column in children(element, "output"))
    if not outputs:
        raise DecisionFault("the decision table has no output column", id_near(element))
    shape = _Shape(len(inputs), len(outputs), tuple(_annotation_titles(element)))
    rows: list[Row] = []
    for index, rule in enumerate(children(element, "rule"), start=1):
        rows.append(_row(index, rule, shape, reading))
    aggregation = _aggregation(element, policy, len(outputs))
    return Table(id_near(element) or "", policy, aggregation, inputs, outputs, tuple(rows))


@dataclass(frozen=True, slots=True)
class _Shape:
    """How many columns of each kind the rows of a table have."""

    inputs: int
    outputs: int
    annotations: tuple[str, ...]  # their titles


def _aggregation(element: Element, policy: str, outputs: int) -> str:
    """How the results are added up; empty when they are not. Only COLLECT does so."""
    aggregation = (element.get("aggregation") or "").upper()
    if not aggregation:
        return ""
    if aggregation not in AGGREGATIONS:
        raise DecisionFault(f"'{aggregation[:40]}' is not an aggregation", id_near(element))
    if policy != "COLLECT" or (outputs > 1 and aggregation != "COUNT"):
        raise DecisionFault(
            f"{aggregation} needs hit policy COLLECT and one output column", id_near(element)
        )
    return aggregation


def _input(element: Element, reading: Reading) -> Input:
    expression = child(element, "inputExpression")
    source = text(expression)
    if expression is None or not source:
        raise DecisionFault("an input column has no expression", id_near(element))
    type_ref = expression.get("typeRef")
    value = reading.fitted(reading.literal(source, expression), type_ref)
    values = child(element, "inputValues")
    allowed = reading.tests(values) if values is not None and text(values) else None
    return Input(element.get("label") or source, source, value, allowed, type_ref)


def _output(element: Element, reading: Reading) -> Output:
    name = element.get("name") or ""
    return Output(
        name,
        _ranked_values(element, reading),
        _default_entry(element, reading),
        element.get("typeRef"),
        element.get("label") or name,
    )


def _ranked_values(element: Element, reading: Reading) -> Boxed | None:
    values = child(element, "outputValues")
    if values is None or not text(values):
        return None
    return reading.literal(f"[{text(values)}]", values)


def _default_entry(element: Element, reading: Reading) -> Boxed | None:
    default = child(element, "defaultOutputEntry")
    return None if default is None else reading.literal(text(default), default)


def _row(index: int, rule: Element, shape: _Shape, reading: Reading) -> Row:
    conditions = list(children(rule, "inputEntry"))
    results = list(children(rule, "outputEntry"))
    if (len(conditions), len(results)) != (shape.inputs, shape.outputs):
        raise DecisionFault(
            f"row {index} has {len(conditions)} conditions and {len(results)} results; "
            f"the table has columns for {shape.inputs} and {shape.outputs}",
            id_near(rule),
        )
    return Row(
        index,
        rule.get("id") or "",
        given=tuple(text(entry) for entry in results),
        tests=tuple(reading.tests(entry) for entry in conditions),
        entries=tuple(reading.literal(text(entry), entry) for entry in results),
        annotations=_annotations(rule, shape.annotations),
    )


def _annotation_titles(element: Element) -> list[str]:
    return [annotation.get("name") or "" for annotation in children(element, "annotation")]


def _annotations(rule: Element, titles: Sequence[str]) -> dict[str, str]:
    """What the row's annotation columns say; the Modeler keeps its only one in <description>."""
    annotations: dict[str, str] = {}
    for column, entry in enumerate(children(rule, "annotationEntry")):
        if text(entry):
            annotations[_title_of(column, titles)] = text(entry)
    description = child(rule, "description")
    if not annotations and description is not None and description.text:
        annotations["annotation"] = description.text.strip()
    return annotations


def _title_of(column: int, titles: Sequence[str]) -> str:
    """The title of an annotation column, or `annotation`, `annotation 2` and so on without one."""
    if column < len(titles) and titles[column]:
        return titles[column]
    return f"annotation {column + 1}" if column else "annotation"
