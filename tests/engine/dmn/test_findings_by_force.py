"""What is said about a table agrees with trying every value in it, one after the other."""

import itertools
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.dmn.findings import findings
from engine.dmn.read import read
from engine.feel.values import Value
from tests.engine.dmn.files import decision, escaped, file, table
from tests.support.cells import compile_unary

NUMBERS = ["-", "3", "< 3", "<= 3", "> 3", ">= 5", "[3..5]", "(3..5)", "]3..5]", "[3..5[", "3, 5"]
NUMBERS += ["not(3)", "not([3..5])", "< 3, > 5", "null", "not(null)", "[5..3]"]
TEXTS = ["-", '"a"', '"b"', '"a", "b"', 'not("a")', 'not("a", "b")', '["a", "b"]', "null"]
ORDERED = ["-", '< "b"', '>= "b"', '["b".."d"]', '("b".."d")', '"b"']
TRUTHS = ["-", "true", "false", "true, false", "not(true)", "null"]
DATES = ["-"] + [
    cell.replace("3", '@"2024-02-03"').replace("5", '@"2024-02-05"') for cell in NUMBERS[1:13]
]
COLUMNS: dict[str, tuple[Sequence[str], Sequence[Value]]] = {
    "number": (NUMBERS, [*map(Decimal, range(1, 8)), None]),
    "text": (TEXTS, ["a", "b", "zzz", None]),
    "ordered": (ORDERED, ["", "a", "b", "b ", "c", "d", "d ", "z", None]),
    "truth": (TRUTHS, [True, False, None]),
    "date": (DATES, [*(date(2024, 2, n) for n in range(1, 8)), None]),
}
POLICIES = ["UNIQUE", "ANY", "FIRST", "PRIORITY", "RULE ORDER", "OUTPUT ORDER", "COLLECT"]
ONE_ANSWER = set(POLICIES[:4])


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, list[str], list[tuple[list[str], list[str]]]]:
    columns = draw(st.lists(st.sampled_from(sorted(COLUMNS)), min_size=1, max_size=3))
    row = st.tuples(*(st.sampled_from(COLUMNS[column][0]) for column in columns))
    rows = draw(st.lists(st.tuples(row, st.sampled_from("12")), min_size=1, max_size=4))
    return draw(st.sampled_from(POLICIES)), columns, [(list(c), [r]) for c, r in rows]


def matches(
    columns: Sequence[str], rows: Sequence[tuple[list[str], list[str]]]
) -> list[tuple[bool, list[int]]]:
    """For every combination of values: whether all are known, and the rows that match."""
    tests = [[compile_unary(cell) for cell in cells] for cells, _ in rows]
    found = []
    for point in itertools.product(*(COLUMNS[column][1] for column in columns)):
        passed = [
            at
            for at, row in enumerate(tests)
            if all(test(value, {}) is True for test, value in zip(row, point, strict=True))
        ]
        found.append((None not in point, passed))
    return found


@settings(max_examples=150, deadline=None)
@given(tables())
def test_gaps_overlaps_and_idle_rows_are_those_there_are(
    drawn: tuple[str, list[str], list[tuple[list[str], list[str]]]],
) -> None:
    policy, columns, rows = drawn
    names = [f"{column}{at}" for at, column in enumerate(columns)]
    made = table(names, ["o"], rows, f'hitPolicy="{escaped(policy)}"')
    typed = {"number": "number", "truth": "boolean", "date": "date"}
    for name, column in zip(names, columns, strict=True):
        made = made.replace(
            f"<inputExpression><text>{name}<",
            f'<inputExpression typeRef="{typed.get(column, "string")}"><text>{name}<',
        )
    found = findings(read(file(decision("d", made))))
    tried = matches(columns, rows)

    gap = policy in ONE_ANSWER and any(known and not passed for known, passed in tried)
    assert any(each.kind == "gap" for each in found) == gap
    pairs = {pair for _, passed in tried for pair in itertools.combinations(passed, 2)}
    if policy == "ANY":
        pairs = {(one, other) for one, other in pairs if rows[one][1] != rows[other][1]}
    pairs = pairs if policy in {"UNIQUE", "ANY"} else set()
    told = {each.rows for each in found if each.kind == "overlap"}
    assert told == {(f"r{one + 1}", f"r{other + 1}") for one, other in pairs}
    useful = {at for _, passed in tried for at in (passed[:1] if policy == "FIRST" else passed)}
    idle = {f"r{at + 1}" for at in range(len(rows)) if at not in useful}
    assert {row for each in found if each.kind == "idle" for row in each.rows} == idle
