"""Jobs: timers that will fire, messages that must go out, and whether somebody does them."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from engine.store.base import Instant, metadata
from engine.store.sealing import decides_nothing, sealed_by_case

job = Table(
    "job",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("case_.id")),
    Column("kind", String(20), nullable=False),  # timer, mail
    Column("due_at", Instant, nullable=False),
    Column("payload", Text, nullable=False),
    Column("attempts_left", Integer, nullable=False),
    Column("lease_until", Instant),  # until then no worker takes it: one has it, or it failed
    Column("last_error", Text),
    Column("dedupe_key", String(200), nullable=False, unique=True),
    Index("ix_job_due_at", "due_at"),  # the worker: what is due
    Index("ix_job_case_id_kind", "case_id", "kind"),  # every step: the case's timers
    # a worker holds a job by its number: SQLite must not give it to the next job
    sqlite_autoincrement=True,
    info=sealed_by_case(
        exempt={
            "attempts_left": "how often a worker has tried; an incident says that it stopped",
            "lease_until": "which worker has it, or when the next one may try",
            "last_error": "what a worker saw",
        }
    ),
)

mail = Table(
    "mail",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("job_key", String(200), nullable=False, unique=True),
    Column("case_id", ForeignKey("case_.id")),
    Column("to", String(200), nullable=False),
    Column("subject", String(300), nullable=False),
    Column("body", Text, nullable=False),
    Column("sent_at", Instant, nullable=False),
    info=sealed_by_case(),
)

heartbeat = Table(
    "heartbeat",
    metadata,
    Column("name", String(20), primary_key=True),  # worker, pages
    Column("at", Instant, nullable=False),
    info=decides_nothing("it only says who was there when, and no step asks"),
)
