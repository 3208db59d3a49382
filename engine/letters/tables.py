"""Letters as issued and as they came back. Never overwritten: a new version is a new row.

A scan that waits for somebody to compare it stands apart, and goes when they are done with it.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from engine.store.base import Instant, metadata
from engine.store.sealing import decides_nothing, sealed_by_case

letter = Table(
    "letter",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("case_.id"), nullable=False),
    Column("code", String(20), nullable=False),
    Column("version", Integer, nullable=False),
    Column("title", String(200), nullable=False),
    Column("task", String(64)),
    Column("element", String(200), nullable=False),
    Column("for_signature", Boolean, nullable=False),
    Column("signatory", String(60)),
    Column("status", String(12), nullable=False),
    Column("template_sha256", String(64), nullable=False),
    Column("facts_sha256", String(64), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("fingerprint", String(20), nullable=False),
    Column("issued_at", Instant, nullable=False),
    Column("issued_by", ForeignKey("person.id")),
    Column("signed_sha256", String(64)),
    Column("signed_name", String(200)),
    Column("signed_type", String(100)),
    Column("signed_at", Instant),
    Column("returned_by", ForeignKey("person.id")),
    Column("compared_as", String(20)),  # what the signed copy was found to be
    Column("compared", Text),  # what that rests on, as JSON
    Column("compared_by", String(200)),  # the name under which somebody compared a scan by eye
    # that an amendment made it say what is no longer so; its status stays what it was
    Column("superseded_at", Instant),
    Column("superseded_by", Integer),  # the place of that entry in the log of its case
    CheckConstraint("status in ('issued', 'signed', 'superseded')", name="status"),
    UniqueConstraint("case_id", "code", "version"),
    Index("ix_letter_task", "task"),  # the signing page
    info=sealed_by_case(),
)

pending_scan = Table(
    "pending_scan",
    metadata,
    Column("letter", ForeignKey("letter.id"), primary_key=True),
    Column("person", ForeignKey("person.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("name", String(200), nullable=False),
    Column("outcome", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),
    info=decides_nothing("nothing rests on a scan before somebody has confirmed it"),
)
