"""The names that stand in the objects of a PDF, packed ones too, as far as they make it do things.

A search of the bytes would miss names that are packed or spelt with codes (`/Java#53cript`), and
trip over the same letters in a text or a comment.
"""

import re
import zlib
from collections.abc import Iterator

ACTIVE = {
    "JavaScript": "a script",
    "JS": "a script",
    "Launch": "a command",
    "ImportData": "a command",
    "SubmitForm": "a command",
    "EmbeddedFile": "a file",
    "EmbeddedFiles": "a file",
    "RichMedia": "a film",
    "XFA": "a form with a program of its own",
}
MOST_UNPACKED = 10_000_000
_STREAM = re.compile(rb"stream\r?\n")
_TEXT = re.compile(rb"\((?:\\.|[^\\()])*\)", re.DOTALL)
_COMMENT = re.compile(rb"%[^\r\n]*")
_NAME = re.compile(rb"/([^\s/<>\[\](){}%]+)")
_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")


def active_names(content: bytes) -> list[str]:
    """What the objects of a PDF could make a reader do, in words."""
    found = {ACTIVE[name] for piece in _pieces(content) for name in _names(piece) if name in ACTIVE}
    return sorted(found)


def _pieces(content: bytes) -> Iterator[bytes]:
    """The parts of a PDF that hold objects: what lies between streams, and packed objects."""
    at, left = 0, MOST_UNPACKED
    while begin := _STREAM.search(content, at):
        head = content[at : begin.start()]
        yield head
        end = content.find(b"endstream", begin.end())
        at = len(content) if end < 0 else end
        if b"ObjStm" in _plain(head[-1_000:]) and left > 0:
            packed = _unpacked(content[begin.end() : at], left)
            left -= len(packed)
            yield packed
    yield content[at:]


def _unpacked(packed: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        return b""


def _names(piece: bytes) -> Iterator[str]:
    bare = _COMMENT.sub(b"", _TEXT.sub(b"", piece))
    for name in _NAME.findall(bare):
        yield _plain(name).decode("latin-1")


def _plain(name: bytes) -> bytes:
    """A name with its codes turned into the characters they stand for."""
    return _CODE.sub(lambda code: bytes([int(code[1], 16)]), name)
