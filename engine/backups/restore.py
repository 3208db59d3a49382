"""Puts a backup back where no database is, or looks whether one could be.

What is restored was checked first, from its digests to its checkpoint. Newer checkpoints than its
own say what was lost between the backup and now.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.api import Engine
from engine.audit.folder import KeptNote
from engine.backups.make import put_in_place
from engine.backups.pack import Manifest, must_be_a_file, unpack
from engine.clock import utc_now
from engine.errors import NO_FOLDER, BackupRefused
from engine.queries.verified import Verified, verified
from engine.queries.verified_log import verified_log
from engine.store.migrate import NEWER, occupants
from engine.store.postgres_copy import Programs
from engine.store.revisions import head, knows
from engine.store.session import Database
from engine.store.sqlite_file import SqliteFile

BESIDE = ("", "-wal", "-shm", "-journal")
THERE = (
    "there is a database at {place}: stop the service and move it away first, with the files "
    "beside it whose names begin alike"
)
NOT_EMPTY = (
    "the database is not empty ({what}): a backup is restored into an empty one, which "
    "createdb makes"
)
RED = (
    "not restored: the backup is not as it was kept ({fault}); s26 backup --check tells all of it, "
    "and --red restores it nevertheless"
)


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What a backup is, and what verify says of it."""

    manifest: Manifest
    note: str  # the checkpoint that it brings; empty where it has none
    proof: Verified | None  # None where another release, or a PostgreSQL server, has to tell
    lost: tuple[str, ...] = ()  # what checkpoints that are known here say it lacks


def look_at(path: Path) -> LookedAt:
    """The backup at *path*, unpacked beside it for a moment and proved; BackupRefused if none."""
    must_be_a_file(path)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".s26-restore-") as folder:
        manifest, copy, note = unpack(path, Path(folder))
        if manifest.database != "sqlite":
            return LookedAt(manifest, note, None)
        return _verify_restored(manifest, Database(f"sqlite:///{copy}", read_only=True), note, ())


def restore(
    path: Path,
    url: str,
    checkpoints: Sequence[KeptNote],
    *,
    programs: Path | None = None,
    red: bool = False,
) -> LookedAt:
    """Restores the backup at *path* to the database at *url*, which must not hold anything.

    BackupRefused otherwise, for a backup of another kind of database or a newer release, and for
    one that is red unless *red* takes it so. *checkpoints* are those that are known here.
    """
    must_be_a_file(path)
    target = Database(url)
    try:
        must_be_free(target)
        folder = path.parent if target.file is None else target.file.path.absolute().parent
        with tempfile.TemporaryDirectory(dir=folder, prefix=".s26-restore-") as scratch:
            manifest, copy, note = unpack(path, Path(scratch))
            _must_fit(manifest, target)
            if target.file is None:
                Programs(programs, target.url).load(copy)
                return _verify_restored(manifest, target, note, checkpoints)
            copied = _verify_restored(
                manifest, Database(f"sqlite:///{copy}", read_only=True), note, checkpoints
            )
            _must_be_green(copied, red=red)
            put_in_place(copy, target.file.path.absolute())
            return copied
    finally:
        target.close()


def must_be_free(target: Database) -> None:
    """BackupRefused when anything is where the backup should go, or somebody uses it."""
    if target.file is not None:
        if not target.file.path.parent.is_dir():
            raise BackupRefused(NO_FOLDER.format(folder=target.file.path.parent))
        _must_be_missing(target.file)
        return
    what = occupants(target)
    if what:
        raise BackupRefused(NOT_EMPTY.format(what=what))


def _must_be_missing(file: SqliteFile) -> None:
    for ending in BESIDE:
        place = file.path.with_name(f"{file.path.name}{ending}")
        if place.exists() or place.is_symlink():
            raise BackupRefused(THERE.format(place=place))


def _must_fit(manifest: Manifest, target: Database) -> None:
    if manifest.database != target.dialect:
        raise BackupRefused(
            f"the backup is of a database on {manifest.database}: name one of that kind, not of "
            f"{target.dialect}"
        )
    if not knows(manifest.schema):
        raise BackupRefused(NEWER.format(revision=manifest.schema, head=head()))


def _must_be_green(copied: LookedAt, *, red: bool) -> None:
    if copied.proof is not None and copied.proof.faults and not red:
        raise BackupRefused(RED.format(fault=copied.proof.faults[0]))


def _verify_restored(
    manifest: Manifest, database: Database, note: str, checkpoints: Sequence[KeptNote]
) -> LookedAt:
    """What verify says of the copy, by its own checkpoint and by those that are known here."""
    if manifest.schema != head():
        database.close()
        return LookedAt(manifest, note, None)
    engine = Engine(database, utc_now)
    try:
        own_notes = [KeptNote("of the backup", note)] if note else []
        proof = engine.ask(verified, None, own_notes)
        lost = engine.ask(verified_log, None, checkpoints).faults if checkpoints else ()
    finally:
        engine.close()
    return LookedAt(manifest, note, proof, tuple(lost))
