"""`s26 who`: who decides for a force on a day, for people and for programs."""

import json
from pathlib import Path

import pytest

from engine.cli.words import main
from tests.support.laws import board, edited_files


@pytest.fixture(autouse=True)
def _installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S26_DATABASE_URL", f"sqlite:///{tmp_path / 'a.db'}")
    assert main(["db", "upgrade"]) == 0


def test_each_answer_is_a_line_with_what_it_rests_on(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["who", "kent", "--on", "2012-11-21"]) == 0

    first, *lines = capsys.readouterr().out.splitlines()
    assert first == "Kent Police on 21 November 2012"
    assert any(
        line.startswith("Policing body: Kent Police Authority [local_policing_bodies; from ")
        for line in lines
    )


def test_programs_get_the_same_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["who", "metropolitan", "--on", "2012-01-16", "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert (told["force"], told["day"]) == ("metropolitan", "2012-01-16")
    body = next(answer for answer in told["answers"] if answer["about"] == "Policing body")
    assert body["basis"]["table"] == "local_policing_bodies"


def test_a_force_that_there_is_not_is_told_with_what_may_be_meant(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["who", "lancashir"]) == 1

    assert "did you mean lancashire" in capsys.readouterr().err


def test_what_a_day_changes_is_told_line_by_line(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["register", "changes", "--on", "2012-11-22"]) == 0

    first, *lines = capsys.readouterr().out.splitlines()
    assert first == "what changes on 22 November 2012:"
    assert "kent: lpb_name: Kent Police Authority → Police and Crime Commissioner for Kent" in lines
    assert not any(line.startswith("metropolitan: lpb_name") for line in lines)
    assert main(["register", "changes", "--on", "2012-11-25"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "nothing, for no force"


def test_tables_of_a_folder_are_compared_with_those_in_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    for name, content in edited_files(board).items():
        (folder / f"{name}.csv").write_bytes(content)
    capsys.readouterr()
    words = ["register", "changes", "--on", "2028-05-08", "--json", "--from"]
    assert main([*words, str(folder)]) == 0

    told = json.loads(capsys.readouterr().out)
    assert [force["force"] for force in told["forces"]] == ["lancashire"]
    assert (told["everywhere"], told["cases"]) == ([], [])
    assert main([*words, str(tmp_path / "nowhere")]) == 1
    assert "there is no folder" in capsys.readouterr().err
    assert main([*words, "7"]) == 1
    assert "no register with the number 7" in capsys.readouterr().err
