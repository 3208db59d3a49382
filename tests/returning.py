"""What signatories hand back: the very file that was issued, a photograph, something else."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from engine.api import Engine
from engine.commands.sign_letter import SignLetter
from engine.people.actor import Actor
from engine.queries.letter_page import letter_file


def issued_file(engine: Engine, actor: Actor, letter: int) -> bytes:
    """The Word file of a letter as it was issued."""
    return engine.ask(letter_file, actor, letter).content


def signed(engine: Engine, actor: Actor, letter: int) -> SignLetter:
    """The command that hands the letter back as it was issued."""
    return SignLetter(letter, "signed.docx", issued_file(engine, actor, letter))


def zipped(members: Mapping[str, bytes], packing: int = zipfile.ZIP_STORED) -> bytes:
    """A package of those members."""
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", packing) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return saved.getvalue()


def picture(width: int, height: int, dots: bytes) -> bytes:
    """A PNG in grey that says it has this size; its rows hold *dots* over and over."""
    rows = b""
    if width * height < 4_000_000:
        row = (dots * (width // len(dots) + 1))[:width]
        rows = b"".join(b"\0" + row[at % width :] + row[: at % width] for at in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = (b"IHDR", head), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(kind, body) for kind, body in parts)


def photograph(width: int, height: int, dots: bytes) -> bytes:
    """The frame of a JPEG of this size round bytes that are no picture."""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 8, 8, height, width, 1)
    begin = b"\xff\xd8\xff\xe0\0\x04ab\xff" + frame
    return begin + b"\xff\xda\0\x02" + dots + b"\xff\xd9"


def _part(kind: bytes, body: bytes) -> bytes:
    check = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)
