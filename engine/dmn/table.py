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
        """The outcome of the rows that match, noting them in the run."""
        matches = [
            Match(row, [entry.evaluate(names, run) for entry in row.entries])
            for row in self._matching(names, run)
        ]
        defaults = [
            output.default.evaluate(names, run) if output.default else None
            for output in self.outputs
        ]
        ranks = [_rank(output, names, run) for output in self.outputs]
        setting = Setting(self.outputs, self.aggregation, ranks)
        outcome = settle(self.policy, setting, matches, defaults)
        self._note(outcome, run)
        return run.budget.weigh(outcome.value)

    def asked_by(self, index: int) -> tuple[Input, ...]:
        """The columns that the row of that number, from 1, asks about."""
        tests = self.rows[index - 1].tests
        return tuple(
            each
            for each, test in zip(self.inputs, tests, strict=True)
            if test.source.strip() not in {"", "-"}
        )

    def _matching(self, names: Names, run: Run) -> list[Row]:
        values = [each.value.evaluate(names, run) for each in self.inputs]
        for each, value in zip(self.inputs, values, strict=True):
            if (
                value is not None
                and each.allowed
                and not each.allowed.run(value, names, run.budget)
            ):
                return []
        return [row for row in self.rows if _passes(row, values, names, run)]

    def _note(self, outcome: Outcome, run: Run) -> None:
        if outcome.problem:
            raise DecisionFault(outcome.problem, self.id)
        run.rows.extend(
            MatchedRow(match.row.index, match.row.id, dict(match.row.annotations))
            for match in outcome.matches
        )


def _rank(output: Output, names: Names, run: Run) -> Sequence[Value]:
    """The allowed values of a column, best first."""
    ranked = output.ranked.evaluate(names, run) if output.ranked else None
    return ranked if isinstance(ranked, list) else []


def _passes(row: Row, values: Sequence[Value], names: Names, run: Run) -> bool:
    run.budget.spend(1)
    return all(
        test.run(value, names, run.budget) is True
        for test, value in zip(row.tests, values, strict=True)
    )


def boxed_table(element: Element, reading: Reading) -> Boxed:
    """The decision table as a piece of logic."""
    table = read_table(element, reading)
    used = [each.value.names for each in table.inputs]
    used += [entry.names for row in table.rows for entry in row.entries]
    used += [test.names for row in table.rows for test in row.tests]
    return Boxed(table.evaluate, frozenset().union(*used))


def read_table(element: Element, reading: Reading) -> Table:
    """The table an element describes."""
    policy = (element.get("hitPolicy") or "UNIQUE").upper()
    if policy not in POLICIES:
        raise DecisionFault(f"'{policy[:40]}' is not a hit policy", id_near(element))
    inputs = tuple(_input(each, reading) for each in children(element, "input"))
    outputs = tuple(_output(each, reading) for each in children(element, "output"))
    if not outputs:
        raise DecisionFault("the decision table has no output column", id_near(element))
    rules = list(children(element, "rule"))
    titles = _titles(element)
    shape = (len(inputs), len(outputs))
    rows = tuple(_row(at, rule, shape, titles, reading) for at, rule in enumerate(rules, 1))
    aggregation = (element.get("aggregation") or "").upper()
    if aggregation and aggregation not in AGGREGATIONS:
        raise DecisionFault(f"'{aggregation[:40]}' is not an aggregation", id_near(element))
    if aggregation and (policy != "COLLECT" or (len(outputs) > 1 and aggregation != "COUNT")):
        raise DecisionFault(
            f"{aggregation} needs hit policy COLLECT and one output column", id_near(element)
        )
    return Table(id_near(element) or "", policy, aggregation, inputs, outputs, rows)


def _input(element: Element, reading: Reading) -> Input:
    asked = child(element, "inputExpression")
    source = text(asked)
    if asked is None or not source:
        raise DecisionFault("an input column has no expression", id_near(element))
    value = reading.fitted(reading.literal(source, asked), asked.get("typeRef"))
    values = child(element, "inputValues")
    allowed = reading.tests(values) if values is not None and text(values) else None
    return Input(element.get("label") or source, source, value, allowed, asked.get("typeRef"))


def _output(element: Element, reading: Reading) -> Output:
    values = child(element, "outputValues")
    source = text(values)
    listed = reading.literal(f"[{source}]", values) if values is not None and source else None
    default = child(element, "defaultOutputEntry")
    made = None if default is None else reading.literal(text(default), default)
    name, label = element.get("name") or "", element.get("label") or ""
    return Output(name, listed, made, element.get("typeRef"), label or name)


def _row(
    at: int, rule: Element, shape: tuple[int, int], titles: Sequence[str], reading: Reading
) -> Row:
    cells = list(children(rule, "inputEntry"))
    entries = list(children(rule, "outputEntry"))
    if (len(cells), len(entries)) != shape:
        raise DecisionFault(
            f"row {at} has {len(cells)} conditions and {len(entries)} results; "
            f"the table has columns for {shape[0]} and {shape[1]}",
            id_near(rule),
        )
    tests = tuple(reading.tests(cell) for cell in cells)
    results = tuple(reading.literal(text(entry), entry) for entry in entries)
    given = tuple(text(entry) for entry in entries)
    return Row(at, rule.get("id") or "", given, tests, results, _annotations(rule, titles))


def _titles(element: Element) -> list[str]:
    return [each.get("name") or "" for each in children(element, "annotation")]


def _annotations(rule: Element, titles: Sequence[str]) -> dict[str, str]:
    """What the row's annotation columns say; the Modeler keeps its only one in <description>."""
    found: dict[str, str] = {}
    for at, entry in enumerate(children(rule, "annotationEntry")):
        title = titles[at] if at < len(titles) else ""
        if text(entry):
            found[title or ("annotation" if not at else f"annotation {at + 1}")] = text(entry)
    described = child(rule, "description")
    if not found and described is not None and described.text:
        found["annotation"] = described.text.strip()
    return found
