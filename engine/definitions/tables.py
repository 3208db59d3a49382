"""Versions of a definition. A published one never changes; a case names the one it runs."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from engine.store.base import Instant, metadata
from engine.store.sealing import sealed_by_register

definition = Table(
    "definition",
    metadata,
    Column("key", String(100), nullable=False),
    Column("number", Integer, nullable=False),
    Column("id", String(64), nullable=False),  # SHA-256 of its bundle
    Column("title", String(200), nullable=False),
    Column("status", String(10), nullable=False),
    Column("note", String(500), nullable=False, default=""),
    Column("made_at", Instant, nullable=False),
    Column("made_by", ForeignKey("person.id")),  # none: shipped with the product
    Column("published_at", Instant),
    Column("published_by", ForeignKey("person.id")),
    Column("findings", Text),
    Column("checked_id", String(64)),
    PrimaryKeyConstraint("key", "number"),
    CheckConstraint("status in ('draft', 'checked', 'published', 'retired')", name="status"),
    info=sealed_by_register(),
)

definition_file = Table(
    "definition_file",
    metadata,
    Column("key", String(100), nullable=False),
    Column("number", Integer, nullable=False),
    Column("path", String(200), nullable=False),
    Column("sha256", ForeignKey("blob.sha256"), nullable=False),
    PrimaryKeyConstraint("key", "number", "path"),
    info=sealed_by_register(),
)
