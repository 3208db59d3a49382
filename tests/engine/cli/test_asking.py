"""`s26 who`: who decides for a force on a day, for people and for programs."""

import json
from pathlib import Path

import pytest

from engine.cli.words import main


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
