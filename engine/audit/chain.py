"""The audit log's arithmetic: each entry seals the one before it. No database here."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import orjson

START = "0" * 64


class Entry(NamedTuple):
    """One entry of a chain: its place, its canonical body, and the two seals."""

    n: int
    body: str
    prev: str
    seal: str


class Head(NamedTuple):
    """The end of a chain: the place of its last entry, and that entry's seal."""

    n: int
    seal: str


def seal(prev: str, n: int, body: str) -> str:
    """The seal of an entry: SHA-256 over the seal before it, its place and its body."""
    return hashlib.sha256(f"{prev}\n{n}\n{body}".encode()).hexdigest()


def entry(n: int, prev: str, facts: Mapping[str, object]) -> Entry:
    """The entry at place *n* after the seal *prev*, its body in canonical JSON."""
    body = orjson.dumps(facts, option=orjson.OPT_SORT_KEYS).decode()
    return Entry(n, body, prev, seal(prev, n, body))


def broken(entries: Iterable[Entry], head: Head | None) -> str | None:
    """What is wrong with a chain read in order, or None when it is whole up to its head."""
    prev, n = START, 0
    for entry_read in entries:
        n += 1
        if wrong := _wrong_at(n, prev, entry_read):
            return wrong
        prev = entry_read.seal
    if head is None:
        return "it does not say where it ends"
    if (n, prev) != head:
        return f"the log ends at entry {n}, but {head.n} were written"
    return None


def _wrong_at(n: int, prev: str, entry_read: Entry) -> str | None:
    """What is wrong with the entry that is read at place *n* after the seal *prev*, or None."""
    if entry_read.n != n:
        return f"entry {n} is missing"
    if entry_read.prev != prev:
        return f"entry {n} does not follow entry {n - 1}"
    if seal(entry_read.prev, entry_read.n, entry_read.body) != entry_read.seal:
        return f"entry {n} was changed after it was written"
    return None
