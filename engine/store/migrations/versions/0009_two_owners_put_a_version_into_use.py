"""Two process owners put a version into use; what each did to it is kept.

Who changed a draft before this release stands in the log only, and is taken from there.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import orjson
import sqlalchemy as sa
from alembic import op

from engine.store.base import Instant

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

EARLIER_STATUS = "status in ('draft', 'checked', 'published', 'retired')"
STATUS = "status in ('draft', 'checked', 'proposed', 'published', 'retired')"
PROPOSAL = (
    "status <> 'proposed' or (proposed_by is not null and proposed_at is not null "
    "and checked_id is not null and checked_id = id)"
)
TWO_OWNERS = (
    "status not in ('published', 'retired') or (approval is not null and approval = 'alone') "
    "or (made_by is null and proposed_by is null and published_by is null) "
    "or (proposed_by is not null and published_by is not null and proposed_by <> published_by "
    "and (made_by is null or made_by <> published_by))"
)
PROPOSER = "fk_definition_proposed_by"
ACTS = "event in ('made', 'changed', 'checked', 'proposed', 'withdrawn', 'returned', 'approved')"
EVENTS = {
    "upload_draft": "made",
    "offer_shipped": "made",
    "publish_shipped": "made",
    "save_diagram": "changed",
    "check_definition": "checked",
    "publish_definition": "approved",
}


def upgrade() -> None:
    """Bring it about."""
    op.add_column("definition", sa.Column("proposed_at", Instant(timezone=True)))
    op.add_column("definition", sa.Column("proposed_by", sa.Integer()))
    op.add_column("definition", sa.Column("approval", sa.String(10)))
    op.execute("UPDATE definition SET approval = 'alone' WHERE published_by IS NOT NULL")
    with op.batch_alter_table("definition") as definition:
        definition.create_foreign_key(op.f(PROPOSER), "person", ["proposed_by"], ["id"])
        definition.drop_constraint(op.f("ck_definition_status"), type_="check")
        definition.create_check_constraint(op.f("ck_definition_status"), STATUS)
        definition.create_check_constraint(op.f("ck_definition_proposal"), PROPOSAL)
        definition.create_check_constraint(op.f("ck_definition_two_owners"), TWO_OWNERS)
    acts = op.create_table(
        "definition_act",
        sa.Column("key", sa.String(100), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(10), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.Column("person", sa.Integer()),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("bundle", sa.String(64), nullable=False),
        sa.CheckConstraint(ACTS, name=op.f("ck_definition_act_event")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_definition_act_person")),
        sa.PrimaryKeyConstraint("key", "number", "n", name=op.f("pk_definition_act")),
    )
    earlier = list(_earlier_acts())
    if earlier:
        op.bulk_insert(acts, earlier)


def downgrade() -> None:
    """Take it back; a proposal is a checked draft again."""
    op.drop_table("definition_act")
    op.execute("UPDATE definition SET status = 'checked' WHERE status = 'proposed'")
    with op.batch_alter_table("definition") as definition:
        for name in ("status", "proposal", "two_owners"):
            definition.drop_constraint(op.f(f"ck_definition_{name}"), type_="check")
        definition.create_check_constraint(op.f("ck_definition_status"), EARLIER_STATUS)
        definition.drop_constraint(op.f(PROPOSER), type_="foreignkey")
        definition.drop_column("approval")
        definition.drop_column("proposed_by")
        definition.drop_column("proposed_at")


def _earlier_acts() -> Iterator[dict[str, Any]]:
    """What the log says was done to the versions that are still kept, in order."""
    acts: dict[str, list[dict[str, Any]]] = {}
    register = sa.text("SELECT body FROM audit_entry WHERE chain = 'register' ORDER BY n")
    for (body,) in op.get_bind().execute(register):
        told = orjson.loads(body)
        if told["event"] == "discard_draft":
            acts.pop(told["subject"], None)  # its number was given to the next draft
        elif told["event"] in EVENTS and " version " in told.get("subject", ""):
            acts.setdefault(told["subject"], []).append(told)
    versions = op.get_bind().execute(sa.text("SELECT key, number, id FROM definition"))
    for key, number, bundle in versions.all():
        for n, told in enumerate(acts.get(f"{key} version {number}", []), 1):
            yield {
                "key": key,
                "number": number,
                "n": n,
                "event": EVENTS[told["event"]],
                "at": datetime.fromisoformat(told["at"]),
                "person": told["person"],
                "note": "",
                "bundle": told.get("bundle", bundle),
            }
