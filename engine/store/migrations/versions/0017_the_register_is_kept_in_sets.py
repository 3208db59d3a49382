"""The reference tables are kept as sets of rows, of which one is in use.

The first set comes from the files of the release, when `s26 db upgrade` has brought this about.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from engine.store.base import Instant

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

STATUS = "status in ('draft', 'checked', 'in_use', 'retired', 'shipped')"
TWO_PEOPLE = (
    "status not in ('in_use', 'retired') or (made_by is null and published_by is null) "
    "or (published_by is not null and checked_by is not null and checked_id = id "
    "and (made_by is null or made_by <> published_by) "
    "and (made_by is not null or checked_by <> published_by))"
)
ACTS = "event in ('begun', 'changed', 'checked', 'used')"


def upgrade() -> None:
    """Bring it about."""
    _make_sets()
    _make_acts()
    _make_rows()


def downgrade() -> None:
    """Take it back."""
    for table in ("register_member", "register_row", "register_act", "register_set"):
        op.drop_table(table)


def _make_sets() -> None:
    people = ("made_by", "checked_by", "published_by")
    op.create_table(
        "register_set",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("based_on", sa.Integer()),
        sa.Column("seed_id", sa.String(64)),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("made_at", Instant(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer()),
        sa.Column("checked_id", sa.String(64)),
        sa.Column("checked_by", sa.Integer()),
        sa.Column("findings", sa.Text()),
        sa.Column("published_by", sa.Integer()),
        sa.Column("in_use_from", Instant(timezone=True)),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_register_set")),
        sa.ForeignKeyConstraint(
            ["based_on"], ["register_set.number"], name=op.f("fk_register_set_based_on")
        ),
        *(
            sa.ForeignKeyConstraint([name], ["person.id"], name=op.f(f"fk_register_set_{name}"))
            for name in people
        ),
        sa.CheckConstraint(STATUS, name=op.f("ck_register_set_status")),
        sa.CheckConstraint(TWO_PEOPLE, name=op.f("ck_register_set_two_people")),
    )
    in_use = sa.text("status = 'in_use'")
    op.create_index(
        "uq_register_set_in_use",
        "register_set",
        ["status"],
        unique=True,
        sqlite_where=in_use,
        postgresql_where=in_use,
    )
    op.create_index("ix_register_set_id", "register_set", ["id"])


def _make_acts() -> None:
    op.create_table(
        "register_act",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(10), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.Column("person", sa.Integer()),
        sa.Column("note", sa.String(500), nullable=False),
        sa.PrimaryKeyConstraint("number", "n", name=op.f("pk_register_act")),
        sa.ForeignKeyConstraint(
            ["number"], ["register_set.number"], name=op.f("fk_register_act_number")
        ),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_register_act_person")),
        sa.CheckConstraint(ACTS, name=op.f("ck_register_act_event")),
    )


def _make_rows() -> None:
    op.create_table(
        "register_row",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("table_name", sa.String(60), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_register_row")),
    )
    op.create_table(
        "register_member",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("number", "sha256", name=op.f("pk_register_member")),
        sa.ForeignKeyConstraint(
            ["number"], ["register_set.number"], name=op.f("fk_register_member_number")
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["register_row.sha256"], name=op.f("fk_register_member_sha256")
        ),
    )
