"""Facts are found by key: a step fetches those it looks at, however many the case has."""

from collections.abc import Sequence

from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring it about."""
    op.create_index("ix_fact_case_id_current_key", "fact", ["case_id", "current", "key"])
    op.drop_index("ix_fact_case_id_current", "fact")


def downgrade() -> None:
    """Take it back."""
    op.create_index("ix_fact_case_id_current", "fact", ["case_id", "current"])
    op.drop_index("ix_fact_case_id_current_key", "fact")
