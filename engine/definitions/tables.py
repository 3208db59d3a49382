"""Versions of a definition. A published one never changes; a case names the one it runs."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    text,
)

from engine.store.base import Instant, metadata
from engine.store.sealing import sealed_as, sealed_by_register

STATUS = "status in ('draft', 'checked', 'proposed', 'published', 'retired')"
IN_USE = "status = 'published'"
PROPOSAL = (
    "status <> 'proposed' or (proposed_by is not null and proposed_at is not null "
    "and checked_sha256 is not null and checked_sha256 = bundle_sha256)"
)
# Nobody puts a version into use alone: it came with the product, or who approved it neither began
# nor proposed it. Whoever put in a file later is barred by the command, which knows every maker.
TWO_OWNERS = (
    "status not in ('published', 'retired') or (approval is not null and approval = 'alone') "
    "or (made_by is null and proposed_by is null and published_by is null) "
    "or (proposed_by is not null and published_by is not null and proposed_by <> published_by "
    "and (made_by is null or made_by <> published_by))"
)
ACTS = "event in ('made', 'changed', 'checked', 'proposed', 'withdrawn', 'returned', 'approved')"

definition = Table(
    "definition",
    metadata,
    Column("process_key", String(100), nullable=False, info=sealed_as("key")),
    Column("version", Integer, nullable=False, info=sealed_as("number")),
    Column("bundle_sha256", String(64), nullable=False, info=sealed_as("id")),
    Column("title", String(200), nullable=False),
    Column("status", String(10), nullable=False),
    Column("note", String(500), nullable=False, default=""),
    Column("made_at", Instant, nullable=False),
    Column("made_by", ForeignKey("person.id")),  # none: shipped with the product
    Column("published_at", Instant),
    Column("published_by", ForeignKey("person.id")),  # who approved it
    Column("findings", Text),
    Column("checked_sha256", String(64), info=sealed_as("checked_id")),
    Column("proposed_at", Instant),
    Column("proposed_by", ForeignKey("person.id")),
    Column("approval", String(10)),  # 'alone': put into use by one, before a second was asked
    PrimaryKeyConstraint("process_key", "version"),
    CheckConstraint(STATUS, name="status"),
    CheckConstraint(PROPOSAL, name="proposal"),
    CheckConstraint(TWO_OWNERS, name="two_owners"),
    # A case starts on the one version in use, even where two are approved at the same moment.
    Index(
        "uq_definition_in_use",
        "process_key",
        unique=True,
        sqlite_where=text(IN_USE),
        postgresql_where=text(IN_USE),
    ),
    info=sealed_by_register(),
)

definition_act = Table(
    "definition_act",
    metadata,
    Column("process_key", String(100), nullable=False, info=sealed_as("key")),
    Column("version", Integer, nullable=False, info=sealed_as("number")),
    Column("n", Integer, nullable=False),
    Column("event", String(10), nullable=False),
    Column("at", Instant, nullable=False),
    Column("person", ForeignKey("person.id")),  # none: the product itself
    Column("note", String(500), nullable=False),
    # the identity of the files after the act
    Column("bundle_sha256", String(64), nullable=False, info=sealed_as("bundle")),
    PrimaryKeyConstraint("process_key", "version", "n"),
    CheckConstraint(ACTS, name="event"),
    info=sealed_by_register(),
)

definition_file = Table(
    "definition_file",
    metadata,
    Column("process_key", String(100), nullable=False, info=sealed_as("key")),
    Column("version", Integer, nullable=False, info=sealed_as("number")),
    Column("path", String(200), nullable=False),
    Column("sha256", ForeignKey("blob.sha256"), nullable=False),
    PrimaryKeyConstraint("process_key", "version", "path"),
    info=sealed_by_register(),
)
