"""The audit log as kept: one chain for each case and one for the register."""

from sqlalchemy import Column, Integer, String, Table, Text, UniqueConstraint

from engine.store.base import Instant, metadata
from engine.store.sealing import derived_by_verify, sealed_by_register

audit_entry = Table(
    "audit_entry",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chain", String(40), nullable=False),
    Column("n", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("prev", String(64), nullable=False),
    Column("seal", String(64), nullable=False),
    UniqueConstraint("chain", "n"),
    info=derived_by_verify(
        "the seals of the chain",
        exempt={"id": "a number of our own: the chain and the place name an entry"},
    ),
)

audit_head = Table(
    "audit_head",
    metadata,
    Column("chain", String(40), primary_key=True),
    Column("n", Integer, nullable=False),
    Column("seal", String(64), nullable=False),
    info=derived_by_verify("the last entry of the chain"),
)

# The place of each entry among those of all chains, given once and for ever: the leaves of the tree
# that checkpoints sign. No sequence of the database's gives it: on PostgreSQL such numbers become
# visible in another order than they were drawn in.
audit_leaf = Table(
    "audit_leaf",
    metadata,
    Column("place", Integer, primary_key=True, autoincrement=False),  # from 0, without gaps
    Column("chain", String(40), nullable=False),
    Column("n", Integer, nullable=False),
    Column("seal", String(64), nullable=False),
    UniqueConstraint("chain", "n"),  # so that no entry has two places
    info=derived_by_verify(
        "the entry that it names, and the signed checkpoints",
        exempt={"-row": "the newest entry without a place is given the same one again"},
    ),
)

checkpoint_key = Table(
    "checkpoint_key",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("verifier", String(300), nullable=False, unique=True),
    Column("since", Instant, nullable=False),
    info=sealed_by_register(),
)
