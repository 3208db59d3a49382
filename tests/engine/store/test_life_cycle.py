"""A database is made on purpose, opened where it is, and never taken for another."""

import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from engine.api import Engine
from engine.cli.words import main
from engine.commands.add_person import AddPerson
from engine.errors import DatabaseNotReady, NotAllowed, Unavailable
from engine.queries.played import people
from engine.store.migrate import downgrade, upgrade
from engine.store.session import Database


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the settings say that the database is; there is none yet."""
    place = tmp_path / "kept" / "it's here.db"
    monkeypatch.setenv("S26_DATABASE_URL", f"sqlite:///{place}")
    return place


@pytest.mark.parametrize(
    "words",
    [
        ["serve", "--port", "0"],
        ["worker", "--once"],
        ["verify"],
        ["incidents"],
        ["seed"],
        ["db", "check"],
        ["person", "A", "a@example.org", "auditor", "home-office"],
        ["migrate", "section_26", "--to", "2"],
        ["backup", "none.s26"],
        ["checkpoint", "show"],
        ["prove", "LAN-2026-0001", "none.json"],
    ],
)
def test_no_command_but_those_that_say_so_makes_a_database(
    words: list[str], place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 1

    assert "there is no database at" in capsys.readouterr().err
    assert not place.parent.exists()


def test_a_database_is_for_its_owner_only(place: Path) -> None:
    assert main(["db", "upgrade"]) == 0
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_a_look_at_the_schema_changes_nothing(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Engine.install(f"sqlite:///{place}").close()
    older = Database(f"sqlite:///{place}")
    downgrade(older, "0003")
    older.close()
    before = place.read_bytes()

    assert main(["db", "check"]) == 1

    assert "of an older release" in capsys.readouterr().err
    assert place.read_bytes() == before


def test_a_schema_that_was_changed_by_hand_is_told(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Engine.install(f"sqlite:///{place}").close()
    with sqlite3.connect(place) as changed:
        changed.execute("CREATE TABLE stray (it TEXT)")
    changed.close()

    assert main(["db", "check"]) == 1
    assert "stray" in capsys.readouterr().out


def revise(place: Path, revision: str) -> None:
    with sqlite3.connect(place) as changed:
        changed.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    changed.close()


def test_a_newer_release_s_database_is_left_alone(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Engine.install(f"sqlite:///{place}").close()
    revise(place, "9999")

    for words in (["db", "upgrade"], ["serve", "--port", "0"], ["seed", "--demo"]):
        assert main(words) == 1
        assert "of a newer release" in capsys.readouterr().err


def empty_file(place: Path) -> None:
    place.parent.mkdir()
    place.touch()


def another_service_s(place: Path) -> None:
    empty_file(place)
    with sqlite3.connect(place) as other:
        other.execute("CREATE TABLE stock (item TEXT)")
    other.close()


@pytest.mark.parametrize(
    ("kept", "why_not"),
    [(empty_file, "the database is empty"), (another_service_s, "the database is empty")],
)
def test_what_is_no_database_of_ours_is_not_opened(
    kept: Callable[[Path], None], why_not: str, place: Path
) -> None:
    kept(place)
    with pytest.raises(DatabaseNotReady, match=why_not):
        Engine.open(f"sqlite:///{place}")


def test_another_service_s_database_is_not_made_ours(place: Path) -> None:
    another_service_s(place)
    with pytest.raises(DatabaseNotReady, match="not section26's"):
        upgrade(Database(f"sqlite:///{place}"))


def test_an_empty_postgresql_database_is_not_served(postgresql: str) -> None:
    with pytest.raises(DatabaseNotReady, match="the database is empty"):
        Engine.open(postgresql)
    Engine.install(postgresql).close()
    Engine.open(postgresql).close()


def removed(place: Path) -> None:
    place.unlink()


def replaced(place: Path) -> None:
    other = place.with_suffix(".other")
    other.write_bytes(place.read_bytes())
    other.replace(place)


@pytest.mark.parametrize("lost", [removed, replaced])
def test_a_file_that_goes_while_the_service_runs_is_told_and_not_made_again(
    lost: Callable[[Path], None], place: Path
) -> None:
    engine = Engine.install(f"sqlite:///{place}")
    engine.do(AddPerson("Kept", "kept@example.org"), None)
    lost(place)
    there = place.exists()

    with pytest.raises(Unavailable, match="removed or replaced while the service was running"):
        engine.ask(people, None)
    with pytest.raises(Unavailable, match="removed or replaced"):
        engine.do(AddPerson("Lost", "lost@example.org"), None)

    assert place.exists() is there
    engine.close()


def test_what_is_only_looked_at_cannot_be_changed(place: Path) -> None:
    Engine.install(f"sqlite:///{place}").close()
    looked_at = Database(f"sqlite:///{place}", read_only=True)
    with pytest.raises(Unavailable, match="read but not changed"), looked_at.writing() as db:
        db.execute(text("DELETE FROM person"))
    looked_at.close()


def test_the_demo_is_refused_where_real_people_sign_in(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = Engine.install(f"sqlite:///{place}")
    engine.do(AddPerson("Real", "real@example.org", "a long enough password"), None)

    for words in (["seed", "--demo"], ["serve", "--demo", "--port", "0"]):
        assert main(words) == 1
        assert "everybody knows the demo's password" in capsys.readouterr().err

    assert list(engine.ask(people, None)) == ["real@example.org"]
    engine.close()


def test_demo_and_real_accounts_never_stand_side_by_side(place: Path) -> None:
    engine = Engine.install(f"sqlite:///{place}")
    engine.do(AddPerson("Demo", "demo@example.org", "a long enough password", demo=True), None)
    with pytest.raises(NotAllowed, match="a database of their own"):
        engine.do(AddPerson("Real", "real@example.org", "a long enough password"), None)
    engine.do(AddPerson("Office", "office@example.org"), None)  # cannot sign in, so no matter
    engine.close()
