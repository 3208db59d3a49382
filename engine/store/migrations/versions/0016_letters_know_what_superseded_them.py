"""A letter knows when an amendment superseded it, and which entry of its log that was."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from engine.store.base import Instant

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring it about."""
    op.add_column("letter", sa.Column("superseded_at", Instant(timezone=True), nullable=True))
    op.add_column("letter", sa.Column("superseded_by", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take it back."""
    op.drop_column("letter", "superseded_by")
    op.drop_column("letter", "superseded_at")
