"""Makes a backup while others work: signs first, copies second, proves the copy, packs it last.

In this order a whole copy always holds what was signed. A failure leaves nothing behind; a copy
that verify finds faults in is kept and says so, because it may be all there is.
"""

import os
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from engine.api import Engine
from engine.audit.folder import KeptNote
from engine.audit.signing import Notary
from engine.backups.pack import COPIES, FORMAT, Manifest, digest_of, write_pack
from engine.context import QueryContext
from engine.errors import NO_FOLDER, BackupRefused, ProofRefused
from engine.queries.verified import Verified, verified
from engine.store.migrate import revision_of
from engine.store.postgres_copy import Programs
from engine.store.session import Database
from engine.store.sqlite_copy import copy_sqlite

THERE = "{path} is there already: a backup is written over nothing, so name another file"


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a backup: what it holds, and why it has no new checkpoint if so."""

    manifest: Manifest
    unsigned: str


def make_backup(
    engine: Engine, notary: Notary | None, path: Path, programs: Path | None = None
) -> Made:
    """Makes the backup at *path*, a new file in a folder that is there; *programs*: PostgreSQL's.

    BackupRefused, or an OSError such as for a full disk, when it was not made.
    """
    if path.exists() or path.is_symlink():
        raise BackupRefused(THERE.format(path=path))
    if not path.parent.is_dir():
        raise BackupRefused(NO_FOLDER.format(folder=path.parent))
    note, unsigned = _sign_newest(notary)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".s26-backup-") as folder:
        copy = Path(folder) / COPIES[engine.database.dialect]
        proof = _make_copy(engine, copy, note, programs)
        manifest = _manifest_of(engine, copy, proof)
        pack = Path(folder) / "pack"
        write_pack(pack, copy, manifest, note)
        put_in_place(pack, path)
    return Made(manifest, unsigned)


def _sign_newest(notary: Notary | None) -> tuple[str, str]:
    """The newest checkpoint, and why it was not signed just now; a backup is made all the same."""
    if notary is None:
        return "", "no key signs checkpoints here"
    unsigned = ""
    try:
        notary.sign()
    except (ProofRefused, OSError) as problem:
        unsigned = str(problem)
    newest = next(notary.folder.notes(), None)
    return ("" if newest is None else newest.text), unsigned


def _make_copy(engine: Engine, copy: Path, note: str, programs: Path | None) -> Verified:
    notes = [KeptNote("of the backup", note)] if note else []
    if engine.database.dialect == "sqlite":
        copy_sqlite(engine.database, copy)
        return _verify_copy(engine, copy, notes)
    return _dump_and_verify(engine, copy, notes, Programs(programs, engine.database.url))


def _verify_copy(engine: Engine, copy: Path, notes: list[KeptNote]) -> Verified:
    """What verify says of the copy, which it does not change."""
    database = Database(f"sqlite:///{copy}", read_only=True)
    other = Engine(database, engine.clock)
    try:
        return other.ask(verified, None, notes)
    finally:
        other.close()


def _dump_and_verify(
    engine: Engine, copy: Path, notes: list[KeptNote], programs: Programs
) -> Verified:
    """Proves and dumps one and the same snapshot: what was verified is what is kept."""
    with engine.database.reading() as db:
        snapshot = db.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
        db.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
        db.exec_driver_sql("SET LOCAL statement_timeout = 0")
        programs.dump(copy, str(snapshot))
        context = QueryContext(db, None, engine.clock(), engine.registers, engine.definitions)
        proof = verified(context, notes)
    programs.read(copy)
    return proof


def _manifest_of(engine: Engine, copy: Path, proof: Verified) -> Manifest:
    return Manifest(
        format=FORMAT,
        made=engine.clock().isoformat(timespec="seconds"),
        release=version("section26"),
        database=engine.database.dialect,
        schema=revision_of(engine.database) or "",
        file=copy.name,
        size=copy.stat().st_size,
        sha256=digest_of(copy),
        cases=proof.cases,
        entries=proof.entries,
        faults=proof.faults[:20],
    )


def put_in_place(part: Path, path: Path) -> None:
    """Gives a finished file its name, unless something bears it by now: BackupRefused then."""
    try:
        os.link(part, path)  # unlike a renaming it never takes the place of another file
    except FileExistsError:
        raise BackupRefused(THERE.format(path=path)) from None
    except OSError:  # a file system without links
        if path.exists():
            raise BackupRefused(THERE.format(path=path)) from None
        part.rename(path)
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
