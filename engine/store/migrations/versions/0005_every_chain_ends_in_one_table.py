"""Every chain of the log says in one table where it ends; a case's row no longer does."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring it about."""
    op.execute(
        "INSERT INTO audit_head (chain, n, seal) "
        "SELECT 'case:' || reference, audit_n, audit_seal FROM case_"
    )
    # not in a batch: a table made anew would take the rows that name it along
    op.execute("ALTER TABLE case_ DROP COLUMN audit_n")
    op.execute("ALTER TABLE case_ DROP COLUMN audit_seal")


def downgrade() -> None:
    """Take it back."""
    op.add_column("case_", sa.Column("audit_n", sa.Integer(), server_default="0", nullable=False))
    op.add_column(
        "case_", sa.Column("audit_seal", sa.String(64), server_default="", nullable=False)
    )
    for column, of in (("audit_n", "n"), ("audit_seal", "seal")):
        op.execute(
            f"UPDATE case_ SET {column} = (SELECT audit_head.{of} FROM audit_head "  # noqa: S608
            "WHERE audit_head.chain = 'case:' || case_.reference)"
        )
    op.execute("DELETE FROM audit_head WHERE chain <> 'register'")
