"""The audit log as kept: one chain for each case and one for the register."""

from sqlalchemy import Column, Integer, String, Table, Text, UniqueConstraint

from engine.store.base import metadata

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
)

audit_head = Table(
    "audit_head",
    metadata,
    Column("chain", String(40), primary_key=True),
    Column("n", Integer, nullable=False),
    Column("seal", String(64), nullable=False),
)
