"""Files handed in with an answer: what they are, and whether we can keep them. No disk here."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NotRequired, TypedDict, TypeGuard

from engine.forms.errors import Wrong
from engine.forms.looked_through import why_not_kept
from engine.forms.text import printable

MAX_BYTES = 10 * 1024 * 1024
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "png": "image/png",
    "jpg": "image/jpeg",
}
_SPELT = {"jpeg": "jpg"}
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Kept(TypedDict):
    """A file that we hold, as a fact: known by its SHA-256, everything but its content."""

    file: str
    name: str
    size: Decimal
    media_type: str


class HandedIn(TypedDict):
    """A file as a browser sends it; where it may replace one that we hold, with that one."""

    content: bytes
    name: NotRequired[str]
    media_type: NotRequired[str]
    before: NotRequired[Kept]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to keep: its content, and how an answer names it."""

    sha256: str
    name: str
    media_type: str
    content: bytes

    @property
    def named(self) -> "Kept":
        """The file as a fact: everything but its content."""
        size = Decimal(len(self.content))
        return {"file": self.sha256, "name": self.name, "size": size, "media_type": self.media_type}


def read_file(raw: object, noun: str, accepts: tuple[str, ...]) -> Kept | None:
    """The file of an answer, just handed in or kept from before, as a fact."""
    if raw is None or raw == "":
        return None
    if is_upload(raw):
        return _look_at_upload(raw, accepts or tuple(TYPES)).named
    if is_kept(raw):
        return _check_kept(raw, accepts or tuple(TYPES))
    raise Wrong(f"Upload {noun} again")


def in_place_of(raw: HandedIn, old_file: Kept) -> HandedIn:
    """A file just handed in that keeps in mind the one it replaces, for when it will not do."""
    return {**raw, "before": old_file}


def kept_before(raw: object) -> Kept | None:
    """The file that we hold for an answer: itself, or the one that an upload is to replace."""
    file = raw.get("before") if is_upload(raw) else raw
    return file if is_kept(file) else None


def files_in(raw: object, path: str = "") -> Iterator[tuple[str, Upload]]:
    """Every file in raw answers that can be kept, with its path, for the command to store."""
    if is_upload(raw):
        try:
            yield path, _look(raw, tuple(TYPES))
        except Wrong:
            return
    elif isinstance(raw, Mapping | list):
        for key, inner in raw.items() if isinstance(raw, Mapping) else enumerate(raw):
            yield from files_in(inner, _path_of(path, key))


def refused_in(raw: object, problems: Mapping[str, str]) -> dict[str, str]:
    """The problems of files just handed in that no draft will hold, so that nobody asks again."""
    kept_paths = {path for path, _ in files_in(raw)}
    return {
        path: problems[path]
        for path, upload in _handed_in(raw)
        if path in problems and (path not in kept_paths or kept_before(upload))
    }


def holding_on(raw: Mapping[str, object], problems: Mapping[str, str]) -> dict[str, object]:
    """Raw answers where a file that will not do gives way to the one it was to replace."""
    return {key: _holding_on(inner, problems, key) for key, inner in raw.items()}


def _holding_on(raw: object, problems: Mapping[str, str], path: str) -> object:
    if is_upload(raw):
        return (kept_before(raw) if path in problems else None) or raw
    if isinstance(raw, Mapping):
        return {
            key: _holding_on(inner, problems, _path_of(path, key)) for key, inner in raw.items()
        }
    if isinstance(raw, list):
        return [
            _holding_on(item, problems, _path_of(path, index)) for index, item in enumerate(raw)
        ]
    return raw


def handed_in(raw: object) -> dict[str, bytes]:
    """The content of every file just handed in that is not too large to be kept, by its path."""
    files = {path: upload["content"] for path, upload in _handed_in(raw)}
    return {path: content for path, content in files.items() if len(content) <= MAX_BYTES}


