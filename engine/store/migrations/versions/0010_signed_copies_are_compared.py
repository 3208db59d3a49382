"""Signed copies are compared with what was issued; a scan waits for somebody to compare it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from engine.store.base import Instant

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring it about."""
    with op.batch_alter_table("letter") as letter:
        letter.add_column(sa.Column("compared_as", sa.String(20)))
        letter.add_column(sa.Column("compared", sa.Text))
        letter.add_column(sa.Column("compared_by", sa.String(200)))
    op.create_table(
        "pending_scan",
        sa.Column("letter", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["letter"], ["letter.id"], name=op.f("fk_pending_scan_letter")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_pending_scan_person")),
        sa.PrimaryKeyConstraint("letter", name=op.f("pk_pending_scan")),
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table("pending_scan")
    with op.batch_alter_table("letter") as letter:
        letter.drop_column("compared_by")
        letter.drop_column("compared")
        letter.drop_column("compared_as")
