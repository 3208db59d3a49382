"""The file of a backup: nothing is restored from one that is not what was packed."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.api import Engine
from engine.backups.make import make_backup, put_in_place
from engine.backups.restore import look_at, restore
from engine.cli.words import main
from engine.errors import BackupRefused, Unavailable
from engine.store.blobs import sha256
from engine.store.migrate import downgrade, upgrade
from engine.store.postgres_copy import Programs
from engine.store.session import Database
from engine.store.sqlite_copy import copy_sqlite

Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def database_kind() -> str:
    """SQLite alone: the pack is the same on both."""
    return "sqlite"


@pytest.fixture
def pack(engine: Engine, tmp_path: Path) -> Path:
    """A backup without a checkpoint."""
    make_backup(engine, None, tmp_path / "backup.s26")
    return tmp_path / "backup.s26"


def packed_anew(pack: Path, change: Change, copy: Callable[[bytes], bytes] = bytes) -> None:
    """The same backup with another manifest, or another copy in it."""
    with zipfile.ZipFile(pack) as old:
        manifest = json.loads(old.read("manifest.json"))
        content = old.read("section26.db")
    change(manifest)
    with zipfile.ZipFile(pack, "w") as new:
        new.writestr("manifest.json", json.dumps(manifest))
        new.writestr("section26.db", copy(content))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda of: of.update(format="section26 backup 2"), "of a newer release"),
        (lambda of: of.update(file="../../etc/passwd"), "names a copy that is none of ours"),
        (lambda of: of.update(database="oracle"), "names a copy that is none of ours"),
        (lambda of: of.update(size=of["size"] - 1), "longer than it says"),
        (lambda of: of.update(size="1"), "does not say its size"),
        (lambda of: of.pop("sha256"), "does not say its sha256"),
        (lambda of: of.update(sha256="0" * 64), "is damaged"),
        (lambda of: of.update(made="x" * 200_000), "manifest.json is too long"),
        (lambda of: of.update(schema="9999"), "of a newer release"),
    ],
)
def test_a_manifest_that_is_not_so_is_refused(
    pack: Path, change: Change, said: str, tmp_path: Path
) -> None:
    packed_anew(pack, change)
    (tmp_path / "new").mkdir()

    with pytest.raises(BackupRefused, match=said):
        restore(pack, f"sqlite:///{tmp_path / 'new' / 'a.db'}", ())
    assert list((tmp_path / "new").iterdir()) == []


def test_a_copy_that_was_changed_is_refused(pack: Path) -> None:
    packed_anew(pack, lambda _: None, lambda content: content[:-1] + b"x")

    with pytest.raises(BackupRefused, match="is damaged"):
        look_at(pack)


@pytest.mark.parametrize("content", [b"", b"PK", b"words", b"\0" * 1000])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.s26"
    path.write_bytes(content)

    with pytest.raises(BackupRefused, match="is not a whole backup: it was cut short or is ano"):
        look_at(path)
    with pytest.raises(BackupRefused, match="there is no file"):
        look_at(tmp_path / "nowhere" / "none.s26")


def test_every_cut_and_every_flipped_byte_of_the_end_is_told(pack: Path) -> None:
    whole = pack.read_bytes()
    for change in (whole[:-1], whole[:-30], whole[: len(whole) // 2], whole[:-40] + b"\0" * 40):
        pack.write_bytes(change)
        with pytest.raises(BackupRefused, match="is not a whole backup"):
            look_at(pack)


def test_a_zip_of_something_else_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as other:
        other.writestr("word/document.xml", "<w/>")
    (tmp_path / "letter.docx").write_bytes(buffer.getvalue())

    with pytest.raises(BackupRefused, match=r"is not a whole backup: .* another file"):
        look_at(tmp_path / "letter.docx")


def test_nothing_is_written_into_a_folder_that_is_not_there(
    engine: Engine, pack: Path, tmp_path: Path
) -> None:
    missing = tmp_path / "nowhere"

    with pytest.raises(BackupRefused, match=f"there is no folder {missing}: make it first"):
        make_backup(engine, None, missing / "b.s26")
    with pytest.raises(BackupRefused, match=f"there is no folder {missing}: make it first"):
        restore(pack, f"sqlite:///{missing / 'a.db'}", ())
    assert not missing.exists()


def test_files_beside_a_database_that_is_gone_are_not_taken_along(
    pack: Path, tmp_path: Path
) -> None:
    (tmp_path / "gone.db-wal").write_bytes(b"of another database")

    with pytest.raises(BackupRefused, match=r"gone\.db-wal: stop the service"):
        restore(pack, f"sqlite:///{tmp_path / 'gone.db'}", ())


@pytest.mark.postgres
def test_a_backup_of_one_kind_of_database_is_not_put_into_another(
    pack: Path, postgresql: str
) -> None:
    with pytest.raises(BackupRefused, match="is of a database on sqlite: name one of that kind"):
        restore(pack, postgresql, ())


def test_a_finished_file_takes_no_place_that_is_taken_by_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part, path = tmp_path / "part", tmp_path / "path"
    part.write_text("new")
    path.write_text("old")

    def no_links(*_: object) -> None:
        raise PermissionError

    with pytest.raises(BackupRefused, match="is there already"):
        put_in_place(part, path)
    monkeypatch.setattr("engine.backups.make.os.link", no_links)
    with pytest.raises(BackupRefused, match="is there already"):
        put_in_place(part, path)
    assert path.read_text() == "old"
    path.unlink()
    put_in_place(part, path)
    assert path.read_text() == "new"


def test_a_backup_of_an_older_release_is_restored_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("S26_DATABASE_URL", f"sqlite:///{tmp_path / 'section26.db'}")
    path, to = str(tmp_path / "backup.s26"), f"sqlite:///{tmp_path / 'restored.db'}"
    assert main(["db", "upgrade"]) == 0
    assert main(["backup", path]) == 0
    older = Database(f"sqlite:///{tmp_path / 'section26.db'}")
    downgrade(older, "0011")
    copy_sqlite(older, tmp_path / "older.db")
    older.close()
    content = (tmp_path / "older.db").read_bytes()
    packed_anew(
        Path(path),
        lambda of: of.update(schema="0011", size=len(content), sha256=sha256(content)),
        lambda _: content,
    )

    assert main(["backup", "--check", path]) == 0
    assert main(["restore", path, "--to", to]) == 0
    assert "is of an older release (schema 0011): run s26 db upgrade" in capsys.readouterr().out
    restored = Database(to)
    upgrade(restored)
    restored.close()


def test_the_command_line_makes_checks_and_restores(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url, path = f"sqlite:///{tmp_path / 'section26.db'}", str(tmp_path / "backup.s26")
    monkeypatch.setenv("S26_DATABASE_URL", url)
    assert main(["db", "upgrade"]) == 0
    assert main(["backup", path]) == 0
    assert "no checkpoint was signed for it: no key" in capsys.readouterr().out
    monkeypatch.setenv("S26_CHECKPOINT_KEY_FILE", str(tmp_path / "key.pem"))
    assert main(["checkpoint", "key", "--name", "section26.example/log"]) == 0
    assert main(["backup", path]) == 1
    assert "is there already" in capsys.readouterr().err
    assert main(["backup", f"{path}.2"]) == 0
    assert main(["backup", "--check", f"{path}.2"]) == 0
    assert "green" in capsys.readouterr().out
    assert main(["backup", "--check", path]) == 0
    assert "it has no checkpoint" in capsys.readouterr().out

    assert main(["restore", f"{path}.2"]) == 1
    assert "there is a database at" in capsys.readouterr().err
    assert main(["checkpoint", "sign"]) == 0
    assert main(["restore", path, "--to", f"sqlite:///{tmp_path / 'older.db'}"]) == 0
    said = capsys.readouterr().out
    assert "held against the checkpoints that are kept here: checkpoint 0" in said
    assert "what was done after the backup is lost" in said


def test_without_postgresqls_programs_it_says_where_they_come_from(tmp_path: Path) -> None:
    url = "postgresql+psycopg://s26:se'cret@db.example/section26?sslmode=require"
    programs = Programs(tmp_path, Database(url).url)

    with pytest.raises(BackupRefused, match="pg_dump is not on this machine's path"):
        programs.dump(tmp_path / "dump", "1")
    assert programs._address() == (
        "dbname='section26' host='db.example' sslmode='require' user='s26'"
    )
    assert programs._environment()["PGPASSWORD"] == "se'cret"


def test_a_copy_that_is_not_whole_is_refused(engine: Engine, tmp_path: Path) -> None:
    place = Path(str(engine.database.url.database))
    engine.database.close()
    content = bytearray(place.read_bytes())
    content[8192:12288] = b"\xff" * 4096
    place.write_bytes(content)

    with pytest.raises((BackupRefused, Unavailable)):
        copy_sqlite(engine.database, tmp_path / "copy.db")
