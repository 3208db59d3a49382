"""`s26 migrate`: which running cases move to another version, and why the others stay."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.api import Engine
from engine.cli.words import main
from engine.rehearsals.rehearse import Definitions
from tests.in_use import PutIntoUse

Put = Callable[[str, str], None]


@pytest.fixture
def put(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    shipped: Definitions,
    capsys: pytest.CaptureFixture[str],
) -> Put:
    """The demo with its three cases; `put("a", "b")` puts a version with b for a into use."""
    url = f"sqlite:///{tmp_path / 'demo.db'}"
    monkeypatch.setenv("S26_DATABASE_URL", url)
    assert main(["seed", "--demo"]) == 0
    capsys.readouterr()

    def publish(pattern: str, instead: str) -> None:
        bundle = {
            path: re.sub(pattern, instead, content.decode()).encode()
            if path.endswith(".bpmn")
            else content
            for path, content in shipped.bundle.items()
        }
        engine = Engine.open(url)
        engine.do(PutIntoUse(bundle), None)
        engine.close()

    return publish


def migrate(*more: str) -> int:
    return main(["migrate", "section_26", "--to", "2", *more])


def test_every_case_that_can_move_is_moved_once(
    put: Put, capsys: pytest.CaptureFixture[str]
) -> None:
    put('name="Recommend"', 'name="Make a recommendation"')
    assert migrate("--dry-run") == 0
    assert "3 of 3 running cases could move to version 2" in capsys.readouterr().out
    assert migrate() == 0
    assert capsys.readouterr().out.count("moved  ") == 3
    assert migrate("--json") == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["verify"]) == 0


def test_a_case_that_cannot_move_is_told_with_its_reasons(
    put: Put, capsys: pytest.CaptureFixture[str]
) -> None:
    put(r'(\bid|sourceRef|targetRef|bpmnElement)="recommend"', r'\1="advise"')
    assert migrate("--json") == 1
    told = json.loads(capsys.readouterr().out)
    (stays,) = [one for one in told if not one["moves"]]
    assert "'Recommend' is open" in stays["reasons"][0]
    assert stays["from"] == 1
    assert migrate() == 1
    out = capsys.readouterr().out
    assert f"stays  {stays['case']}, from version 1" in out
    assert "0 of 1 running cases moved" in out


def test_a_version_that_is_not_there_is_told(put: Put, capsys: pytest.CaptureFixture[str]) -> None:
    assert migrate() == 1
    assert "there is no version 2 of section_26" in capsys.readouterr().err
