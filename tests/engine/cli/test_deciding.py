"""Asking one decision from the command line, as somebody who is still drawing it."""

import json
from pathlib import Path

import pytest

from engine.cli.words import main
from tests.engine.dmn.files import decision, file, literal, table

ERA = table(
    ["start"],
    ["era"],
    [(['< @"1066-10-14"'], ['"saxon"']), (['>= @"1066-10-14"'], ['"norman"'])],
).replace("<inputExpression>", '<inputExpression typeRef="date">')
LOGIC = 'if era = "saxon" then [1..5] else function(x) x'


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    path = tmp_path / "era.dmn"
    path.write_bytes(
        file(
            decision("era", ERA),
            decision("who", literal(LOGIC), decisions=["era"]),
            decision("more", literal("amount + 1")),
        )
    )
    return path


def facts(folder: Path, content: str | bytes) -> str:
    path = folder / "facts.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def asked(
    drawn: Path, name: str, content: str | bytes, capsys: pytest.CaptureFixture[str], *more: str
) -> str:
    code = main(["decide", f"{drawn}{name}", "--input", facts(drawn.parent, content), *more])
    told = capsys.readouterr()
    assert bool(code) == bool(told.err)
    return told.out + told.err


def test_the_value_comes_with_its_rows_and_reasons(
    drawn: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = asked(drawn, "#era", '{"start": "1070-01-01"}', capsys)

    assert said.splitlines() == [
        "era (era)",
        "  norman",
        "row 2",
        "  annotation: reason 2",
    ]


def test_the_rows_of_required_decisions_are_named(
    drawn: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = asked(drawn, "#who", "start: 1050-01-01", capsys)

    assert said.splitlines()[1:3] == ["  [1..5]", "era row 1"]


def test_what_is_missing_or_misspelt_is_said(
    drawn: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = asked(drawn, "#more", "amuont: 5\nhat: red", capsys)

    assert said.splitlines()[1:] == [
        "  null",
        "Not given, so not known: amount",
        "Not looked at: amuont (is it amount?)",
        "Not looked at: hat",
    ]


def test_no_facts_at_all_match_no_row(drawn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "  no row matched" in asked(drawn, "#era", "", capsys)


def test_several_results_stand_below_each_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "two.dmn"
    path.write_bytes(file(decision("d", table(["x"], ["a", "b"], [(["-"], ["1", '"y"'])]))))

    assert asked(path, "", "x: 1", capsys).splitlines()[1:3] == ["  a: 1", "  b: y"]


def test_programs_are_told_in_json(drawn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(asked(drawn, "#who", "start: 1050-01-01\nhat: 1", capsys, "--json"))

    assert told == {
        "decision": "who",
        "value": "[1..5]",
        "rows": [],
        "trail": [
            {"decision": "era", "row": 1, "id": "r1", "annotations": {"annotation": "reason 1"}}
        ],
        "not given": [],
        "not looked at": ["hat"],
    }
    assert json.loads(asked(drawn, "#more", "amount: 5", capsys, "--json"))["value"] == {
        "$number": "6"
    }


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("", "", "the file decides 2 things: who, more; name one, as in "),
        ("#whom", "", "there is no decision 'whom' in this file; is it 'who'?"),
        ("#zzz", "", "there is no decision 'zzz' in this file"),
        ("#more", "a: [1", "they stop being JSON or YAML: expected"),
        ("#more", "- 1", "must be names with values, as in amount: 5"),
        ("#more", b"\xff\xfe\xff", "write them as JSON or YAML, in UTF-8"),
        ("#more", "a: &a [*a]", "write them as JSON or YAML, in UTF-8"),
        ("#more", "a: " + "x" * 1_000_001, "are more than 1 MB"),
        ("#era", "start: soon", "start is 'soon', but the file takes it as a date; write dates as"),
        (".not", "", "there is no file "),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(
    name: str, content: str | bytes, sentence: str, drawn: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = asked(drawn, name, content, capsys)

    assert sentence in said
    assert len(said.splitlines()) == 1


def test_facts_that_are_not_there_are_missed(
    drawn: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["decide", str(drawn), "--input", str(drawn.parent / "none.json")]) == 1
    assert "there is no file" in capsys.readouterr().err


def test_a_table_that_refuses_says_which_rows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "d.dmn"
    path.write_bytes(file(decision("d", table(["x"], ["a"], [(["-"], ["1"]), (["-"], ["2"])]))))

    assert "rows 1 and 2 all match" in asked(path, "", "x: 1", capsys)
