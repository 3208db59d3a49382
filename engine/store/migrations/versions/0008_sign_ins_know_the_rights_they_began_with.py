"""A sign-in says what its person could do when it began: at a change its token is renewed."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring it about."""
    with op.batch_alter_table("sign_in") as sign_in:
        sign_in.add_column(sa.Column("rights", sa.String(64)))


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("sign_in") as sign_in:
        sign_in.drop_column("rights")
