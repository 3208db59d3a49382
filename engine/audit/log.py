"""Appends to the audit log and reads it back. Entries are only ever added."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, bindparam, insert, select, update

from engine.audit.body import Body, body_in
from engine.audit.chain import START, Entry, Head, entry
from engine.audit.tables import audit_entry, audit_head
from engine.errors import RESTORE, CaseDamaged
from engine.store.once import insert_once
from engine.store.prepared import Prepared, PreparedChange

REGISTER = "register"
AT_ONCE = 500  # entries of one chain held in memory

_SEEN = select(audit_head.c.n, audit_head.c.seal).where(audit_head.c.chain == bindparam("of"))
_HEAD_SEEN = Prepared(_SEEN, Head)
_HEAD = Prepared(_SEEN.with_for_update(), Head)  # so that the next writer follows this one's entry
_WHOLE = (
    select(audit_entry.c.n, audit_entry.c.body, audit_entry.c.prev, audit_entry.c.seal)
    .where(audit_entry.c.chain == bindparam("of"))
    .order_by(audit_entry.c.n)
)
_CHAIN = Prepared(_WHOLE, Entry)
_PART = Prepared(_WHOLE.where(audit_entry.c.n > bindparam("last")).limit(bindparam("most")), Entry)
_ENTRY = PreparedChange(insert(audit_entry))
_MOVE = PreparedChange(update(audit_head).where(audit_head.c.chain == bindparam("of")))


def case_chain(reference: str) -> str:
    """The name of a case's chain."""
    return f"case:{reference}"


def begin(db: Connection, chain: str) -> None:
    """Makes a chain that has no entries yet, unless it is there."""
    insert_once(db, audit_head, chain=chain, n=0, seal=START)


def append(db: Connection, chain: str, body: Mapping[str, object]) -> Entry:
    """The entry now kept at the end of *chain*, which is held until the commit.

    CaseDamaged when the log does not say where the chain ends.
    """
    head = _HEAD.first(db, {"of": chain})
    if head is None:
        raise CaseDamaged(f"the log does not say where its chain {chain} ends: {RESTORE}")
    new_entry = entry(head.n + 1, head.seal, body)
    seals = {"n": new_entry.n, "seal": new_entry.seal}
    _ENTRY.run(db, {"chain": chain, "body": new_entry.body, "prev": new_entry.prev, **seals})
    _MOVE.run(db, {"of": chain, **seals})
    return new_entry


def append_to_register(db: Connection, body: Mapping[str, object]) -> None:
    """Adds an entry that belongs to no case: sign-ins, people, definitions."""
    begin(db, REGISTER)
    append(db, REGISTER, body)


def head_of(db: Connection, chain: str) -> Head | None:
    """The place and the seal of a chain's last entry; None when the log does not say."""
    return _HEAD_SEEN.first(db, {"of": chain})


def newest_in_register(db: Connection, event: str) -> Body | None:
    """The body of the register's last entry of that kind; None when there is none."""
    body = db.execute(
        select(audit_entry.c.body)
        .where(audit_entry.c.chain == REGISTER, audit_entry.c.body.contains(f'"event":"{event}"'))
        .order_by(audit_entry.c.n.desc())
        .limit(1)
    ).scalar()
    return None if body is None else body_in(body)


def entries(db: Connection, chain: str) -> list[Entry]:
    """A chain, first entry first."""
    return _CHAIN.all(db, {"of": chain})


def each_entry(db: Connection, chain: str) -> Iterator[Entry]:
    """The same, a few hundred at a time: the register has an entry for each sign-in."""
    last = 0
    while True:
        some = _PART.all(db, {"of": chain, "last": last, "most": AT_ONCE})
        yield from some
        if len(some) < AT_ONCE:
            return
        last = some[-1].n
