"""Gaps, overlaps and idle rows, each with an example."""

from collections.abc import Sequence

import pytest

from engine.dmn.findings import Finding, findings
from engine.dmn.read import read
from tests.engine.dmn.files import decision, file, literal, table

Rows = Sequence[tuple[Sequence[str], Sequence[str]]]


def said(inputs: Sequence[str], rows: Rows, attributes: str = "", extra: str = "") -> list[str]:
    made = table(inputs, ["o"], rows, attributes, extra=extra)
    found = findings(read(file(decision("d", made), decision("other", literal("1")))))
    return [finding.sentence for finding in found]


def test_a_gap_is_shown_by_an_example() -> None:
    rows = [(["< 10", "-"], ["1"]), (["> 10", "true"], ["2"]), (["> 10", "false"], ["2"])]

    assert said(["amount", "urgent"], rows) == [
        "no row matches when amount is 10; add a row or a default result"
    ]


def test_an_overlap_names_the_rows_and_says_when() -> None:
    rows = [(["< 10"], ["1"]), (["[5..20]"], ["2"]), ([">= 10"], ["3"])]

    assert said(["amount"], rows) == [
        "rows 1 and 2 both match when amount is 5 or more and under 10, but only one may",
        "rows 2 and 3 both match when amount is from 10 to 20, but only one may",
    ]


def test_rows_of_policy_any_overlap_only_when_they_differ() -> None:
    rows = [(["-"], ["1"]), (["true"], ["1"]), (["false"], ["2"])]

    assert said(["urgent"], rows, 'hitPolicy="ANY"') == [
        "rows 1 and 3 both match when urgent is false, but they must agree"
    ]


def test_a_row_below_rows_that_take_every_case_never_decides() -> None:
    rows = [(['"a"'], ["1"]), (["-"], ["2"]), (['"b"'], ["3"])]

    assert said(["kind"], rows, 'hitPolicy="FIRST"') == [
        "row 3 never decides: the rows above it take every case"
    ]


def test_a_row_that_no_value_passes_never_decides() -> None:
    rows = [(["-"], ["1"]), (["[5..3]"], ["3"])]

    assert said(["amount"], rows, 'hitPolicy="COLLECT"') == [
        "row 2 never decides: no value passes it"
    ]


@pytest.mark.parametrize(
    ("cells", "region"),
    [
        (['"a"', 'not("a")'], None),
        (['"a"'], "anything else"),
        (['"a"', 'not("a", "b")'], '"b"'),
        (['< "m"', '"m"'], 'after "m"'),
        (['< "m"', '> "p"'], 'from "m" to "p"'),
        (['["b".."m"]'], 'before "b" or after "m"'),
        (["true", "null"], "false"),
        (["true", "false"], None),
        (['@"2024-02-28"'], "before 2024-02-28 or after 2024-02-28"),
        (['> @"2024-02-28"'], "2024-02-28 or earlier"),
        (['< @"2024-02-01"', '> @"2024-03-01"'], "from 2024-02-01 to 2024-03-01"),
        (['< @"2024-02-01"', '> @"2024-02-01"'], "2024-02-01"),
        (['<= date("2024-02-01")', '> date("2024-02-02")'], "2024-02-02"),
        (['< @"9999-12-31"', '@"9999-12-31"'], "after 9999-12-31"),
        (['< @"12024-12-31"'], "12024-12-31 or later"),
        (['< @"2024-02-28T00:00:00"'], "2024-02-28T00:00:00 or later"),
        (['< @"P1Y"', '>= @"P3Y"'], "P1Y or more and under P3Y"),
        (['<= @"P1D"', '>= @"P3D"'], "over P1D and under P3D"),
        (['< @"10:00:00"', '> @"17:00:00"'], "from 10:00:00 to 17:00:00"),
        (['[@"00:00:00"..@"23:59:59"]'], None),
        (["< 1, > 3"], "from 1 to 3"),
        (["< 1", "> 3"], "from 1 to 3"),
        (["<= 1", ">= 3"], "over 1 and under 3"),
        (["<= 1", "> 3"], "over 1 and up to 3"),
        (["(1..3)"], "1 or less or 3 or more"),
        (["]1..3[", "> 3"], "1 or less or 3"),
        (
            ["1", "3", "5", "7", "9"],
            "under 1 or over 1 and under 3 or over 3 and under 5 or over 5 and under 7 or 2 more",
        ),
        (["-"], None),
        (["< limit"], None),
        (['1, @"10:00:00"'], None),
        (['"a"', "1"], None),
        ([], None),
    ],
)
def test_a_gap_is_told_in_words(cells: Sequence[str], region: str | None) -> None:
    found = said(["x"], [([cell], ["1"]) for cell in cells])

    wanted = f"no row matches when x is {region}; add a row or a default result"
    assert found == ([] if region is None else [wanted])


