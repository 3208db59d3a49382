"""Appends to the audit log and reads it back. Entries are only ever added."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from engine.audit.chain import START, Entry, entry
from engine.audit.tables import audit_entry, audit_head
from engine.errors import RESTORE, CaseDamaged
from engine.store.once import insert_once
from engine.store.prepared import Prepared

REGISTER = "register"

_SEEN = select(audit_head.c.n, audit_head.c.seal).where(audit_head.c.chain == bindparam("of"))
_HEAD_SEEN = Prepared(_SEEN)
_HEAD = Prepared(_SEEN.with_for_update())  # so that the next writer follows this one's entry
_ENTRY = Prepared(insert(audit_entry))
_MOVE = Prepared(update(audit_head).where(audit_head.c.chain == bindparam("of")))


def case_chain(reference: str) -> str:
    """The name of a case's chain."""
    return f"case:{reference}"


def begin(db: Connection, chain: str) -> None:
    """Makes a chain that has no entries yet, unless it is there."""
    insert_once(db, audit_head, chain=chain, n=0, seal=START)


def append(db: Connection, chain: str, body: Mapping[str, Any]) -> Entry:
    """The entry now kept at the end of *chain*, which is held until the commit.

    CaseDamaged when the log does not say where the chain ends.
    """
    head = _HEAD.first(db, {"of": chain})
    if head is None:
        raise CaseDamaged(f"the log does not say where its chain {chain} ends: {RESTORE}")
    made = entry(head.n + 1, head.seal, body)
    seals = {"n": made.n, "seal": made.seal}
    _ENTRY.run(db, {"chain": chain, "body": made.body, "prev": made.prev, **seals})
    _MOVE.run(db, {"of": chain, **seals})
    return made


def append_to_register(db: Connection, body: Mapping[str, Any]) -> None:
    """Adds an entry that belongs to no case: sign-ins, people, definitions."""
    begin(db, REGISTER)
    append(db, REGISTER, body)


def head_of(db: Connection, chain: str) -> tuple[int, str] | None:
    """The place and the seal of a chain's last entry; None when the log does not say."""
    head = _HEAD_SEEN.first(db, {"of": chain})
    return None if head is None else (head.n, head.seal)


def entries(db: Connection, chain: str) -> list[Entry]:
    """A chain, first entry first."""
    rows = db.execute(
        select(audit_entry).where(audit_entry.c.chain == chain).order_by(audit_entry.c.n)
    )
    return [_entry(row) for row in rows]


def _entry(row: Row[tuple[object, ...]]) -> Entry:
    return Entry(row.n, row.body, row.prev, row.seal)
