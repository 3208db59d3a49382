"""Zip-based files: taken when they are one plain whole, refused by name when they are not."""

import io
import os
import re
import struct
import tracemalloc
import zipfile
from collections.abc import Mapping

import pytest

from engine.readers.errors import Fault, NotRead
from engine.readers.zip_file import unzipped
from engine.readers.zip_limits import LONGEST_NAME, WORD, Limits

SMALL = Limits(members=5, largest=200_000, whole=300_000)
PLAIN = {"a.xml": b"<a/>" * 100, "word/b.xml": b"<b/>"}
_FLAGS, _METHOD, _CRC, _SIZE, _NAME = 8, 10, 16, 24, 46  # places in an entry of the list


def zipped(members: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing, compresslevel=9) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return made.getvalue()


def listed(content: bytes, at: int, new: bytes) -> bytes:
    """The package with bytes of the first entry of its list changed."""
    begin = content.index(b"PK\1\2") + at
    return content[:begin] + new + content[begin + len(new) :]


def both(content: bytes, at: int, new: bytes) -> bytes:
    """The package with the same bytes changed in the list and before the first member."""
    begin = at - 2 if at < _NAME else 30
    changed = content[:begin] + new + content[begin + len(new) :]
    return listed(changed, at, new)


def ended(content: bytes, at: int, new: bytes) -> bytes:
    """The package with bytes of its end record changed."""
    begin = content.rindex(b"PK\5\6") + at
    return content[:begin] + new + content[begin + len(new) :]


def moved(content: bytes, by: int) -> bytes:
    """The end record of *content* with a list that begins *by* bytes later."""
    at = struct.unpack_from("<I", content, content.rindex(b"PK\5\6") + 16)[0]
    return ended(content, 16, struct.pack("<I", at + by))


def streamed() -> bytes:
    """A package whose sizes stand after each member, as programs write that cannot go back."""

    class Pipe(io.RawIOBase):
        written = b""

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.written += bytes(data)  # type: ignore[call-overload]
            return len(bytes(data))  # type: ignore[call-overload]

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in PLAIN.items():
            package.writestr(name, content)
    return pipe.written


def link() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        one = zipfile.ZipInfo("word/link")
        one.create_system, one.external_attr = 3, 0o120777 << 16
        package.writestr(one, "/etc/passwd")
    return made.getvalue()


def second_name() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        one = zipfile.ZipInfo("a.xml")
        one.extra = struct.pack("<2H2s", 9, 2, b"xx") + struct.pack("<2H5s", 0x7075, 5, b"b.xml")
        package.writestr(one, b"<a/>")
    return made.getvalue()


