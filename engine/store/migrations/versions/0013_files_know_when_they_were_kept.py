"""Every file knows when it was last kept, so that one nothing names goes only after a while.

Of what is there already nobody knows; it counts as old.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from engine.store.base import Instant

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring it about."""
    op.add_column("blob", sa.Column("kept_at", Instant(timezone=True), nullable=True))


def downgrade() -> None:
    """Take it back."""
    op.drop_column("blob", "kept_at")
