"""The place of each entry among those of all chains, and the keys that sign them, as kept.

A place is given in a second step, by one process at a time, after the entry was committed. So the
order never changes, whatever numbers a database draws and in whatever order they become visible.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, Select, and_, bindparam, func, insert, or_, select

from engine.audit.note import Verifier
from engine.audit.tables import audit_entry, audit_head, audit_leaf, checkpoint_key
from engine.store.prepared import Prepared, PreparedChange, PreparedColumn

AT_ONCE = 1000  # entries in one transaction, or in memory
_LOCK = 260_027  # one process places at a time on PostgreSQL; on SQLite the writer's lock does


class Leaf(NamedTuple):
    """An entry with its place: its seal when it was placed, and the one that stands there now."""

    place: int
    chain: str
    n: int
    seal: str
    stands: str | None  # None when the entry is gone


class _Fresh(NamedTuple):
    """An entry that has no place yet."""

    id: int
    chain: str
    n: int
    seal: str


_PLACED = select((func.coalesce(func.max(audit_leaf.c.place), -1) + 1).label("size"))
_WRITTEN = select(func.coalesce(func.sum(audit_head.c.n), 0).label("size"))
_LAST = (
    select(func.coalesce(func.max(audit_leaf.c.n), 0))
    .where(audit_leaf.c.chain == audit_head.c.chain)
    .scalar_subquery()
)
_MOVED = select(audit_head.c.chain, _LAST.label("last")).where(audit_head.c.n > _LAST)
_FRESH = Prepared(
    select(audit_entry.c.id, audit_entry.c.chain, audit_entry.c.n, audit_entry.c.seal)
    .where(audit_entry.c.chain == bindparam("of"), audit_entry.c.n > bindparam("last"))
    .order_by(audit_entry.c.n)
    .limit(bindparam("most")),
    _Fresh,
)
_PLACE = PreparedChange(insert(audit_leaf))
_LEAVES = Prepared(
    select(
        audit_leaf.c.place,
        audit_leaf.c.chain,
        audit_leaf.c.n,
        audit_leaf.c.seal,
        audit_entry.c.seal.label("stands"),
    )
    .outerjoin(
        audit_entry,
        and_(audit_entry.c.chain == audit_leaf.c.chain, audit_entry.c.n == audit_leaf.c.n),
    )
    .where(audit_leaf.c.place > bindparam("last"))
    .order_by(audit_leaf.c.place)
    .limit(bindparam("most")),
    Leaf,
)
_NEWEST = PreparedColumn(select(func.coalesce(func.max(audit_entry.c.id), 0).label("id")), int)
_SETTLED = PreparedColumn(
    select(audit_entry.c.id)
    .where(
        audit_entry.c.id > bindparam("last"),
        or_(
            audit_entry.c.body.contains('"signed":{', autoescape=True),
            audit_entry.c.body.contains('"ended":"', autoescape=True),
        ),
    )
    .limit(1),
    int,
)


def placed(db: Connection) -> int:
    """How many entries have a place, when none was taken away."""
    return _count(db, _PLACED)


def written(db: Connection) -> int:
    """How many entries there are, as the ends of all chains say."""
    return _count(db, _WRITTEN)


def _count(db: Connection, query: Select[int]) -> int:
    return int(db.execute(query).scalar_one())


def place_some(db: Connection) -> int:
    """Gives the next entries that have none their places; how many those were.

    *db* is in a write transaction of its own: on PostgreSQL one that sees each commit.
    """
    if db.dialect.name == "postgresql":
        db.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    fresh: list[_Fresh] = []
    for chain in db.execute(_MOVED.order_by(audit_head.c.chain)).all():
        since = {"of": chain.chain, "last": chain.last, "most": AT_ONCE}
        fresh += _FRESH.all(db, since)
        if len(fresh) >= AT_ONCE:
            break
    fresh.sort(key=lambda row: (row.id, row.n))  # near enough the order of the commits
    first = placed(db)
    rows = [
        {"place": place, "chain": row.chain, "n": row.n, "seal": row.seal}
        for place, row in enumerate(fresh, start=first)
    ]
    _PLACE.many(db, rows)
    return len(rows)


def moved_chains(db: Connection, size: int) -> set[str]:
    """The chains with an entry that is not among the first *size* places."""
    chains = select(audit_leaf.c.chain).where(audit_leaf.c.place >= size).distinct()
    return {*db.execute(chains).scalars(), *db.execute(_MOVED).scalars()}


def each_leaf(db: Connection, first: int = 0) -> Iterator[Leaf]:
    """Every placed entry from place *first* on, in order, a thousand at a time."""
    last = first - 1
    while True:
        some = _LEAVES.all(db, {"last": last, "most": AT_ONCE})
        yield from some
        if len(some) < AT_ONCE:
            return
        last = some[-1].place


def settled_since(db: Connection, last: int) -> tuple[bool, int]:
    """Whether a letter came back signed or a case ended after entry *last*, and the newest entry.

    Both entries by their ids.
    """
    settled = _SETTLED.first(db, {"last": last}) is not None
    return settled, _NEWEST.first(db, {}) or 0


def verifiers(db: Connection) -> tuple[Verifier, ...]:
    """The public keys whose checkpoints are ours, the oldest first; ProofRefused for a bad one."""
    rows = db.execute(select(checkpoint_key.c.verifier).order_by(checkpoint_key.c.id))
    return tuple(Verifier.read(line) for line in rows.scalars())


def first_key_since(db: Connection) -> datetime | None:
    """Since when checkpoints can have been signed; None when no key was ever made known."""
    since: datetime | None = db.execute(select(func.min(checkpoint_key.c.since))).scalar()
    return since
