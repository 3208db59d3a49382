"""The list of members at the end of a zip file, and that file and list are one whole. Pure.

A reader that looks from the front, one that looks from the end and one that trusts the list must
all see the same members: whatever lets them differ is refused.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.readers.errors import Fault, NotRead
from engine.readers.zip_limits import DESCRIPTORS, LONGEST_COMMENT, Limits

LOCAL, LISTED, END, ZIP64 = b"PK\3\4", b"PK\1\2", b"PK\5\6", b"PK\6\7"
ENCRYPTED, STREAMED, IN_UTF8 = 0x1, 0x8, 0x800  # bits of a member's flags
_END = struct.Struct("<4s4H2IH")
_LISTED = struct.Struct("<4s6H3I5H2I")
_LOCAL = struct.Struct("<4s5H3I2H")
_FULL_16, _FULL_32 = 0xFFFF, 0xFFFF_FFFF  # where a number stands in a zip64 record instead
_UNIX = 3
_NAME_AGAIN = 0x7075  # an extra field that gives a member a second name
_SAVE_AGAIN = "save the document again, or pack the files again"
_BROKEN = f"its list of parts is broken: {_SAVE_AGAIN}"


@dataclass(frozen=True, slots=True)
class Member:
    """What the list says of a member, and where its packed bytes are."""

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    mode: int  # of Unix; 0 where it was packed elsewhere
    offset: int
    begin: int  # of its packed bytes


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where the list of members is, and how many it says there are."""

    offset: int
    end: int
    members: int


def members_listed(content: bytes, limits: Limits) -> tuple[Member, ...]:
    """The members of a zip file in the order of its list; NotRead when it is not one whole."""
    if not content.startswith(LOCAL):
        raise NotRead("it is not a zip-based file that can be opened: save it again", Fault.BROKEN)
    spot = _end_record(content)
    if spot.members > limits.members:
        raise NotRead(f"it has {spot.members} parts inside; at most {limits.members} are allowed")
    members = tuple(_members_in_list(content, spot))
    _must_touch(members, spot.offset)
    return members


def _end_record(content: bytes) -> _Spot:
    end = _end_found(content)
    _, disk, first, members_here, members, size, offset, comment = _END.unpack_from(content, end)
    zip64 = content[max(0, end - 20) : end].startswith(ZIP64)
    if zip64 or _FULL_16 in {members_here, members} or _FULL_32 in {size, offset}:
        raise NotRead(f"it is packed as zip64, which only huge files need: {_SAVE_AGAIN}")
    if end + _END.size + comment != len(content):
        raise NotRead(f"there is something after its end (two files in one): {_SAVE_AGAIN}")
    if disk or first or members_here != members:
        raise NotRead(f"it is one part of several: {_SAVE_AGAIN}")
    if offset + size != end:
        raise NotRead(f"there is something before its list of parts: {_SAVE_AGAIN}")
    return _Spot(offset, end, members)


def _end_found(content: bytes) -> int:
    """Where the end record begins: the last one that a comment could still follow."""
    end = content.rfind(END, max(0, len(content) - _END.size - LONGEST_COMMENT))
    if end >= 0 and len(content) - end >= _END.size:
        return end
    if END in content:
        raise NotRead(f"there is something after its end (two files in one): {_SAVE_AGAIN}")
    raise NotRead("it is cut short: save it again", Fault.BROKEN)


def _members_in_list(content: bytes, spot: _Spot) -> Iterator[Member]:
    offset = spot.offset
    for _ in range(spot.members):
        if offset + _LISTED.size > spot.end or content[offset : offset + 4] != LISTED:
            raise NotRead(_BROKEN, Fault.BROKEN)
        fields = _LISTED.unpack_from(content, offset)
        name_at = offset + _LISTED.size
        extra_at = name_at + fields[10]
        comment_at = extra_at + fields[11]
        offset = comment_at + fields[12]
        if offset > spot.end:
            raise NotRead(_BROKEN, Fault.BROKEN)
        yield _member(content, fields, content[name_at:extra_at], content[extra_at:comment_at])
    if offset != spot.end:
        raise NotRead(_BROKEN, Fault.BROKEN)


def _member(content: bytes, fields: Sequence[int], raw: bytes, extra: bytes) -> Member:
    """A member with what the header before its bytes says, which must be the same."""
    flags, method, crc, packed, size = fields[3], fields[4], *fields[7:10]
    attributes, offset = fields[15], fields[16]
    name = _decode_name(raw, flags)
    if _FULL_32 in {packed, size, offset}:
        raise NotRead(f"it is packed as zip64, which only huge files need: {_SAVE_AGAIN}")
    if _has_second_name(extra):
        raise NotRead(f"{name[:60]}: this part has two names: {_SAVE_AGAIN}")
    begin = _begin_of(content, offset, raw)
    local = _LOCAL.unpack_from(content, offset)
    differs = local[3] != method or (local[2] ^ flags) & (ENCRYPTED | STREAMED)
    if differs or (not flags & STREAMED and tuple(local[6:9]) != (crc, packed, size)):
        raise NotRead(f"{name[:60]}: this part is listed as something else: {_SAVE_AGAIN}")
    mode = attributes >> 16 if fields[1] >> 8 == _UNIX else 0
    return Member(name, flags, method, crc, packed, size, mode, offset, begin)


def _begin_of(content: bytes, offset: int, raw: bytes) -> int:
    """Where the packed bytes of a member begin, after the header that stands before them."""
    if offset + _LOCAL.size > len(content) or content[offset : offset + 4] != LOCAL:
        raise NotRead(f"its list of parts points nowhere: {_SAVE_AGAIN}", Fault.BROKEN)
    lengths: tuple[int, int] = struct.unpack_from("<2H", content, offset + 26)
    name_length, extra_length = lengths
    name_at = offset + _LOCAL.size
    if content[name_at : name_at + name_length] != raw:
        raise NotRead(f"a part goes by another name inside: {_SAVE_AGAIN}")
    return name_at + name_length + extra_length


def _decode_name(raw: bytes, flags: int) -> str:
    if not flags & IN_UTF8:
        return raw.decode("cp437")  # as the format has it; no byte is without a character there
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise NotRead(f"a part has a name that cannot be read: {_SAVE_AGAIN}") from None


def _has_second_name(extra: bytes) -> bool:
    offset = 0
    while offset + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, offset)
        if kind == _NAME_AGAIN:
            return True
        offset += 4 + length
    return False


def _must_touch(members: Sequence[Member], directory: int) -> None:
    """Refuses what begins late, overlaps, or leaves room between members for something else."""
    end, streamed = 0, False
    for member in sorted(members, key=lambda member: member.offset):
        _must_follow(end, member.offset, streamed=streamed)
        end, streamed = member.begin + member.packed, bool(member.flags & STREAMED)
    _must_follow(end, directory, streamed=streamed)


def _must_follow(end: int, begin: int, *, streamed: bool) -> None:
    gap = begin - end
    if gap < 0:
        raise NotRead(f"its parts lie over one another: {_SAVE_AGAIN}")
    if gap and not (streamed and gap in DESCRIPTORS):
        raise NotRead(f"there is something between its parts, or before them: {_SAVE_AGAIN}")
