"""Every entry of the log gets its place among all of them, and the keys of checkpoints are kept.

The places of what is there already are given by whoever signs first.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from engine.store.base import Instant

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring it about."""
    op.create_table(
        "audit_leaf",
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("chain", sa.String(40), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_audit_leaf")),
        sa.UniqueConstraint("chain", "n", name=op.f("uq_audit_leaf_chain_n")),
    )
    op.create_table(
        "checkpoint_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("verifier", sa.String(300), nullable=False),
        sa.Column("since", Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkpoint_key")),
        sa.UniqueConstraint("verifier", name=op.f("uq_checkpoint_key_verifier")),
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table("checkpoint_key")
    op.drop_table("audit_leaf")
