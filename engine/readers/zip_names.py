"""What a member of a zip file may not be called or be. Pure."""

import re
import stat
import unicodedata
from collections.abc import Sequence
from urllib.parse import unquote

from engine.readers.errors import Fault, NotRead, shown
from engine.readers.zip_directory import ENCRYPTED, Member
from engine.readers.zip_limits import LONGEST_NAME

STORED, DEFLATED = 0, 8
_DRIVE_OR_HIDDEN = re.compile(r"[\\:\x00-\x1f\x7f]")


def must_be_plain(members: Sequence[Member]) -> None:
    """Refuses names that lead elsewhere or stand twice, links, passwords and odd packing."""
    names: set[str] = set()
    for member in members:
        _must_be_plain_itself(member)
        same = unicodedata.normalize("NFKC", member.name).casefold().rstrip("/")
        if same in names:
            raise NotRead(f"{shown(member.name)}: this part is there twice: take one of them out")
        names.add(same)


def _must_be_plain_itself(member: Member) -> None:
    """Refuses what is wrong with a member whatever the others are."""
    name = shown(member.name)
    if leads_elsewhere(member.name):
        raise NotRead(f"{name}: a part may not have this name: rename it and pack it again")
    if stat.S_ISLNK(member.mode):
        raise NotRead(f"{name}: it is a link to another file: put the file itself in")
    if member.flags & ENCRYPTED:
        raise NotRead(
            f"{name}: it is encrypted; remove the password and save it again", Fault.LOCKED
        )
    if member.method not in {STORED, DEFLATED}:
        raise NotRead(f"{name}: it is packed in a way that is not read here: save or pack it again")


def leads_elsewhere(name: str) -> bool:
    """Whether a name is no plain place inside the package, or cannot be a name at all."""
    if not name or len(name) > LONGEST_NAME or _DRIVE_OR_HIDDEN.search(name):
        return True
    plain = unquote(name)
    steps = plain.replace("\\", "/").removesuffix("/").split("/")
    return plain.startswith("/") or not {"", ".", ".."}.isdisjoint(steps)
