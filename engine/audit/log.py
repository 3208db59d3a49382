"""Appends to the audit log and reads it back. Entries are only ever added."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from engine.audit.chain import START, Entry, entry
from engine.audit.tables import audit_entry, audit_head
from engine.store.once import insert_once

REGISTER = "register"


def case_chain(reference: str) -> str:
    """The name of a case's chain."""
    return f"case:{reference}"


def append(db: Connection, chain: str, after: tuple[int, str], body: Mapping[str, Any]) -> Entry:
    """The entry now kept at the end of *chain*, which stood at *after*."""
    n, prev = after
    made = entry(n + 1, prev, body)
    db.execute(
        insert(audit_entry).values(
            chain=chain, n=made.n, body=made.body, prev=made.prev, seal=made.seal
        )
    )
    return made


def append_to_register(db: Connection, body: Mapping[str, Any]) -> None:
    """Adds an entry that belongs to no case: sign-ins, people, definitions."""
    here = audit_head.c.chain == REGISTER
    insert_once(db, audit_head, chain=REGISTER, n=0, seal=START)
    # held until the commit, so that the next writer follows this entry
    head = db.execute(select(audit_head).where(here).with_for_update()).one()
    made = append(db, REGISTER, (head.n, head.seal), body)
    db.execute(update(audit_head).where(here).values(n=made.n, seal=made.seal))


def entries(db: Connection, chain: str) -> list[Entry]:
    """A chain, first entry first."""
    rows = db.execute(
        select(audit_entry).where(audit_entry.c.chain == chain).order_by(audit_entry.c.n)
    )
    return [_entry(row) for row in rows]


def _entry(row: Row[tuple[object, ...]]) -> Entry:
    return Entry(row.n, row.body, row.prev, row.seal)
