"""PDFs made to cost whoever reads them, as large as an upload may be; made when asked for."""

import zlib
from collections.abc import Callable, Mapping

LARGEST = 10_480_000  # bytes of an upload, but for what stands around
HEAD = b"%PDF-1.7\n"


def one(inside: bytes) -> bytes:
    """A PDF of one object."""
    return HEAD + b"1 0 obj\n" + inside + b"\nendobj\n"


def filled(begin: bytes, piece: bytes, end: bytes) -> bytes:
    """A PDF of one object that is full of one thing."""
    return one(begin + piece * (LARGEST // len(piece)) + end)


def many(piece: bytes) -> bytes:
    """A PDF that is full of one thing outside of any object."""
    return HEAD + piece * (LARGEST // len(piece))


def packed(body: bytes, places: bytes = b"1 0 ", count: int = 1) -> bytes:
    """A PDF whose objects are packed in a stream."""
    data = zlib.compress(places + body, 9)
    about = b"/Type/ObjStm/Filter/FlateDecode/N %d/First %d/Length %d"
    said = about % (count, len(places), len(data))
    return one(b"<<" + said + b">>stream\n" + data + b"\nendstream")


def numbered(form: bytes, count: int) -> bytes:
    """A PDF of that many objects, each with its number in it twice."""
    return HEAD + b"".join(b"%d 0 obj" % n + form % (n + 1, n) for n in range(1, count))


PDFS: Mapping[str, Callable[[], bytes]] = {
    "dictionaries": lambda: filled(b"[", b"<<>>", b"]"),
    "dictionaries in one another": lambda: filled(b"", b"<</K", b""),
    "lists in one another": lambda: filled(b"", b"[", b""),
    "names": lambda: filled(b"[", b"/B", b"]"),
    "names that are nearly noted": lambda: filled(b"[", b"/EmbeddedFilesx", b"]"),
    "names with codes": lambda: filled(b"[", b"/#41B", b"]"),
    "names that are noted": lambda: filled(b"<<", b"/S 1", b">>"),
    "texts": lambda: filled(b"[", b"()", b"]"),
    "a text that does not end": lambda: filled(b"", b"(", b""),
    "a text of signs": lambda: filled(b"(", b"\\\\", b")"),
    "hexadecimal": lambda: filled(b"<", b"4 ", b">"),
    "comments": lambda: filled(b"", b"%\n", b""),
    "one comment": lambda: filled(b"", b"%", b""),
    "numbers": lambda: filled(b"[", b"1 ", b"]"),
    "references": lambda: filled(b"<<", b"/A 1 0 R", b">>"),
    "addresses": lambda: filled(b"<<", b"/URI(http:x)", b">>"),
    "one address": lambda: filled(b"<</URI(http:", b"\\(", b")>>"),
    "words that might begin an object": lambda: many(b"\nobj"),
    "comments that might": lambda: many(b"1 %" + b"a" * 150 + b"\nobj"),
    "objects": lambda: many(b"1 0 obj 1 endobj\n"),
    "objects that are actions": lambda: numbered(b"<</A %d 0 R/S/%d>>endobj ", 99_000),
    "streams": lambda: many(b"1 0 obj<</Length 0>>stream\n\nendstream endobj\n"),
    "trailers": lambda: many(b"trailer<<>>"),
    "an xref that leads to itself": lambda: (
        one(b"<</Type/XRef/Prev 9/Length 0/W[1 1 1]>>stream\n\nendstream") + b"startxref\n9\n%%EOF"
    ),
    "packed: 100 MB of nothing": lambda: packed(b" " * 100_000_000),
    "packed: names": lambda: packed(b"[" + b"/B" * 4_990_000 + b"]"),
    "packed: dictionaries": lambda: packed(b"[" + b"<<>>" * 2_490_000 + b"]"),
    "packed: objects": lambda: packed(
        b"<<>>" * 95_000, b"".join(b"%d %d " % (n, n * 4) for n in range(95_000)), 95_000
    ),
    "packed: a list without end": lambda: packed(b"", b"1 " * 4_000_000, 99_000),
}
