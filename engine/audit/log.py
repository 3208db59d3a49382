"""Appends to the audit log and reads it back. Entries are only ever added."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from engine.audit.chain import START, Entry, entry
from engine.audit.tables import audit_entry, audit_head
from engine.errors import Stale

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
    row = db.execute(select(audit_head).where(audit_head.c.chain == REGISTER)).first()
    after = (row.n, row.seal) if row else (0, START)
    try:
        made = append(db, REGISTER, after, body)
    except IntegrityError as problem:
        raise Stale("somebody else changed the register at the same moment: try again") from problem
    values = {"n": made.n, "seal": made.seal}
    if row is None:
        db.execute(insert(audit_head).values(chain=REGISTER, **values))
    else:
        db.execute(update(audit_head).where(audit_head.c.chain == REGISTER).values(**values))


def entries(db: Connection, chain: str) -> list[Entry]:
    """A chain, first entry first."""
    rows = db.execute(
        select(audit_entry).where(audit_entry.c.chain == chain).order_by(audit_entry.c.n)
    )
    return [_entry(row) for row in rows]


def _entry(row: Row[tuple[object, ...]]) -> Entry:
    return Entry(row.n, row.body, row.prev, row.seal)
