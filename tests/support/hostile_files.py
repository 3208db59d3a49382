"""Files made to cost whoever reads them: small in the post, large or slow on the table.

Each is made when it is asked for, and read by the reader that the service would give it to.
"""

import io
import json
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from tests.support.hostile_pdfs import PDFS

CHANCE = random.Random(26)  # the same noise each time


@dataclass(frozen=True)
class Hostile:
    """A file, and which reader is given it."""

    reader: str
    make: Callable[[], bytes]


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip file, packed as well as can be."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return made.getvalue()


def with_body(packed: bytes, size: int, content: bytes = b"") -> bytes:
    """A zip file whose one member is these packed bytes, and says it is *size* long."""
    crc = zlib.crc32(content)
    about = struct.pack("<5H3I", 20, 0, 8, 0, 0, crc, len(packed), size)
    local = b"PK\3\4" + about + struct.pack("<2H", 5, 0) + b"a.xml" + packed
    listed = b"PK\1\2" + struct.pack("<H", 20) + about
    listed += struct.pack("<5H2I", 5, 0, 0, 0, 0, 0, 0) + b"a.xml"
    end = struct.pack("<4H2IH", 0, 0, 1, 1, len(listed), len(local), 0)
    return local + listed + b"PK\5\6" + end


@cache
def deflated(size: int) -> bytes:
    """That many zeros, packed."""
    pump = zlib.compressobj(9, wbits=-15)
    whole = [pump.compress(bytes(1_000_000)) for _ in range(size // 1_000_000)]
    return b"".join(whole) + pump.flush()


def noise(size: int) -> bytes:
    """Bytes that cannot be packed."""
    return CHANCE.randbytes(size)


def document(body: str, more: Mapping[str, bytes] | None = None) -> bytes:
    """A Word document with this in its body."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = f"<Types><Override PartName='/word/document.xml' ContentType='{kind}'/></Types>"
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    rels = f"<Relationships><Relationship Id='a' Type='{link}' Target='word/document.xml'/>"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = f"<w:document xmlns:w='{space}'><w:body>{body}</w:body></w:document>"
    parts = {
        "[Content_Types].xml": types.encode(),
        "_rels/.rels": f"{rels}</Relationships>".encode(),
        "word/document.xml": text.encode(),
    }
    return zipped(parts | dict(more or {}))


def attributes(form: bytes, count: int) -> bytes:
    """That many attributes, each of another name."""
    return b" ".join(form % n for n in range(count))


def words(count: int) -> str:
    """That many words by chance."""
    return " ".join(f"{CHANCE.getrandbits(24):x}" for _ in range(count))


def picture(width: int, height: int) -> bytes:
    """The beginning of a PNG of that many dots."""
    size = struct.pack(">II5B", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + size + bytes(4)


def directories() -> bytes:
    """A TIFF whose list of pictures leads to one place for ever, with all the entries there are."""
    entries = b"".join(struct.pack("<HHII", 9, 3, n, n) for n in range(65_535))
    return b"II*\0" + struct.pack("<IH", 8, 65_535) + entries + struct.pack("<I", 8)


# Eight blocks of deflate that each bring a table of codes, and then say nothing with it.
CODE_TABLES = bytes.fromhex(
    "0cc0034018000000b06cdbb66ddbb66ddbb66ddbb66ddbb6edfe7fff188007803000000060d9b66ddbb66ddb"
    "b66ddbb66ddbb66ddbfdfffe31000f0061000000c0b26ddbb66ddbb66ddbb66ddbb66ddbb6fbfffd63001e00"
    "c20000008065dbb66ddbb66ddbb66ddbb66ddbb66df7fffbc7003c008401000000cbb66ddbb66ddbb66ddbb6"
    "6ddbb66ddbeefff78f0178000803000000966ddbb66ddbb66ddbb66ddbb66ddbb6ddffef1f03f00010060000"
    "002cdbb66ddbb66ddbb66ddbb66ddbb66dbbffdf3f06e001200c00000058b66ddbb66ddbb66ddbb66ddbb66d"
    "db76ffbf7f"
)
EMPTY_BLOCKS = b"\x02\x08\x20\x80\x00" * 2_000_000  # four blocks of nothing in each five bytes
SMALL_PARTS = {f"word/{n}.xml": b"<a/>" for n in range(197)}
ZIPS: Mapping[str, Callable[[], bytes]] = {
    "says 1 KB, is 300 MB": lambda: with_body(deflated(300_000_000), 1_000),
    "says 15 MB, is 300 MB": lambda: with_body(deflated(300_000_000), 15_000_000),
    "300 MB of nothing": lambda: with_body(deflated(300_000_000), 300_000_000),
    "15 MB of nothing": lambda: with_body(deflated(15_000_000), 15_000_000, bytes(15_000_000)),
    "60,000 members": lambda: zipped({f"{n}": b"" for n in range(60_000)}),
    "10 MB of noise": lambda: zipped({"a.xml": noise(9_990_000)}),
    "5 MB of empty blocks": lambda: with_body(EMPTY_BLOCKS[:4_990_000], 4_990_000),
    "5 MB of tables of codes": lambda: with_body(CODE_TABLES * 22_000, 4_990_000),
    "a zip in a zip in a zip": lambda: zipped({"a.zip": zipped({"b.zip": zipped({"c": b"c"})})}),
    "as much as is allowed": lambda: zipped(
        {f"{n}.bpmn": noise(30_000) + b" " * 4_000_000 for n in range(2)}
    ),
}
WORDS: Mapping[str, Callable[[], bytes]] = {
    **{what: make for what, make in ZIPS.items() if what != "60,000 members"},
    "10 MB of tables of codes": lambda: with_body(CODE_TABLES * 44_400, 9_990_000),
    "200 parts": lambda: document("", SMALL_PARTS),
    "200,000 elements": lambda: document(f"<w:p/>{words(4)}" * 200_000),
    "as many elements as are allowed": lambda: document(
        "".join(f"<w:p w:a='{word}'>{word}</w:p>" for word in words(49_000).split())
    ),
    "as many attributes in each of 20 parts": lambda: document(
        "", {f"word/{n}.xml": b"<a " + attributes(b"a%d=''", 90_000) + b"/>" for n in range(20)}
    ),
    "elements 5,000 deep": lambda: document("<w:p>" * 5_000 + "</w:p>" * 5_000),
    "a text of 4 MB": lambda: document(f"<w:p><w:r><w:t>{words(600_000)}</w:t></w:r></w:p>"),
    "pictures of 3,600 million dots": lambda: document(
        "", {f"word/media/{n}.png": picture(60_000, 60_000) for n in range(190)}
    ),
    "a TIFF without end": lambda: document(
        "", {"word/media/1.tiff": directories(), "a.txt": noise(9_000)}
    ),
}
ENTITIES = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 12))
BILLION = f"<!DOCTYPE d [<!ENTITY e0 'ha'>{ENTITIES}]><d>&e11;</d>"
QUADRATIC = f"<!DOCTYPE d [<!ENTITY a '{'x' * 60_000}'>]><d>{'&a;' * 30_000}</d>"
XMLS: Mapping[str, Callable[[], bytes]] = {
    "a billion laughs": BILLION.encode,
    "a quadratic entity": QUADRATIC.encode,
    "elements 500,000 deep": lambda: b"<a>" * 500_000,
    "as many elements as are allowed": lambda: b"<a>" + b"<b/>" * 99_990 + b"</a>",
    "as many attributes": lambda: b"<a " + attributes(b"a%d=''", 99_990) + b"/>",
    "as many of both": lambda: b"<a>" + b"<b c=''/>" * 99_990 + b"</a>",
    "as many names of a space": lambda: b"<a " + attributes(b"xmlns:n%d='u'", 99_990) + b"/>",
    "400,000 attributes": lambda: b"<a " + attributes(b"a%d=''", 400_000) + b"/>",
    "a text of 5 MB": lambda: b"<a>" + b"x" * 4_999_000 + b"</a>",
    "an attribute of 5 MB": lambda: b"<a b='" + b"x" * 4_999_000 + b"'/>",
    "a comment of 5 MB": lambda: b"<a><!--" + b"x" * 4_999_000 + b"--></a>",
}
JSONS: Mapping[str, Callable[[], bytes]] = {
    "lists 500,000 deep": lambda: b"[" * 500_000 + b"]" * 499_999,
    "objects 190,000 deep": lambda: b'{"a":' * 190_000 + b"1" + b"}" * 49_990,
    "a number of 900,000 digits": lambda: b"9" * 900_000,
    "333,000 lists": lambda: b"[" + b"[]," * 333_000 + b"1]",
    "330,000 objects": lambda: b"[" + b"{}," * 330_000 + b"1]",
    "as many objects as are allowed": lambda: b"[" + b"{}," * 49_990 + b"1]",
    "as many keys": lambda: json.dumps({f"k{n}": n for n in range(49_990)}).encode(),
    "a text of 1 MB": lambda: b'"' + b"\\u00e9" * 166_000 + b'"',
}
LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
)
YAMLS: Mapping[str, Callable[[], bytes]] = {
    "a billion laughs": LAUGHS.encode,
    "lists 100,000 deep": lambda: b"[" * 100_000,
    "that refers to itself": lambda: b"&a [*a]",
}
PICTURES: Mapping[str, Callable[[], bytes]] = {
    "3,600 million dots": lambda: picture(60_000, 60_000),
    "a TIFF without end": directories,
    "a JPEG of segments": lambda: b"\xff\xd8" + b"\xff\xe0\0\2" * 2_000_000,
    "a JPEG of fill": lambda: b"\xff\xd8" + b"\xff" * 9_000_000,
}


_KINDS: Mapping[str, Mapping[str, Callable[[], bytes]]] = {
    "zip": ZIPS,
    "word": WORDS,
    "xml": XMLS,
    "json": JSONS,
    "yaml": YAMLS,
    "picture": PICTURES,
    "pdf": PDFS,
}
HOSTILE = {
    f"{reader}: {what}": Hostile(reader, make)
    for reader, files in _KINDS.items()
    for what, make in files.items()
}
