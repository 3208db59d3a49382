"""A case, its tasks, its facts and its incidents. The case row is the only lock there is."""

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
)

from engine.store.base import Instant, metadata
from engine.store.sealing import derived_by_verify, sealed_as, sealed_by_case

case = Table(
    "case_",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reference", String(40), nullable=False, unique=True),
    Column("process_key", String(100), nullable=False, info=sealed_as("key")),
    Column("version", Integer, nullable=False, info=sealed_as("number")),
    # the bundle it runs
    Column("bundle_sha256", String(64), nullable=False, info=sealed_as("definition")),
    Column("force", String(60), nullable=False),
    Column("title", String(200), nullable=False),
    Column("status", String(10), nullable=False),
    Column("ended_as", String(100)),
    Column("revision", Integer, nullable=False),
    Column("state", LargeBinary, nullable=False),
    Column("state_sha256", String(64), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("started_by", ForeignKey("person.id"), nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("incidents", Integer, nullable=False, server_default="0"),  # how many are open
    CheckConstraint("status in ('open', 'ended')", name="status"),
    Index("ix_case_force_status", "force", "status"),  # case list of a force
    info=sealed_by_case("id", derived={"state": "its digest, state_sha256"}),
)

case_serial = Table(
    "case_serial",
    metadata,
    Column("prefix", String(40), primary_key=True),
    Column("last", Integer, nullable=False),
    info=derived_by_verify("the number of the last case"),
)

task = Table(
    "task",
    metadata,
    Column("uid", String(64), primary_key=True),
    Column("case_id", ForeignKey("case_.id"), nullable=False),
    Column("element", String(200), nullable=False),
    Column("role", String(60), nullable=False),
    Column("organisation", String(100)),
    Column("item", Text),
    Column("status", String(10), nullable=False),
    Column("version", Integer, nullable=False, default=1),
    Column("claimed_by", ForeignKey("person.id")),
    Column("opened_at", Instant, nullable=False),
    Column("due_at", Instant),
    Column("closed_at", Instant),
    Column("closed_by", ForeignKey("person.id")),
    Column("draft", Text),
    Column("draft_at", Instant),
    CheckConstraint("status in ('open', 'signing', 'done', 'cancelled')", name="status"),
    Index("ix_task_case_id_status", "case_id", "status"),  # every step: the open tasks
    Index("ix_task_role_status", "role", "status"),  # the work list
    Index("ix_task_closed_by_closed_at", "closed_by", "closed_at"),  # the work list: done
    info=sealed_by_case(
        exempt={
            "draft": "what was typed and not yet said: its author sees it before it is sent",
            "draft_at": "when that was typed",
            "version": "whether a page that is open is still the newest; every draft raises it",
        }
    ),
)

fact = Table(
    "fact",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("case_.id"), nullable=False),
    Column("key", String(100), nullable=False),
    Column("item", String(100)),  # one of several instances gathered into a list fact
    Column("value", Text, nullable=False),
    Column("set_at", Instant, nullable=False),
    Column("set_by", ForeignKey("person.id")),
    Column("task", String(64)),
    Column("element", String(200)),
    Column("current", Boolean, nullable=False),
    # every step: the facts it looks at, as they are
    Index("ix_fact_case_id_current_key", "case_id", "current", "key"),
    info=derived_by_verify(
        "the digests of answers and decisions in the entries",
        exempt={"id": "a number of our own: only the order of facts is looked at"},
    ),
)

incident = Table(
    "incident",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("case_.id"), nullable=False),
    Column("kind", String(10), nullable=False),  # what failed: task, letter, message, timer, mail
    Column("element", String(200), nullable=False),
    Column("title", String(200), nullable=False),
    Column("task", String(64)),  # the task whose answer or signature failed
    Column("job", String(200)),  # the key of the job that failed
    Column("cause", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("opened_by", ForeignKey("person.id")),
    Column("status", String(10), nullable=False),
    Column("closed_at", Instant),
    Column("closed_by", ForeignKey("person.id")),
    Column("note", String(1000)),
    CheckConstraint("status in ('open', 'resolved', 'retried')", name="status"),
    Index("ix_incident_status_opened_at", "status", "opened_at"),  # the incidents page
    Index("ix_incident_case_id_status", "case_id", "status"),  # the case page
    info=sealed_by_case(),
)
