"""Which files of two bundles differ, and a plain difference of their text. Pure.

Whatever no sentence tells of is told here: no byte of a file changes unseen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from itertools import islice

import orjson
from lxml import etree

from engine.bpmn.xml import parse
from engine.definitions.bundle import Bundle
from engine.definitions.difference.change import first_difference, in_sight
from engine.definitions.difference.letters import text_of_letter
from engine.dmn.errors import DecisionFault
from engine.dmn.xml import root_of
from engine.errors import DiagramRefused
from engine.readers.errors import NotRead
from engine.readers.json_text import json_value

CONTEXT = 2  # unchanged lines shown around each change
MOST_LINES = 2_000  # of a difference; the whole file is there to be downloaded
# Lines before times lines after, of all files: comparing them line by line takes 3 s at worst. A
# file beyond that is shown from where it begins to differ.
MOST_COMPARED = 40_000_000


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
    allowance = MOST_COMPARED
    changes: list[FileChange] = []
    for path in sorted(before.keys() | after.keys()):
        old, new = before.get(path), after.get(path)
        if old == new:
            continue
        old_lines, new_lines = lines_of(path, old or b""), lines_of(path, new or b"")
        cost = len(old_lines) * len(new_lines)
        if cost < allowance:
            allowance -= cost
            lines = _line_by_line(old_lines, new_lines)
        else:
            lines = _from_where_they_differ(old_lines, new_lines)
        changes.append(_change(path, old, new, lines))
    return tuple(changes)


def _change(
    path: str, before: bytes | None, after: bytes | None, lines: Iterator[str]
) -> FileChange:
    first_lines = tuple(in_sight(line) for line in islice(lines, MOST_LINES))
    return FileChange(
        path=path,
        status=_status(before, after),
        size_before=len(before or b""),
        size_after=len(after or b""),
        lines=first_lines,
        left_out=sum(1 for _ in lines),
    )


def _status(before: bytes | None, after: bytes | None) -> str:
    if before is None:
        return "added"
    if after is None:
        return "removed"
    return "changed"


def lines_of(path: str, content: bytes) -> list[str]:
    """The text of a file in lines: the paragraphs of a Word file, an element or a key a line."""
    if not content:
        return []
    if path.endswith(".docx"):
        return text_of_letter(content)
    return _tidy(path, content).decode("utf-8", errors="backslashreplace").splitlines()


def _tidy(path: str, content: bytes) -> bytes:
    """A file as it is when written line by line in one way, so that a new layout hides nothing.

    One that cannot be read stays as it is.
    """
    try:
        if path.endswith(".form"):
            return orjson.dumps(json_value(content), option=orjson.OPT_INDENT_2)
        root = parse(content, path) if path.endswith(".bpmn") else root_of(content)
    except (NotRead, orjson.JSONEncodeError, DiagramRefused, DecisionFault):
        return content
    etree.indent(root)
    return bytes(etree.tostring(root, encoding="utf-8"))


def _line_by_line(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """The lines of a unified difference, without those that name the files."""
    return islice(unified_diff(old, new, lineterm="", n=CONTEXT), 2, None)


def _from_where_they_differ(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """All lines of both files from the first that is another."""
    same = first_difference(old, new)
    yield f"@@ line {same + 1} @@"
    yield from (f"-{line}" for line in old[same:])
    yield from (f"+{line}" for line in new[same:])
