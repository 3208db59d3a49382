"""The digest of a row of a table: what an entry of the log seals of it. No database here."""

import hashlib
from collections.abc import Iterable

import orjson

ALGORITHM = "sha256"  # of the seals and of the digests of rows


def row_digest(table: str, columns: Iterable[tuple[str, object, object]]) -> str:
    """The SHA-256, in hex, of `[table, {column: value}]` as canonical JSON.

    *columns* are each a name, the value, and what the column holds in rows older than itself. A
    value that is null or that is left out, so that a column added later leaves every digest as it
    is. Moments are ISO text in UTC; bytes stand for themselves by their own SHA-256.
    """
    sealed = {name: value for name, value, blank in columns if value is not None and value != blank}
    text = orjson.dumps([table, sealed], _bytes_digest, orjson.OPT_SORT_KEYS)
    return hashlib.sha256(text).hexdigest()


def _bytes_digest(value: bytes | memoryview) -> str:
    return hashlib.sha256(value).hexdigest()
