"""`s26 certificate`: what made a case's decisions lawful, and whether it still holds."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from engine.api import Engine
from engine.cli.words import main


@pytest.fixture
def case(played: Callable[..., Any], database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A case whose approval was decided, in the database that the command line opens."""
    monkeypatch.setenv("S26_DATABASE_URL", database_url)
    return str(played("lancashire_cayman_2011", until="record_decision").reference)


def test_each_decision_is_a_line_with_its_digest(
    case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["certificate", case]) == 0

    said = capsys.readouterr().out
    assert "Decide on approval (decide_approval)" in said
    assert "Recommend (recommend)" in said


def test_as_sealed_its_digest_is_the_one_in_the_line(
    case: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["certificate", case, "--task", "decide_approval", "--json"]) == 0
    sealed = capfdbinary.readouterr().out.removesuffix(b"\n")
    assert main(["certificate", case, "--task", "decide_approval"]) == 0

    assert hashlib.sha256(sealed).hexdigest().encode() in capfdbinary.readouterr().out


def test_one_that_no_longer_holds_is_red_and_says_why(
    case: str, engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    with engine.database.engine.begin() as db:
        db.execute(text("UPDATE fact SET value = 'true' WHERE key = 'country'"))

    assert main(["certificate", case, "--task", "decide_approval"]) == 1
    assert "RED  it rests on the fact 'country'" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["LAN-1112-0009"], "there is no case 'LAN-1112-0009'"),
        (["{case}", "--task", "decide"], "no certificate of 'decide'; it has those of"),
    ],
)
def test_what_is_not_there_is_told_in_a_sentence(
    case: str, capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    assert main(["certificate", *(word.format(case=case) for word in words)]) == 1
    assert told in capsys.readouterr().err
