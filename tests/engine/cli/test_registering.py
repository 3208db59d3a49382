"""`s26 register check`: the tables of the law as files, with each fault at its row and column."""

import json
import shutil
from pathlib import Path

import pytest

from engine.cli.words import main
from engine.definitions.shipped import shipped_workflows

REFERENCE = shipped_workflows() / "reference"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in REFERENCE.glob("*.csv"):
        shutil.copy(path, tmp_path)
    return tmp_path


def test_the_shipped_tables_have_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["register", "check", "--on", "2026-11-26"]) == 0

    *findings, summary = capsys.readouterr().out.splitlines()
    assert " tables, " in summary
    assert summary.endswith(f" 0 errors, {len(findings)} warnings.")


def test_a_force_left_without_a_body_is_an_error(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bodies = folder / "local_policing_bodies.csv"
    lines = bodies.read_text().splitlines()
    bodies.write_text("\n".join(line for line in lines if not line.startswith("kent-pcc")))

    assert main(["register", "check", str(folder)]) == 1

    told = capsys.readouterr().out.splitlines()
    assert told[0] == "error: local_policing_bodies kent: has no body on 2012-11-22"


def test_faults_of_a_file_are_told_by_row_and_column(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "letters.csv").write_text("code,title\nL01,=1+1\nL 2,Two\n")

    assert main(["register", "check", str(folder), "--json"]) == 1

    told = json.loads(capsys.readouterr().out)
    assert told["findings"] == []
    assert [(one["table"], one["row"], one["column"]) for one in told["faults"]] == [
        ("letters", 2, "title"),
        ("letters", 3, "code"),
    ]
    assert main(["register", "check", str(folder)]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == (
        "2 faults: nothing of these files can be taken."
    )


def test_findings_can_be_read_by_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["register", "check", "--json", "--on", "2026-11-26"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert told["faults"] == []
    (board,) = (one for one in told["findings"] if one["key"] == "ipab")
    assert (board["severity"], board["table"]) == ("warning", "organisations")


@pytest.mark.parametrize(
    ("place", "sentence"),
    [("nowhere", "there is no folder"), (".", "there is no table in")],
)
def test_a_place_without_tables_is_refused(
    place: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["register", "check", str(tmp_path / place)]) == 1

    assert sentence in capsys.readouterr().err


def test_a_day_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["register", "check", "--on", "8 May 2028"])

    assert left.value.code == 2
    assert "write it as year-month-day" in capsys.readouterr().err


def test_what_is_exported_can_be_imported_as_a_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("S26_DATABASE_URL", f"sqlite:///{tmp_path}/section26.db")
    folder = tmp_path / "tables"
    assert main(["db", "upgrade"]) == 0
    assert main(["register", "export", str(folder)]) == 0
    forces = folder / "forces.csv"
    content = forces.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in content
    forces.write_bytes(content.replace(b"2012-11-22", b"22/11/2012"))

    assert main(["register", "import", str(folder), "--note", "From a spreadsheet"]) == 0
    assert "register 2, a draft" in capsys.readouterr().out
    assert main(["register", "export", str(tmp_path / "again"), "--number", "2"]) == 0
    assert (tmp_path / "again" / "forces.csv").read_bytes() == content

    forces.write_bytes(content.replace(b"Lancashire Constabulary", b"=1+1"))
    assert main(["register", "import", str(folder)]) == 1
    assert "forces.csv, row" in capsys.readouterr().err
    assert main(["register", "import"]) == 1
    assert "say which folder" in capsys.readouterr().err