@pytest.mark.parametrize(("type_ref", "gaps"), [("integer", 0), ("number", 1)])
def test_nothing_lies_between_whole_numbers_that_follow_each_other(
    type_ref: str, gaps: int
) -> None:
    made = table(["x"], ["o"], [(["<= 4"], ["1"]), ([">= 5"], ["2"])]).replace(
        "<inputExpression>", f'<inputExpression typeRef="{type_ref}">'
    )

    assert len(findings(read(file(decision("d", made))))) == gaps


def test_a_gap_is_found_behind_a_value_that_is_not_known() -> None:
    rows = [(["1", "-", "true"], ["1"]), (["2", "true", "-"], ["2"]), (["-", "null", "-"], ["3"])]

    assert any("no row matches" in each for each in said(["a", "b", "c"], rows))


def test_only_allowed_values_are_tried() -> None:
    column = (
        "<input label='Risk'><inputExpression><text>risk</text></inputExpression>"
        '<inputValues><text>"low","high"</text></inputValues></input>'
    )
    rule = (
        '<rule id="r"><inputEntry><text>"low"</text></inputEntry>'
        "<outputEntry><text>1</text></outputEntry></rule>"
    )

    assert said([], [], extra=column + rule) == [
        'no row matches when Risk is "high"; add a row or a default result'
    ]
    opaque = column.replace('"low","high"', "? &lt; limit")
    assert said([], [], extra=opaque + rule) == []


def test_typed_columns_without_values_are_tried_with_one_of_the_type() -> None:
    column = "<input><inputExpression typeRef='boolean'><text>x</text></inputExpression></input>"
    rule = (
        '<rule id="r"><inputEntry><text>-</text></inputEntry>'
        "<outputEntry><text>1</text></outputEntry></rule>"
    )

    assert said([], [], extra=column + rule) == []


def test_a_default_result_leaves_no_gap() -> None:
    default = "<output name='o'><defaultOutputEntry><text>7</text></defaultOutputEntry></output>"
    made = table(["x"], [], [(["1"], ["2"])], extra=default)

    assert findings(read(file(decision("d", made)))) == ()


def test_a_finding_says_which_rows_it_is_about() -> None:
    made = table(["x"], ["o"], [(["-"], ["1"]), (["-"], ["2"])])

    assert findings(read(file(decision("d", made)))) == (
        Finding(
            "d",
            "overlap",
            ("r1", "r2"),
            "rows 1 and 2 both match when anything is asked, but only one may",
        ),
    )


def test_a_table_of_very_many_cases_is_looked_at_in_part() -> None:
    names = [f"x{n}" for n in range(16)]
    rows = [([f"{at}" if column == at else "-" for column in range(16)], ["1"]) for at in range(16)]

    assert said(names, rows, 'hitPolicy="FIRST"')


def test_an_example_of_very_many_columns_names_the_first() -> None:
    names = [f"x{n}" for n in range(9)]
    rows = [(["1"] * 9, ["1"]), (["1"] * 9, ["2"])]
    found = [sentence for sentence in said(names, rows) if sentence.startswith("rows")]

    assert found[0].endswith("x4 is 1 and x5 is 1 and 3 more are as they must be, but only one may")


def test_tables_too_large_to_look_through_have_no_findings() -> None:
    assert said([f"x{n}" for n in range(51)], [(["1"] * 51, ["1"])] * 2) == []
    assert said([f"x{n}" for n in range(50)], [(["1"] * 50, ["1"])] * 101) == []
