"""Decision tables: every hit policy, the rows that matched, and what they rest on."""

from decimal import Decimal
from typing import Any

import pytest

from engine.dmn.errors import DecisionFault
from engine.dmn.read import read
from engine.dmn.run import MatchedRow
from tests.engine.dmn.files import decision, file, literal, table

ROWS = [
    (["< 10"], ['"low"', "1"]),
    (["< 20"], ['"middle"', "2"]),
    (["< 30"], ['"high"', "3"]),
]
RANKED = (
    '<output name="level"><outputValues><text>"high","middle","low"</text></outputValues></output>'
)


def asked(policy: str, amount: int, *, columns: int = 1, attributes: str = "") -> Any:
    rows = [(cells, results[:columns]) for cells, results in ROWS]
    names = ["level", "points"][:columns]
    made = table(["amount"], names, rows, f'hitPolicy="{policy}" {attributes}')
    return read(file(decision("d", made))).decide("d", {"amount": Decimal(amount)})


@pytest.mark.parametrize(
    ("policy", "amount", "value", "rows"),
    [
        ("UNIQUE", 25, "high", [3]),
        ("UNIQUE", 99, None, []),
        ("FIRST", 5, "low", [1]),
        ("RULE ORDER", 5, ["low", "middle", "high"], [1, 2, 3]),
        ("COLLECT", 15, ["middle", "high"], [2, 3]),
        ("COLLECT", 99, None, []),
        ("ANY", 25, "high", [3]),
    ],
)
def test_a_policy_settles_which_rows_count(
    policy: str, amount: int, value: Any, rows: list[int]
) -> None:
    decided = asked(policy, amount)

    assert decided.value == value
    assert [row.index for row in decided.rows] == rows


def test_the_rows_that_matched_come_with_their_reasons() -> None:
    decided = asked("FIRST", 15)

    assert decided.rows == (MatchedRow(2, "r2", {"annotation": "reason 2"}, "d"),)


def test_annotation_columns_are_given_by_name() -> None:
    rule = (
        "<rule><inputEntry><text>-</text></inputEntry><outputEntry><text>1</text></outputEntry>"
        "<annotationEntry><text>section 26(1)</text></annotationEntry>"
        "<annotationEntry><text>since always</text></annotationEntry>"
        "<annotationEntry><text/></annotationEntry><description>unused</description></rule>"
    )
    made = table(["x"], ["o"], [], extra=f'<annotation name="Basis"/>{rule}')

    decided = read(file(decision("d", made))).decide("d", {})

    assert decided.rows[0].annotations == {"Basis": "section 26(1)", "annotation 2": "since always"}


def test_a_row_without_annotations_has_none() -> None:
    rule = "<rule><inputEntry/><outputEntry><text>1</text></outputEntry></rule>"

    decided = read(file(decision("d", table(["x"], ["o"], [], extra=rule)))).decide("d", {})

    assert decided.rows[0].annotations == {}


def test_several_columns_make_a_context() -> None:
    assert asked("FIRST", 5, columns=2).value == {"level": "low", "points": 1}


def test_two_rows_of_a_unique_table_may_not_both_match() -> None:
    with pytest.raises(DecisionFault, match="rows 1, 2 and 3 all match, but the table is UNIQUE"):
        asked("UNIQUE", 5)


def test_rows_of_a_table_with_policy_any_must_agree() -> None:
    with pytest.raises(DecisionFault, match="rows 2 and 3 match with different results"):
        asked("ANY", 15)


@pytest.mark.parametrize(
    ("aggregation", "amount", "value"),
    [
        ("SUM", 5, 6),
        ("MIN", 15, 2),
        ("MAX", 5, 3),
        ("COUNT", 5, 3),
        ("COUNT", 99, 0),
        ("SUM", 99, None),
    ],
)
def test_collected_results_can_be_summed_up(aggregation: str, amount: int, value: Any) -> None:
    rows = [(cells, results[1:]) for cells, results in ROWS]
    made = table(["amount"], ["points"], rows, f'hitPolicy="COLLECT" aggregation="{aggregation}"')

    decided = read(file(decision("d", made))).decide("d", {"amount": Decimal(amount)})

    assert decided.value == value