def _handed_in(raw: object, path: str = "") -> Iterator[tuple[str, HandedIn]]:
    if is_upload(raw):
        yield path, raw
    elif isinstance(raw, Mapping | list):
        for key, inner in raw.items() if isinstance(raw, Mapping) else enumerate(raw):
            yield from _handed_in(inner, _path_of(path, key))


def _path_of(path: str, key: object) -> str:
    return f"{path}.{key}" if path else str(key)


def without_content(raw: Mapping[str, object]) -> dict[str, object]:
    """Raw answers as a draft keeps them: files by name and hash, those we cannot keep left out."""
    return {key: _without_content(inner) for key, inner in raw.items()}


def _without_content(raw: object) -> object:
    if is_upload(raw):
        return next((upload.named for _, upload in files_in(raw)), None)
    if isinstance(raw, Mapping):
        return {key: _without_content(inner) for key, inner in raw.items()}
    return [_without_content(inner) for inner in raw] if isinstance(raw, list) else raw


def kept_in(raw: object) -> frozenset[str]:
    """The hashes of the files that raw answers name as already kept.

    Whoever takes answers from outside must see that each belongs to the case: a hash is a name,
    not a permission.
    """
    if is_kept(raw):
        return frozenset({raw["file"]})
    if not isinstance(raw, Mapping | list):
        return frozenset()
    inner = raw.values() if isinstance(raw, Mapping) else raw
    return frozenset().union(*(kept_in(item) for item in inner))


def is_upload(raw: object) -> TypeGuard[HandedIn]:
    """Whether it is a file just handed in, with its content."""
    return isinstance(raw, Mapping) and isinstance(raw.get("content"), bytes)


def is_kept(raw: object) -> TypeGuard[Kept]:
    """Whether it names a file that is already kept."""
    return (
        isinstance(raw, Mapping)
        and set(raw) == {"file", "name", "size", "media_type"}
        and bool(_SHA256.fullmatch(str(raw["file"])))
        and isinstance(raw["name"], str)
        and isinstance(raw["size"], int | Decimal)
        and raw["media_type"] in TYPES.values()
    )


def _check_kept(raw: Kept, accepts: tuple[str, ...]) -> Kept:
    if raw["media_type"] not in {TYPES[kind] for kind in accepts}:
        raise Wrong(f"The selected file must be a {spelt(accepts)}")
    return {**raw, "size": Decimal(raw["size"])}


def _look_at_upload(raw: HandedIn, accepts: tuple[str, ...]) -> Upload:
    """The upload; when it will not do, the sentence says which file stays in its place."""
    try:
        return _look(raw, accepts)
    except Wrong as wrong:
        file = kept_before(raw)
        if file is None:
            raise
        raise Wrong(f"{wrong}. We have kept {file['name']}") from wrong


def _look(raw: HandedIn, accepts: tuple[str, ...]) -> Upload:
    content: bytes = raw["content"]
    name = _clean_name(str(raw.get("name") or ""))
    if not content:
        raise Wrong("The selected file is empty")
    if len(content) > MAX_BYTES:
        raise Wrong(f"The selected file must be smaller than {MAX_BYTES // 1024 // 1024}MB")
    ending = name.rpartition(".")[2].casefold()
    kind = _SPELT.get(ending, ending)
    if kind not in accepts:
        raise Wrong(f"The selected file must be a {spelt(accepts)}")
    sha256 = hashlib.sha256(content).hexdigest()
    if why_not := why_not_kept(kind, content, sha256):
        raise Wrong(why_not)
    return Upload(sha256, name, TYPES[kind], content)


def spelt(accepts: tuple[str, ...]) -> str:
    """The kinds of file in words: PDF, DOCX or PNG."""
    *first, last = (kind.upper() for kind in accepts)
    return f"{', '.join(first)} or {last}" if first else last


def _clean_name(name: str) -> str:
    base = printable(re.split(r"[/\\]", name)[-1]).strip(" .")
    base = re.sub(r'[\t\r\n"<>|:*?]+', " ", base)
    stem, dot, ending = base.rpartition(".")
    return f"{stem[:100]}{dot}{ending[:10]}"
