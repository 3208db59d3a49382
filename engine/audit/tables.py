"""The audit log as kept: one chain for each case and one for the register."""

from sqlalchemy import Column, Integer, String, Table, Text, UniqueConstraint

from engine.store.base import metadata
from engine.store.sealing import derived_by_verify

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