@pytest.mark.parametrize(
    ("policy", "value", "rows"),
    [("PRIORITY", "high", [3]), ("OUTPUT ORDER", ["high", "middle", "low"], [3, 2, 1])],
)
def test_allowed_results_rank_the_rows(policy: str, value: Any, rows: list[int]) -> None:
    bodies = [(cells, results[:1]) for cells, results in ROWS]
    made = table(["amount"], [], bodies, f'hitPolicy="{policy}"', extra=RANKED)

    decided = read(file(decision("d", made))).decide("d", {"amount": Decimal(5)})

    assert decided.value == value
    assert [row.index for row in decided.rows] == rows


def test_a_default_result_fills_the_gap() -> None:
    default = "<output name='o'><defaultOutputEntry><text>7</text></defaultOutputEntry></output>"
    made = table(["x"], [], [(["1"], ["2"])], extra=default)

    decided = read(file(decision("d", made))).decide("d", {"x": Decimal(9)})

    assert (decided.value, decided.rows) == (7, ())


def test_a_value_that_a_column_does_not_allow_matches_nothing() -> None:
    column = (
        "<input label='Risk'><inputExpression typeRef='string'><text>risk</text></inputExpression>"
        '<inputValues><text>"low","high"</text></inputValues></input>'
    )
    rule = (
        '<rule id="r"><inputEntry><text>-</text></inputEntry>'
        "<outputEntry><text>1</text></outputEntry></rule>"
    )
    decisions = read(file(decision("d", table([], ["o"], [], extra=column + rule))))

    assert decisions.decide("d", {"risk": "low"}).value == 1
    assert decisions.decide("d", {"risk": "odd"}).value is None
    assert decisions.decide("d", {"risk": Decimal(4)}).value == 1


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (table(["x"], ["o"], [], 'hitPolicy="LAST"'), "'LAST' is not a hit policy"),
        (table(["x"], [], []), "the decision table has no output column"),
        (table([""], ["o"], []), "an input column has no expression"),
        (table([], ["o"], [], extra="<input/>"), "an input column has no expression"),
        (table(["x"], ["o"], [([], ["1"])]), "row 1 has 0 conditions and 1 results"),
        (table(["x"], ["o"], [(["1"], ["2 2"])]), "'2 2': '2' was not expected here"),
        (table(["x"], ["o"], [(["1 1"], ["2"])]), "'1 1': '1' was not expected here"),
        (table(["x"], ["o"], [], 'aggregation="SUM"'), "SUM needs hit policy COLLECT"),
        (
            table(["x"], ["o", "p"], [], 'hitPolicy="COLLECT" aggregation="SUM"'),
            "SUM needs hit policy COLLECT and one output column",
        ),
        (
            table(["x"], ["o"], [], 'hitPolicy="COLLECT" aggregation="AVERAGE"'),
            "'AVERAGE' is not an aggregation",
        ),
    ],
)
def test_a_table_that_cannot_be_read_says_why(made: str, sentence: str) -> None:
    with pytest.raises(DecisionFault) as refused:
        read(file(decision("d", made)))

    assert sentence in refused.value.sentence
    assert refused.value.element_id in {"table", "r1"}


def test_a_decision_sees_today_only_when_it_is_told() -> None:
    decisions = read(file(decision("d", literal("today() = today"))))

    assert decisions.decide("d", {"today": Decimal(1)}).value is True
    assert decisions.needs("d") == {"today"}


def test_a_row_asks_about_the_columns_it_does_not_leave_open() -> None:
    rows = [(["-", "< 10"], ["1"]), (["1", ""], ["2"]), (["-", "-"], ["3"])]
    known = read(file(decision("d", table(["a", "b"], ["x"], rows, 'hitPolicy="FIRST"')))).table(
        "d"
    )
    assert known is not None

    asked_by = [[column.source for column in known.asked_by(at)] for at in (1, 2, 3)]

    assert asked_by == [["b"], ["a"], []]
    assert [output.label for output in known.outputs] == ["x"]
