"""Which files of two bundles differ, and a plain difference of their text. Pure.

Whatever no sentence tells of is told here: no byte of a file changes unseen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from itertools import islice

from engine.definitions.bundle import Bundle
from engine.definitions.difference.letters import text_of_letter

CONTEXT = 2  # unchanged lines shown around each change
MOST_LINES = 2_000  # of a difference; the whole file is there to be downloaded
MOST_COMPARED = 12_000  # lines of a file: beyond that, only where two files begin to differ


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that is in one of two bundles only, or has other bytes."""

    path: str
    status: str  # added, removed, changed
    size_before: int
    size_after: int
    lines: tuple[str, ...]  # a unified difference of the text; empty when only unseen bytes differ
    left_out: int = 0  # how many more lines there are


def file_changes(before: Bundle, after: Bundle) -> tuple[FileChange, ...]:
    """Every file that differs, in the order of the paths."""
    paths = sorted(before.keys() | after.keys())
    return tuple(
        _change(path, before.get(path), after.get(path))
        for path in paths
        if before.get(path) != after.get(path)
    )


def _change(path: str, before: bytes | None, after: bytes | None) -> FileChange:
    status = "added" if before is None else "removed" if after is None else "changed"
    old, new = lines_of(path, before or b""), lines_of(path, after or b"")
    found = _differing(old, new)
    shown = tuple(islice(found, MOST_LINES))
    return FileChange(
        path=path,
        status=status,
        size_before=len(before or b""),
        size_after=len(after or b""),
        lines=shown,
        left_out=sum(1 for _ in found),
    )


def lines_of(path: str, content: bytes) -> list[str]:
    """The text of a file in lines: a Word file's paragraphs, XML with each element on its own."""
    if path.endswith(".docx"):
        return text_of_letter(content) if content else []
    text = content.decode("utf-8", errors="backslashreplace")
    if path.endswith((".bpmn", ".dmn")):
        text = text.replace("><", ">\n<")
    return text.splitlines()


def _differing(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """The lines of a unified difference, without the lines that name the files."""
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    if max(len(old), len(new)) - same > MOST_COMPARED:  # comparing may take the square of that
        yield f"@@ line {same + 1} @@"
        yield from (f"-{line}" for line in old[same:])
        yield from (f"+{line}" for line in new[same:])
        return
    yield from islice(unified_diff(old, new, lineterm="", n=CONTEXT), 2, None)
