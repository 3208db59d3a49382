"""`s26 checkpoint` and what `s26 verify` says of the checkpoints kept outside the database."""

import shutil
from pathlib import Path

import pytest

from engine.cli.words import main

NAME = "section26.example/log"


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation without anybody in it; its key is named, but not yet made."""
    monkeypatch.setenv("S26_DATABASE_URL", f"sqlite:///{tmp_path / 'section26.db'}")
    monkeypatch.setenv("S26_CHECKPOINT_KEY_FILE", str(tmp_path / "keys" / "checkpoint.pem"))
    assert main(["db", "upgrade"]) == 0
    return tmp_path


def words(capsys: pytest.CaptureFixture[str], *asked: str, status: int = 0) -> str:
    capsys.readouterr()
    assert main(asked) == status
    said = capsys.readouterr()
    return said.out + said.err


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("S26_PASSWORD", "a long enough password")
    return ["person", "A Lead", "lead@kent.example", "force_lead", "kent"]


def test_a_key_is_made_named_and_made_known_once(
    installed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "give the log a name with --name" in words(capsys, "checkpoint", "key", status=1)
    assert not (installed / "keys").exists()
    first = words(capsys, "checkpoint", "key", "--name", NAME)
    again = words(capsys, "checkpoint", "key")

    assert "from now on" in first
    assert "already" in again
    assert first.splitlines()[-1] == again.splitlines()[-1]
    assert first.splitlines()[-1].startswith(f"{NAME}+")
    assert "no verifier key" in words(capsys, "checkpoint", "key", "--name", "two words", status=1)


def test_without_a_key_the_service_says_that_nothing_is_signed(
    installed: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("S26_CHECKPOINT_KEY_FILE")
    for word in ("key", "sign", "show"):
        assert "S26_CHECKPOINT_KEY_FILE" in words(capsys, "checkpoint", word, status=1)
    said = words(capsys, "verify")

    assert "there are no signed checkpoints" in said
    assert "green" in said
    assert "no checkpoint to go on from" in words(capsys, "verify", "--moved", status=1)


def test_what_was_signed_is_shown_as_it_is_kept(
    installed: Path, capsys: pytest.CaptureFixture[str], person: list[str]
) -> None:
    key = words(capsys, "checkpoint", "key", "--name", NAME).splitlines()[-1]
    assert "no checkpoint was signed yet" in words(capsys, "checkpoint", "show", status=1)
    assert "but none are in" in words(capsys, "verify")
    assert "entries are signed" in words(capsys, "checkpoint", "sign")
    (note,) = (installed / "checkpoints").iterdir()
    words(capsys, *person)
    assert "1 checkpoint holds" in words(capsys, "verify")
    words(capsys, "checkpoint", "sign")

    assert words(capsys, "checkpoint", "show").endswith(f"\nkey: {key}\n")
    assert words(capsys, "checkpoint", "show").startswith(f"{NAME}\n")
    assert "2 checkpoints hold: the first" in words(capsys, "verify")
    kept_elsewhere = ["--checkpoint", str(note), "--key", key]
    assert "3 checkpoints hold" in words(capsys, "verify", *kept_elsewhere)
    assert "s26 verify proves the rest" in words(capsys, "verify", "--moved")
    assert "0 cases" in words(capsys, "verify", "--moved")


def test_an_older_copy_is_told_by_the_checkpoints_beside_it(
    installed: Path,
    capsys: pytest.CaptureFixture[str],
    person: list[str],
) -> None:
    words(capsys, "checkpoint", "key", "--name", NAME)
    words(capsys, "checkpoint", "sign")
    shutil.copy(installed / "section26.db", installed / "older.db")
    words(capsys, *person)
    words(capsys, "checkpoint", "sign")
    shutil.move(installed / "older.db", installed / "section26.db")

    said = words(capsys, "verify", status=1)
    assert "were signed: its end was cut off, or an older copy was restored" in said
    assert "no checkpoint vouches for the log as it is" in said
    assert "an older copy" in words(capsys, "verify", "--moved", status=1)
    assert "not signed: the log has" in words(capsys, "checkpoint", "sign", status=1)


@pytest.mark.parametrize("word", [["serve", "--port", "0"], ["worker"]])
def test_nothing_is_served_with_a_key_that_others_may_read(
    installed: Path, capsys: pytest.CaptureFixture[str], word: list[str]
) -> None:
    words(capsys, "checkpoint", "key", "--name", NAME)
    (installed / "keys" / "checkpoint.pem").chmod(0o644)

    assert "chmod 600" in words(capsys, *word, status=1)


def test_a_register_that_does_not_know_the_key_that_signs_it_is_red(
    installed: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words(capsys, "checkpoint", "key", "--name", NAME)
    words(capsys, "checkpoint", "sign")
    monkeypatch.setenv("S26_DATABASE_URL", f"sqlite:///{installed / 'anew' / 'section26.db'}")
    (installed / "anew").mkdir()
    words(capsys, "db", "upgrade")

    said = words(capsys, "verify", status=1)
    assert "FAULT the register does not know the key in" in said
    assert "red, 1 faults" in said
