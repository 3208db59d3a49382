"""What the head of a request may say, read strictly: the first line and the headers.

Two readers who understand one request differently can be made to serve somebody a request that
was smuggled inside another (RFC 9112, 11.2). So whatever could be read in two ways is refused.
"""

import re
from collections.abc import Sequence

_TOKEN = rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_FIRST_LINE = re.compile(rb"([A-Z][A-Z-]*) ([\x21-\x22\x24-\x7e]+) HTTP/1\.([01])")
# One pass without turning back: the reader behind this one takes 32 KB of blanks badly.
_FIELD = re.compile(rb"(" + _TOKEN + rb"):([\t\x20-\x7e\x80-\xff]*)")
_HOST = re.compile(rb"(?:[A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
_LENGTH = re.compile(rb"[0-9]{1,15}")
_ONCE = (b"host", b"content-length", b"transfer-encoding", b"content-type", b"expect")
MOST_FIELDS = 200

Fields = Sequence[tuple[bytes, bytes]]


def fault_in(head: bytes) -> str | None:
    """Why a head may not be served, for whoever sent it; None for one that has one meaning."""
    first, *lines = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
    line = _FIRST_LINE.fullmatch(first)
    if line is None:
        return "the first line is no method, address and HTTP/1.0 or HTTP/1.1"
    if len(lines) > MOST_FIELDS:
        return f"there are more than {MOST_FIELDS} headers"
    matches = [_FIELD.fullmatch(line) for line in lines if line]
    fields = [(match[1].lower(), match[2].strip(b" \t")) for match in matches if match]
    if len(fields) < len(matches):
        return "a header is not a name, a colon and a value on one line"
    return _said_twice(fields) or _odd_length(dict(fields), line[3]) or _odd_host(fields, line)


def _said_twice(fields: Fields) -> str | None:
    names = [name for name, _ in fields]
    for name in _ONCE:
        if names.count(name) > 1:
            return f"{name.decode()} is there twice"
    return None


def _odd_length(fields: dict[bytes, bytes], version: bytes) -> str | None:
    length, coding = fields.get(b"content-length"), fields.get(b"transfer-encoding")
    if length is not None and not _LENGTH.fullmatch(length):
        return "content-length is no plain number"
    if coding is None:
        return None
    if length is not None:
        return "content-length and transfer-encoding are both there"
    if version == b"0":
        return "transfer-encoding is not for HTTP/1.0"
    if coding.lower() != b"chunked":
        return "transfer-encoding may only be chunked"
    return None


def _odd_host(fields: Fields, line: re.Match[bytes]) -> str | None:
    _, address, version = line.groups()
    host = dict(fields).get(b"host")
    if host is None and version == b"1":
        return "host is missing"
    if host is not None and not _HOST.fullmatch(host):
        return "host is no name or address with a port"
    if address.startswith(b"/"):
        return None
    scheme, mark, rest = address.partition(b"://")
    same = mark and scheme.lower() in {b"http", b"https"} and rest.partition(b"/")[0] == host
    return None if same else "the address asked for is not one of this service"
