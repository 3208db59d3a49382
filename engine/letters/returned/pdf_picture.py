"""One page of a PDF as a picture: run by `engine.limited` on a file of somebody else's.

What a browser then shows is ours, and nothing that the file could make it do.
"""

import base64
import struct
import zlib

import pypdfium2 as pdfium

DOTS_PER_POINT = 1.6  # 115 to the inch: a page is 950 dots wide and can be read
MOST_DOTS = 4_000_000


def read(content: bytes, page: str) -> dict[str, str]:
    """The picture (a PNG in grey, in base 64) of a page counted from 1, or none of it."""
    document = pdfium.PdfDocument(content)
    number = int(page) - 1
    if not 0 <= number < len(document):
        return {}
    width, height = document[number].get_size()
    scale = min(DOTS_PER_POINT, (MOST_DOTS / max(1, width * height)) ** 0.5)
    bitmap = document[number].render(scale=scale, grayscale=True)
    return {"png": base64.b64encode(png(bitmap)).decode()}


def png(bitmap: pdfium.PdfBitmap) -> bytes:
    """A picture in grey as a PNG."""
    dots = bytes(bitmap.buffer)
    rows = [
        b"\0" + dots[row * bitmap.stride : row * bitmap.stride + bitmap.width]
        for row in range(bitmap.height)
    ]
    size = struct.pack(">IIBBBBB", bitmap.width, bitmap.height, 8, 0, 0, 0, 0)
    packed = zlib.compress(b"".join(rows), 6)
    parts = (b"IHDR", size), (b"IDAT", packed), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(kind, body) for kind, body in parts)


def _part(kind: bytes, body: bytes) -> bytes:
    check = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)
