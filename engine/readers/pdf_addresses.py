"""Whether the address of a link in a PDF leads to the web or the post, and nowhere else. Pure."""

import re

from engine.readers.pdf_rules import SCHEMES
from engine.readers.pdf_tokens import SPACE, Value

LONGEST = 4_000  # bytes of an address
_CODES = re.compile(rb"\\(?:([0-7]{1,3})|\r\n|([\x00-\xff]))")
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\r": b"", b"\n": b""}
_BLANK = bytes(range(33))
_BEGINS = re.compile(r"(?P<scheme>[^/?#]*?):|[\\/]{2}")


def leads_elsewhere(address: Value) -> bool:
    """Whether what stands behind an address's key does more than open a page or begin a letter."""
    if address.kind == "reference" or len(address.raw) > LONGEST:
        return True  # nobody writes it apart; and whoever does may not want it looked at
    if address.kind not in {"text", "hex"}:
        return False
    begins = _BEGINS.match(_plain(address))
    return begins is not None and begins["scheme"] not in SCHEMES


def _plain(address: Value) -> str:
    """The address as whoever opens it understands it: without spaces, in small letters."""
    inner = address.raw[1:-1]
    if address.kind == "hex":
        digits = inner.translate(None, SPACE)
        inner = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    else:
        inner = _CODES.sub(_character, inner)
    # without its zeros, UTF-16 of plain letters is these letters behind its mark
    return inner.translate(None, _BLANK).lstrip(b"\xfe\xff").lower().decode("latin-1")


def _character(code: re.Match[bytes]) -> bytes:
    if code[1]:
        return bytes([int(code[1], 8) & 0xFF])
    return _LETTERS.get(code[2], code[2]) if code[2] else b""
