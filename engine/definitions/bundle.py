"""A bundle: the files of one definition, and the SHA-256 that names it. Pure."""

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Mapping

from engine.errors import UploadRefused

Bundle = Mapping[str, bytes]

MOST_FILES = 200
LARGEST = 5_000_000
ALL_TOGETHER = 30_000_000
MOST_LISTED = 2_000
TOO_MUCH = "{name} holds too much: at most 200 files and 30 MB in all"
_LISTED = b"PK\x01\x02"  # what begins each entry in a zip's list of files
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    IndexError,
    OSError,
    ValueError,
)
_PATHS = {
    ".bpmn": "{name}",
    ".dmn": "decisions/{name}",
    ".form": "forms/{name}",
    ".docx": "letters/{name}",
}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,80}")


def identity(bundle: Bundle) -> str:
    """The SHA-256 over every path and content, in the order of the paths."""
    total = hashlib.sha256()
    for path in sorted(bundle):
        total.update(f"{path}\n{hashlib.sha256(bundle[path]).hexdigest()}\n".encode())
    return total.hexdigest()


def kind(path: str) -> str:
    """What a file of a bundle is: diagram, decision, form, letter or clause."""
    if path.startswith("letters/clauses/"):
        return "clause"
    ending = path.rsplit(".", 1)[-1]
    return {"bpmn": "diagram", "dmn": "decision", "form": "form", "docx": "letter"}[ending]


def place(name: str) -> str:
    """The path in a bundle of a file handed in as *name*, or UploadRefused."""
    plain = name.replace("\\", "/")
    base = plain.rsplit("/", 1)[-1]
    ending = "." + base.rsplit(".", 1)[-1].lower() if "." in base else ""
    if ending not in _PATHS or not _NAME.fullmatch(base):
        raise UploadRefused(
            f"{base or name!r} is not part of a definition: hand in .bpmn, .form, .dmn or .docx "
            "files, or a .zip of them"
        )
    base = base[: -len(ending)] + ending
    if ending == ".docx" and "clauses/" in plain:
        return f"letters/clauses/{base}"
    return _PATHS[ending].format(name=base)


def unpack(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The bundle files in what was handed in, zips opened; UploadRefused with the reason."""
    bundle: dict[str, bytes] = {}
    total = 0
    for name, content in files.items():
        for path, one in _inside(name, content):
            total += len(one)
            if len(one) > LARGEST:
                raise UploadRefused(f"{path} is larger than 5 MB: make it smaller")
            if total > ALL_TOGETHER or len(bundle) >= MOST_FILES:
                raise UploadRefused(TOO_MUCH.format(name="what you handed in"))
            if bundle.setdefault(place(path), one) != one:
                raise UploadRefused(f"{place(path)} was handed in twice: leave one of them out")
    if not bundle:
        raise UploadRefused("choose at least one .bpmn, .form, .dmn or .docx file")
    return bundle


def packed(bundle: Bundle) -> bytes:
    """The bundle as a zip file, the same bytes for the same bundle."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(bundle):
            archive.writestr(zipfile.ZipInfo(path), bundle[path], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _inside(name: str, content: bytes) -> list[tuple[str, bytes]]:
    """The files of a zip, or the one file itself."""
    if not name.lower().endswith(".zip"):
        return [(name, content)]
    if content.count(_LISTED) > MOST_LISTED:  # each costs memory before it can be counted rightly
        raise UploadRefused(TOO_MUCH.format(name=name))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            if len(members) > MOST_FILES or sum(one.file_size for one in members) > ALL_TOGETHER:
                raise UploadRefused(TOO_MUCH.format(name=name))
            if not all(one.compress_type in _PACKED for one in members):
                raise zipfile.BadZipFile(name)
            wanted = [one for one in members if not _ours_to_skip(one.filename)]
            return [(one.filename, archive.read(one)) for one in wanted]
    except _UNREADABLE as problem:
        raise UploadRefused(f"{name} is not a zip file that can be opened") from problem


def _ours_to_skip(path: str) -> bool:
    parts = path.split("/")
    return any(part.startswith((".", "__MACOSX")) for part in parts) or path.endswith(
        (".md", ".csv", ".yaml", ".yml", ".json", ".txt")
    )
