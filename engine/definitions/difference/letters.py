"""What a Word template says, paragraph by paragraph, and how two of them differ. Pure."""

import hashlib
from collections.abc import Iterator

from engine.letters import package
from engine.letters.clauses import words_of_paragraph

UNREADABLE = "(this file cannot be opened as a Word document)"


def text_of_letter(content: bytes) -> list[str]:
    """Every paragraph of a template, tags and all, then the fingerprint of each of its parts.

    So two templates with the same lines have the same content, the looks and pictures too.
    """
    members = members_of(content)
    if not members:
        return [UNREADABLE, f"fingerprint {hashlib.sha256(content).hexdigest()}"]
    lines: list[str] = []
    for name, part in sorted(members.items()):
        lines.extend(f"[{name}] {paragraph}" for paragraph in paragraphs_of(name, part))
    lines.extend(
        f"[{name}] fingerprint {hashlib.sha256(part).hexdigest()}"
        for name, part in sorted(members.items())
    )
    return lines


def members_of(content: bytes) -> dict[str, bytes]:
    """The parts of a Word file by name; none where it is not safe to open."""
    members, unsafe = package.read(content)
    return {} if unsafe else members


def paragraphs_of(name: str, part: bytes) -> Iterator[str]:
    """The words of each paragraph of a part of a Word file, where it has any."""
    if not name.endswith(".xml"):
        return
    for paragraph in package.tree(part).iter("{*}p"):
        if words := words_of_paragraph(paragraph):
            yield words
