"""The one reader of zip-based files: Word documents, zips of a definition, returned letters. Pure.

Members are unpacked in small steps and counted as they come. What the file says of their sizes is
only ever compared with that, so a file costs what it holds within the limits and no more.
"""

import io
import zlib
from collections.abc import Callable

from engine.readers.errors import Fault, NotRead, shown
from engine.readers.zip_directory import Member, members_listed
from engine.readers.zip_limits import HIGHEST_RATIO, SMALL, SPREAD, STEP, Limits
from engine.readers.zip_names import STORED, must_be_plain

_AGAIN = "save the document again, or pack the files again"


def unzipped(
    content: bytes, limits: Limits, wanted: Callable[[str], bool] = bool
) -> dict[str, bytes]:
    """The *wanted* members by name, in the order of the list; folders are left out.

    Raises NotRead with the first thing that is wrong with any member, wanted or not.
    """
    listed = members_listed(content, limits)
    must_be_plain(listed)
    _must_fit(listed, limits)
    files = [member for member in listed if not member.name.endswith("/")]
    if any(member.size for member in listed if member not in files):
        raise NotRead(f"a folder in it holds bytes of its own: {_AGAIN}")
    return {member.name: _unpack(content, member) for member in files if wanted(member.name)}


def _must_fit(members: tuple[Member, ...], limits: Limits) -> None:
    """Refuses what is too large by its own word; nothing then comes that is larger than said."""
    if sum(member.size for member in members) > limits.whole:
        raise NotRead(f"unpacked it is larger than {limits.whole // 1_000_000} MB: make it smaller")
    for member in members:
        if member.size > limits.largest:
            most = limits.largest // 1_000_000
            raise NotRead(
                f"{shown(member.name)}: unpacked it is larger than {most} MB: make it smaller"
            )
        if member.packed > SPREAD * member.size + STEP:
            raise NotRead(f"{shown(member.name)}: packed, this part is larger than it is: {_AGAIN}")
        if member.size > SMALL and member.size > HIGHEST_RATIO * member.packed:
            raise NotRead(
                f"{shown(member.name)}: it is packed too tightly to be anything but filling: "
                "take it out"
            )


def _unpack(content: bytes, member: Member) -> bytes:
    packed = memoryview(content)[member.begin : member.begin + member.packed]
    if member.method == STORED:
        data = bytes(packed)
    else:
        try:
            data = _inflate(packed, member)
        except zlib.error:
            raise _damaged(member) from None
    if len(data) != member.size:
        raise _false_size(member)
    if zlib.crc32(data) != member.crc:
        raise _damaged(member)
    return data


def _inflate(packed: memoryview, member: Member) -> bytes:
    pump, out = zlib.decompressobj(-zlib.MAX_WBITS), io.BytesIO()
    for begin in range(0, len(packed), STEP):  # what a step leaves over is copied, so it is short
        feed: bytes | memoryview = packed[begin : begin + STEP]
        while feed and not pump.eof:
            out.write(pump.decompress(feed, STEP))
            feed = pump.unconsumed_tail
            if out.tell() > member.size:
                raise _false_size(member)
        if pump.eof and (pump.unused_data or begin + STEP < len(packed)):
            raise _false_size(member)
    out.write(pump.flush())
    if not pump.eof:
        raise _damaged(member)
    return out.getvalue()


def _damaged(member: Member) -> NotRead:
    return NotRead(f"{shown(member.name)}: this part is damaged: {_AGAIN}", Fault.BROKEN)


def _false_size(member: Member) -> NotRead:
    return NotRead(f"{shown(member.name)}: this part is not as large as it says: {_AGAIN}")
