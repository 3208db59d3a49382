"""A Word file written to memory: what never changes is packed once, the rest for each letter.

The format is that of zip files (APPNOTE 4.3): each member with its head, then the directory of all.
"""

import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_UTF_8, _DEFLATED = 0x800, 8
_DAY, _TIME = 0x21, 0  # 1 January 1980, the first a zip file can hold: a letter has no clock
_VERSION = 20


@dataclass(frozen=True, slots=True)
class Packed:
    """Members that are packed, and their entries in the directory."""

    content: bytes
    directory: bytes
    count: int


def packed(members: Mapping[str, bytes], level: int = 9) -> Packed:
    """The members packed, as tightly as *level* says (0 to 9)."""
    content, directory = bytearray(), bytearray()
    for name, data in members.items():
        _add(content, directory, name, data, level)
    return Packed(bytes(content), bytes(directory), len(members))


def with_members(before: Packed, members: Iterable[tuple[str, bytes]], level: int = 6) -> bytes:
    """A whole zip file: what was packed before, and then *members*."""
    content, directory, count = bytearray(before.content), bytearray(before.directory), before.count
    for name, data in members:
        _add(content, directory, name, data, level)
        count += 1
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(directory), len(content), 0)
    return bytes(content + directory + end)


def _add(content: bytearray, directory: bytearray, name: str, data: bytes, level: int) -> None:
    encoded, deflated = name.encode(), zlib.compress(data, level, -15)
    fields = (_VERSION, _UTF_8, _DEFLATED, _TIME, _DAY, zlib.crc32(data))
    sizes = (len(deflated), len(data), len(encoded), 0)
    place = len(content)
    content += struct.pack("<4s5H3I2H", b"PK\3\4", *fields, *sizes) + encoded + deflated
    directory += struct.pack("<4s6H3I5H2I", b"PK\1\2", _VERSION, *fields, *sizes, 0, 0, 0, 0, place)
    directory += encoded
