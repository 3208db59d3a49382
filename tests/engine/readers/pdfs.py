"""PDFs made for a test by hand, so that each byte of them can be wrong."""

import zlib
from itertools import accumulate

TRAILER = b"trailer\n<</Root 1 0 R/Size 9>>\nstartxref\n9\n%%EOF\n"


def made(*objects: bytes, after: bytes = TRAILER) -> bytes:
    """A PDF of these objects, numbered from 1."""
    numbered = (b"%d 0 obj\n%b\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"".join(numbered) + after


def stream(body: bytes, about: bytes = b"", length: bytes = b"") -> bytes:
    """What an object with a stream holds."""
    said = length or b"%d" % len(body)
    return b"<<" + about + b"/Length " + said + b">>\nstream\n" + body + b"\nendstream"


def packed(*objects: bytes, more: bytes = b"", many: int | None = None) -> bytes:
    """Objects numbered from 20 in a stream of packed objects."""
    bodies = [one + b" " for one in objects]
    begins = accumulate(map(len, bodies[:-1]), initial=0)
    places = b"".join(b"%d %d " % numbered for numbered in enumerate(begins, 20))
    body = b"".join(bodies)
    count = len(objects) if many is None else many
    about = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (count, len(places))
    return stream(zlib.compress(places + body), about + more)


def unpacked(list_: bytes, body: bytes, many: int, first: int | None = None) -> bytes:
    """A stream of objects that are not packed, with a list of them of one's own."""
    begin = len(list_) if first is None else first
    return stream(list_ + body, b"/Type/ObjStm/N %d/First %d" % (many, begin))
