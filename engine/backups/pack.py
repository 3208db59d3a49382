"""The file that a backup is: a zip with the copy, what it is, and the checkpoint it is under."""

import hashlib
import os
import struct
import zipfile
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

import orjson

from engine.errors import BackupRefused
from engine.readers.errors import NotRead
from engine.readers.json_text import json_value
from engine.store.sqlite_file import OWNER_ONLY

FORMAT = "section26 backup 1"
MANIFEST, NOTE = "manifest.json", "checkpoint.note"
COPIES = {"sqlite": "section26.db", "postgresql": "section26.dump"}
LONGEST = 100_000  # bytes of the manifest or the checkpoint
PIECE = 1024 * 1024
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    ValueError,
    RuntimeError,  # a member with a password, or packed in a way that is not known here
)
NO_BACKUP = "{path} is no backup of section26: {why}"
NOT_WHOLE = (
    "{path} is not a whole backup: it was cut short or is another file. Take it once more from "
    "where it was made, or take another backup"
)


class _NotOurs(Exception):
    """A zip that is whole is none that section26 packed: how that shows."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds, as its maker wrote it down."""

    format: str
    made: str  # ISO 8601, UTC
    release: str  # of section26
    database: str  # `sqlite` or `postgresql`
    schema: str  # the last change of the schema
    file: str
    size: int  # bytes of the copy
    sha256: str
    cases: int
    entries: int  # of the log
    faults: tuple[str, ...]  # what s26 verify said of it


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_pack(path: Path, copy: Path, manifest: Manifest, note: str) -> None:
    """Writes the zip to *path*, a new file that only its owner may read."""
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY)
    stored = zipfile.ZIP_STORED if manifest.database == "postgresql" else zipfile.ZIP_DEFLATED
    with os.fdopen(handle, "wb") as file:
        with zipfile.ZipFile(file, "w", stored) as pack:
            pack.write(copy, manifest.file)
            pack.writestr(MANIFEST, orjson.dumps(asdict(manifest), option=orjson.OPT_INDENT_2))
            if note:
                pack.writestr(NOTE, note)
        file.flush()
        os.fsync(file.fileno())


def must_be_a_file(path: Path) -> None:
    """BackupRefused when there is no file at *path*."""
    if not path.is_file():
        raise BackupRefused(f"there is no file {path}")


def unpack(path: Path, folder: Path) -> tuple[Manifest, Path, str]:
    """The manifest of the backup at *path*, its copy unpacked into *folder*, and its checkpoint.

    BackupRefused when it is no backup, or its copy is not the one that was packed.
    """
    try:
        with zipfile.ZipFile(path) as pack:
            manifest = _read_manifest(_read_small(pack, MANIFEST))
            note = _read_small(pack, NOTE).decode() if NOTE in pack.namelist() else ""
            copy = folder / manifest.file
            with _open_member(pack, manifest.file) as source:
                _unpack_file(source, copy, manifest.size)
    except _NotOurs as problem:
        raise BackupRefused(NO_BACKUP.format(path=path, why=problem)) from problem
    except _UNREADABLE as problem:
        raise BackupRefused(NOT_WHOLE.format(path=path)) from problem
    if digest_of(copy) != manifest.sha256:
        raise BackupRefused(f"{path} is damaged: the copy in it is not the one that was packed")
    return manifest, copy, note


def _open_member(pack: zipfile.ZipFile, name: str) -> IO[bytes]:
    if pack.getinfo(name).compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise _NotOurs(f"its {name} is packed in another way")
    return pack.open(name)


def _read_small(pack: zipfile.ZipFile, name: str) -> bytes:
    with _open_member(pack, name) as file:
        content = file.read(LONGEST + 1)
    if len(content) > LONGEST:
        raise _NotOurs(f"its {name} is too long")
    return content


def _read_manifest(content: bytes) -> Manifest:
    try:
        fields = json_value(content, LONGEST)
    except NotRead as problem:
        raise _NotOurs(f"its manifest cannot be read: {problem}") from problem
    if not isinstance(fields, dict) or fields.get("format") != FORMAT:
        raise _NotOurs("its manifest is of another kind, or of a newer release")
    if COPIES.get(fields.get("database", "")) != fields.get("file"):
        raise _NotOurs("its manifest names a copy that is none of ours")
    return Manifest(**_manifest_fields(fields))


def _manifest_fields(content: dict[str, Any]) -> dict[str, Any]:
    """The fields of a manifest, each of its kind."""
    kinds = {"size": int, "cases": int, "entries": int, "faults": list}
    for name in Manifest.__dataclass_fields__:
        if not isinstance(content.get(name), kinds.get(name, str)):
            raise _NotOurs(f"its manifest does not say its {name}")
    fields = {name: content[name] for name in Manifest.__dataclass_fields__}
    return fields | {"faults": tuple(map(str, content["faults"]))}


def _unpack_file(source: IO[bytes], target: Path, size: int) -> None:
    """Unpacks in pieces, up to the size that the manifest gives and not a byte beyond."""
    remaining = size
    handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY)
    with os.fdopen(handle, "wb") as file:
        while piece := source.read(min(PIECE, remaining + 1)):
            remaining -= len(piece)
            if remaining < 0:
                raise _NotOurs("the copy in it is longer than it says")
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
