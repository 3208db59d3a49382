"""The register as kept: rows by their own SHA-256, and the sets of them that were ever drafted.

A row never changes and may stand in many sets; a set is named by the digests of its rows. What is
in use is one set, put there by another person than whoever made it.
"""

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
from engine.store.sealing import derived_by_verify, sealed_by_register

# 'shipped': rows exactly as a release brought them, which the next release is compared with
STATUS = "status in ('draft', 'checked', 'in_use', 'retired', 'shipped')"
IN_USE = "status = 'in_use'"
# Nobody puts a set into use alone, but the first one, which came with the product.
TWO_PEOPLE = (
    "status not in ('in_use', 'retired') or (made_by is null and published_by is null) "
    "or (published_by is not null and checked_by is not null and checked_id = id "
    "and (made_by is null or made_by <> published_by) "
    "and (made_by is not null or checked_by <> published_by))"
)
ACTS = "event in ('begun', 'changed', 'checked', 'used')"

register_set = Table(
    "register_set",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", String(64), nullable=False),
    Column("status", String(10), nullable=False),
    Column("based_on", ForeignKey("register_set.number")),  # what was in use when it was begun
    Column("seed_id", String(64)),  # the newest shipped set whose changes it has taken or refused
    Column("note", String(500), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_by", ForeignKey("person.id")),  # none: shipped with the product
    Column("checked_id", String(64)),  # what its identity was when it was checked
    Column("checked_by", ForeignKey("person.id")),
    Column("findings", Text),
    Column("published_by", ForeignKey("person.id")),
    Column("in_use_from", Instant),
    CheckConstraint(STATUS, name="status"),
    CheckConstraint(TWO_PEOPLE, name="two_people"),
    # Every step asks which set is in use: there is one, even where two are put there at once.
    Index(
        "uq_register_set_in_use",
        "status",
        unique=True,
        sqlite_where=text(IN_USE),
        postgresql_where=text(IN_USE),
    ),
    Index("ix_register_set_id", "id"),  # the rows of a set that an entry names
    info=sealed_by_register(),
)

register_act = Table(
    "register_act",
    metadata,
    Column("number", ForeignKey("register_set.number"), nullable=False),
    Column("n", Integer, nullable=False),
    Column("event", String(10), nullable=False),
    Column("at", Instant, nullable=False),
    Column("person", ForeignKey("person.id")),  # none: the product itself
    Column("note", String(500), nullable=False),
    PrimaryKeyConstraint("number", "n"),
    CheckConstraint(ACTS, name="event"),
    info=sealed_by_register(),
)

register_row = Table(
    "register_row",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("table_name", String(60), nullable=False),
    Column("content", Text, nullable=False),
    info=derived_by_verify("its own digest, and the sets that name it"),
)

register_member = Table(
    "register_member",
    metadata,
    Column("number", ForeignKey("register_set.number"), nullable=False),
    Column("sha256", ForeignKey("register_row.sha256"), nullable=False),
    PrimaryKeyConstraint("number", "sha256"),
    info=derived_by_verify("the identity of its set"),
)
