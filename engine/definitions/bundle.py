"""A bundle: the files of one definition, and the SHA-256 that names it. Pure."""

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Mapping

from engine.errors import UploadRefused
from engine.readers.errors import NotRead
from engine.readers.zip_file import unzipped
from engine.readers.zip_limits import BUNDLE

Bundle = Mapping[str, bytes]

LARGEST = BUNDLE.largest
TOO_LARGE = "{path} is larger than 5 MB: make it smaller"
TOO_MUCH = "what you handed in holds too much: at most 200 files and 10 MB in all"
NO_PART = "{name} is not part of a definition: its parts are .bpmn, .form, .dmn and .docx files"
BAD_NAME = (
    "{name} cannot be kept under that name: give it one of at most 80 letters, digits, hyphens, "
    "underscores and full stops, without spaces"
)
ZIP = (
    "{name} is a zip, and none is taken here: unpack it and put its files in one at a time, or "
    "hand it in by itself as a new draft, under Process definitions"
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
    if ending == ".zip":
        raise UploadRefused(ZIP.format(name=base))
    if ending not in _PATHS:
        raise UploadRefused(NO_PART.format(name=base or repr(name)))
    if not _NAME.fullmatch(base):
        raise UploadRefused(BAD_NAME.format(name=base))
    base = base[: -len(ending)] + ending
    if ending == ".docx" and "clauses/" in plain:
        return f"letters/clauses/{base}"
    return _PATHS[ending].format(name=base)


def unpack(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The bundle files in what was handed in, zips opened; UploadRefused with the reason."""
    bundle: dict[str, bytes] = {}
    total = 0
    for name, content in files.items():
        for path, file_content in _inside(name, content):
            total += len(file_content)
            _must_fit(path, len(file_content), total, len(bundle))
            if bundle.setdefault(place(path), file_content) != file_content:
                raise UploadRefused(f"{place(path)} was handed in twice: leave one of them out")
    if not bundle:
        raise UploadRefused("choose at least one .bpmn, .form, .dmn or .docx file")
    return bundle


def tables_among(files: Bundle) -> dict[str, bytes]:
    """The CSV files in what was handed in, zips opened, by their paths: they are of no bundle."""
    tables: dict[str, bytes] = {}
    for name, content in files.items():
        if is_table(name):
            tables[name] = content
        elif name.lower().endswith(".zip"):
            tables |= _members(name, content, _is_table_of_ours)
    return tables


def is_table(path: str) -> bool:
    """Whether a file is a table of the register by its name, and so no part of a definition."""
    return path.lower().endswith(".csv")


def _must_fit(path: str, size: int, total: int, members: int) -> None:
    """Refuses a file too large, too many bytes with those before it, or one more than may be."""
    if size > LARGEST:
        raise UploadRefused(TOO_LARGE.format(path=path))
    if total > BUNDLE.whole or members >= BUNDLE.members:
        raise UploadRefused(TOO_MUCH)


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
    return list(_members(name, content, lambda path: not _ours_to_skip(path)).items())


def _members(name: str, content: bytes, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    try:
        return unzipped(content, BUNDLE, wanted)
    except NotRead as problem:
        raise UploadRefused(f"{name} cannot be unpacked: {problem}") from problem


def _is_table_of_ours(path: str) -> bool:
    return is_table(path) and not _is_hidden(path)


def _ours_to_skip(path: str) -> bool:
    other_files = (".md", ".yaml", ".yml", ".json", ".txt")
    return _is_hidden(path) or is_table(path) or path.endswith(other_files)


def _is_hidden(path: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in path.split("/"))
