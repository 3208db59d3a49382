"""The drill: a backup while people work, restored elsewhere, proved, held against what is newer."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from engine.api import Engine
from engine.audit.signing import Notary
from engine.backups.make import Made, make_backup
from engine.backups.restore import look_at, restore
from engine.cases.tables import case
from engine.commands.start_case import StartCase
from engine.errors import BackupRefused
from engine.people.actor import Actor
from engine.queries.verified import verified
from engine.store.session import Database
from tests.notaries import notary as notary_of
from tests.support import postgres

PROGRAMS = postgres.programs()


@pytest.fixture
def lead(someone: Callable[..., Actor]) -> Actor:
    return someone("force_lead")


@pytest.fixture
def notary(engine: Engine, tmp_path: Path) -> Notary:
    return notary_of(engine, tmp_path)


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, database_kind: str, tmp_path: Path) -> str:
    """The address of a database that is not there yet, or empty."""
    if database_kind == "sqlite":
        return f"sqlite:///{tmp_path / 'elsewhere.db'}"
    url: str = request.getfixturevalue("postgresql")
    return url


def while_others_work(engine: Engine, lead: Actor, notary: Notary, path: Path) -> Made:
    """A backup in the midst of cases that are being opened."""
    stop, opened = threading.Event(), threading.Event()

    def write() -> None:
        while not stop.is_set():
            engine.do(StartCase("section_26", "lancashire"), lead)
            opened.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        opened.wait()
        return make_backup(engine, notary, path, PROGRAMS)
    finally:
        stop.set()
        writer.join()


def cases(url: str) -> int:
    database = Database(url)
    with database.reading() as db:
        count: int = db.execute(select(func.count()).select_from(case)).scalar_one()
    database.close()
    return count


def test_a_backup_taken_at_work_comes_back_whole_and_says_what_is_newer(
    engine: Engine, lead: Actor, notary: Notary, tmp_path: Path, elsewhere: str
) -> None:
    path = tmp_path / "backups" / "monday.s26"
    path.parent.mkdir()
    made = while_others_work(engine, lead, notary, path)
    assert (made.manifest.faults, made.unsigned) == ((), "")
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["monday.s26"]
    assert look_at(path).manifest == made.manifest

    engine.do(StartCase("section_26", "lancashire"), lead)
    newest = notary.sign()
    seen = restore(path, elsewhere, list(notary.folder.notes()), programs=PROGRAMS)

    assert seen.proof is not None
    assert seen.proof.faults == ()
    newest_of_its_own = seen.proof.log.newest
    assert newest_of_its_own is not None  # signed first, copied second
    assert newest_of_its_own.size < newest.size
    assert len(seen.lost) == 1
    assert f"{newest.size:,} were signed: its end was cut off, or an older copy" in seen.lost[0]
    assert cases(elsewhere) == made.manifest.cases > 0


def test_what_was_restored_goes_on_where_it_stopped(
    engine: Engine, lead: Actor, notary: Notary, tmp_path: Path, elsewhere: str
) -> None:
    engine.do(StartCase("section_26", "lancashire"), lead)
    make_backup(engine, notary, tmp_path / "backup.s26", PROGRAMS)
    restore(tmp_path / "backup.s26", elsewhere, (), programs=PROGRAMS)
    restored = Engine(Database(elsewhere), engine.clock)
    restored.do(StartCase("section_26", "lancashire"), lead)

    Notary(restored.database, notary.keys, notary.folder).sign()
    proof = restored.ask(verified, None, list(notary.folder.notes()))
    restored.close()
    assert (proof.cases, proof.faults) == (2, ())
    assert len(proof.log.checkpoints) == 2


def test_nothing_is_restored_over_a_database(
    engine: Engine, notary: Notary, tmp_path: Path, database_url: str
) -> None:
    make_backup(engine, notary, tmp_path / "backup.s26", PROGRAMS)
    before = cases(database_url)

    with pytest.raises(BackupRefused, match=r"there is a database at|is not empty"):
        restore(tmp_path / "backup.s26", database_url, (), programs=PROGRAMS)
    assert cases(database_url) == before
    assert {one.name for one in tmp_path.iterdir()} == {"backup.s26", "checkpoints", "key.pem"}


def test_a_backup_is_written_over_nothing(engine: Engine, notary: Notary, tmp_path: Path) -> None:
    path = tmp_path / "backup.s26"
    path.write_text("of last week")

    with pytest.raises(BackupRefused, match="is there already"):
        make_backup(engine, notary, path, PROGRAMS)
    assert path.read_text() == "of last week"


def test_a_red_database_is_kept_as_it_is_and_restored_on_purpose_only(
    engine: Engine, lead: Actor, notary: Notary, tmp_path: Path, elsewhere: str, database_kind: str
) -> None:
    engine.do(StartCase("section_26", "lancashire"), lead)
    with engine.database.writing() as db:
        db.execute(text("UPDATE audit_entry SET body = body || ' ' WHERE n = 1"))
    path = tmp_path / "backup.s26"
    made = make_backup(engine, notary, path, PROGRAMS)
    assert "changed after it was written" in " ".join(made.manifest.faults)

    if database_kind == "sqlite":
        with pytest.raises(BackupRefused, match="not as it was kept"):
            restore(path, elsewhere, ())
        assert not (tmp_path / "elsewhere.db").exists()
    seen = restore(path, elsewhere, (), programs=PROGRAMS, red=True)
    assert seen.proof is not None
    assert seen.proof.faults


def test_a_backup_without_a_key_or_of_a_log_that_may_not_be_signed_is_made_all_the_same(
    engine: Engine, notary: Notary, tmp_path: Path
) -> None:
    unkeyed = make_backup(engine, None, tmp_path / "unkeyed.s26", PROGRAMS)
    assert unkeyed.unsigned == "no key signs checkpoints here"
    assert look_at(tmp_path / "unkeyed.s26").note == ""

    notary.sign()
    with engine.database.writing() as db:
        db.execute(text("UPDATE audit_leaf SET seal = chain WHERE place = 0"))
    afresh = Notary(engine.database, notary.keys, notary.folder)
    made = make_backup(engine, afresh, tmp_path / "red.s26", PROGRAMS)

    assert "is not the one that was kept there" in made.unsigned
    assert "is not the one that was kept there" in " ".join(made.manifest.faults)
    assert look_at(tmp_path / "red.s26").note


def test_a_disk_that_is_full_leaves_nothing_behind(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("engine.backups.pack.os.fsync", full)
    path = tmp_path / "backups" / "backup.s26"
    path.parent.mkdir()

    with pytest.raises(OSError, match="No space"):
        make_backup(engine, None, path, PROGRAMS)
    assert list(path.parent.iterdir()) == []


def test_a_checkpoint_that_cannot_be_kept_hinders_no_backup(
    engine: Engine, notary: Notary, tmp_path: Path
) -> None:
    notary.folder.path.write_text("a file where the folder should be")
    made = make_backup(engine, notary, tmp_path / "backup.s26", PROGRAMS)

    assert "File exists" in made.unsigned
    assert made.manifest.faults == ()
