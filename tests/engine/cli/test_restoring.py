"""`s26 restore --to`: a path or a database URL, and a sentence for whatever is neither."""

from pathlib import Path

import pytest

from engine.cli.words import main


@pytest.fixture
def backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The backup of a new database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("S26_DATABASE_URL", "sqlite:///a.db")
    assert main(["db", "upgrade"]) == 0
    assert main(["backup", "a.s26"]) == 0
    return "a.s26"


@pytest.mark.parametrize("place", ["b.db", "./b.db", "sqlite:///b.db", "FOLDER/b.db"])
def test_a_backup_is_restored_to_a_path_as_to_an_address(
    backup: str, place: str, tmp_path: Path
) -> None:
    assert main(["restore", backup, "--to", place.replace("FOLDER", str(tmp_path))]) == 0
    assert (tmp_path / "b.db").is_file()


@pytest.mark.parametrize(
    "place",
    [
        "", ".", "b?.db", "b\n.db", "sqlite:b.db", "sqlite://b.db", "sqlite://", "postgres://db/s26",
        "sqlite:///:memory:", "postgresql:/db/s26", "mysql://ann:secret@db/s26", "x" * 5000,
    ],
)  # fmt: skip
def test_what_is_no_place_for_a_database_is_refused_with_what_may_be(
    place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["restore", "a.s26", "--to", place])

    said = capsys.readouterr().err
    assert stopped.value.code == 2
    assert "it may be " in said
    assert "the path of a file" in said
    assert "secret" not in said


def test_an_option_that_postgresql_does_not_know_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("S26_DATABASE_URL", "postgresql://127.0.0.1:1/s26?nonsense=1")

    assert main(["verify"]) == 1
    assert "something after its ? that PostgreSQL does not know" in capsys.readouterr().err