def gap() -> bytes:
    """A package with bytes between its members that belong to none."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("a.xml", b"<a/>")
        made.write(b"#!/bin/sh")
        package.start_dir = made.tell()
        package.writestr("b.xml", b"<b/>")
    return made.getvalue()


def lying(say: int, megabytes: int = 1) -> bytes:
    """A package that says of its member it is *say* bytes, and holds megabytes of noise."""
    noise = os.urandom(1_000) * 1_000 * megabytes
    return both(zipped({"a.xml": noise}), _SIZE, struct.pack("<I", say))


WHOLE = zipped(PLAIN)
STORED = zipped(PLAIN, zipfile.ZIP_STORED)
ONE = zipped({"a.xml": b"<a/>" * 100})
TWICE = both(zipped({"aaaaa": b"1", "A.XML": b"2"}), _NAME, b"a.xml")
UNICODE = zipped({"word/\u00e9.xml": b"1", "word/e\u0301.xml": b"2"})
AFTER_IT = "something after its end"
REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "not a zip-based file"),
    "noise": (b"PK\3\4" + os.urandom(100_000), "cut short"),
    "cut short": (WHOLE[:-30], "cut short"),
    "cut in its end": (WHOLE[:-3], AFTER_IT),
    "a PDF before": (b"%PDF-1.4\n" + WHOLE, "not a zip-based file"),
    "a package before": (WHOLE + WHOLE, "before its list of parts"),
    "a PDF after": (WHOLE + b"%PDF-1.4\n%%EOF", AFTER_IT),
    "much after": (WHOLE + b"x" * 70_000, AFTER_IT),
    "a member before": (moved(gap(), 0), "between its parts, or before"),
    "a list that begins late": (moved(WHOLE, 4), "before its list of parts"),
    "a list that says it is one more": (ended(WHOLE, 8, b"\3\0\3\0"), "list of parts is broken"),
    "a list that says it is one less": (ended(WHOLE, 8, b"\1\0\1\0"), "list of parts is broken"),
    "a name beyond the list": (listed(WHOLE, 30, b"\xff\xff"), "list of parts is broken"),
    "several disks": (ended(WHOLE, 4, b"\1\0"), "one part of several"),
    "zip64 in its end": (ended(WHOLE, 8, b"\xff\xff"), "zip64"),
    "zip64 in its size": (ended(WHOLE, 12, b"\xff" * 4), "zip64"),
    "zip64 in a member": (listed(WHOLE, 20, b"\xff" * 4), "zip64"),
    "a record of zip64": (WHOLE[:-22] + b"PK\6\7" + b"\0" * 16 + WHOLE[-22:], "zip64"),
    "too many": (zipped({f"{n}.xml": b"" for n in range(6)}), "6 parts inside; at most 5"),
    "a folder with bytes": (zipped({"word/": b"1"}), "folder in it holds bytes"),
    "twice": (TWICE, "there twice"),
    "twice in Unicode": (UNICODE, "there twice"),
    "rooted": (zipped({"/etc/a": b""}), "/etc/a: a part may not have this name"),
    "climbs out": (zipped({"word/../../a": b""}), "may not have this name"),
    "climbs out unseen": (zipped({"word/%2e%2e/a": b""}), "may not have this name"),
    "a backslash": (both(zipped({"a/b": b""}), _NAME, b"a\\b"), "may not have this name"),
    "a drive": (zipped({"C:a": b""}), "may not have this name"),
    "a NUL": (both(ONE, _NAME, b"a\0xml"), r"a\?xml: a part may not have this name"),
    "too long a name": (zipped({"a" * (LONGEST_NAME + 1): b""}), "may not have this name"),
    "no UTF-8": (both(both(ONE, _FLAGS, b"\0\x08"), _NAME, b"\xff"), "cannot be read"),
    "two names": (second_name(), "two names"),
    "a link": (link(), "link to another file"),
    "encrypted": (both(ONE, _FLAGS, b"\1\0"), "encrypted; remove the password"),
    "LZMA": (zipped(PLAIN, zipfile.ZIP_LZMA), "packed in a way"),
    "another name inside": (listed(ONE, _NAME, b"b"), "goes by another name"),
    "another method inside": (listed(ONE, _METHOD, b"\0\0"), "listed as something else"),
    "another size inside": (listed(ONE, _SIZE, b"\1\0"), "listed as something else"),
    "points nowhere": (listed(ONE, 42, b"\xff\xff\0\0"), "points nowhere"),
    "points into itself": (listed(ONE, 42, b"\1\0\0\0"), "points nowhere"),
    "says less": (lying(1_000), "not as large as it says"),
    "says more": (both(ONE, _SIZE, struct.pack("<I", 401)), "not as large as it says"),
    "says more, stored": (both(STORED, _SIZE, struct.pack("<I", 401)), "not as large"),
    "damaged": (STORED[:40] + b"xxx" + STORED[43:], "damaged"),
    "another sum": (both(ONE, _CRC, b"\0\0\0\0"), "damaged"),
    "one too large": (zipped({"a": os.urandom(200_001)}), "larger than 0 MB"),
    "too large in all": (zipped({f"{n}": os.urandom(120_000) for n in range(3)}), "larger than"),
    "packed into more than it is": (
        both(zipped({"a.xml": os.urandom(150_000)}), _SIZE, struct.pack("<I", 40_000)),
        "packed, this part is larger than it is",
    ),
    "filling": (zipped({"a.bin": b"\0" * 199_000}), "packed too tightly"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_one_plain_whole_is_refused_by_name(what: str) -> None:
    content, why = REFUSED[what]

    with pytest.raises(NotRead, match=why) as refused:
        unzipped(content, SMALL)
    assert re.search(r": |; ", refused.value.sentence), "and says what to do"


def test_a_crowd_of_parts_is_refused_by_its_number() -> None:
    with pytest.raises(NotRead, match="60000 parts inside; at most 5"):
        unzipped(zipped({f"{n}": b"" for n in range(60_000)}), SMALL)


def overlapping() -> bytes:
    """Two entries of the list that lead to the same member."""
    content = zipped({"a.xml": b"<a/>"})
    at, end = content.index(b"PK\1\2"), content.index(b"PK\5\6")
    entry = content[at:end]
    record = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 2, 2, 2 * len(entry), at, 0)
    return content[:at] + entry * 2 + record


def test_members_that_lie_over_one_another_are_refused() -> None:
    with pytest.raises(NotRead, match=r"there twice|lie over"):
        unzipped(overlapping(), SMALL)


def more_than_a_member() -> bytes:
    """Bytes after the end of what a member unpacks to, within its packed size."""
    content = zipped({"a.xml": b"<a/>"})
    packed = struct.unpack_from("<I", content, 18)[0]
    begin = 35 + packed
    longer = content[:begin] + b"hidden" + content[begin:]
    return moved(both(longer, 20, struct.pack("<I", packed + 6)), 6)


def test_nothing_hides_behind_the_end_of_a_member() -> None:
    with pytest.raises(NotRead, match="not as large as it says"):
        unzipped(more_than_a_member(), SMALL)


def with_comment() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.comment = b"e" * 40  # as version control writes
        package.writestr("a/", b"")
        package.writestr("a/b.xml", b"<b/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (WHOLE, set(PLAIN)),
        (STORED, set(PLAIN)),
        (streamed(), set(PLAIN)),
        (with_comment(), {"a/b.xml"}),
        (zipped({"Entw\u00fcrfe/a.xml": b"<a/>"}), {"Entw\u00fcrfe/a.xml"}),
        (zipped({"a.bin": os.urandom(150_000)}), {"a.bin"}),
    ],
)
def test_what_honest_programs_pack_is_taken(content: bytes, names: set[str]) -> None:
    assert unzipped(content, SMALL).keys() == names


def test_only_what_is_wanted_is_unpacked() -> None:
    assert unzipped(WHOLE, SMALL, lambda name: name.startswith("word/")) == {"word/b.xml": b"<b/>"}


def test_a_package_costs_what_it_holds_and_not_what_it_unpacks_to() -> None:
    bomb = lying(1_000, megabytes=30)
    tracemalloc.start()

    with pytest.raises(NotRead):
        unzipped(bomb, WORD)

    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("what", "fault"),
    [("encrypted", Fault.LOCKED), ("cut short", Fault.BROKEN), ("a PDF after", Fault.UNSAFE)],
)
def test_whoever_must_can_tell_one_refusal_from_another(what: str, fault: Fault) -> None:
    with pytest.raises(NotRead) as refused:
        unzipped(REFUSED[what][0], SMALL)
    assert refused.value.fault is fault


def test_every_flipped_byte_is_told_or_of_no_meaning() -> None:
    def flip(at: int) -> bytes:
        return WHOLE[:at] + bytes([WHOLE[at] ^ 1]) + WHOLE[at + 1 :]

    for at in range(len(WHOLE)):
        try:
            members = unzipped(flip(at), SMALL)
        except NotRead:
            continue
        assert sorted(members.values()) == sorted(PLAIN.values()), at
