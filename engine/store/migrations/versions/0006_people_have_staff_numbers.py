"""People have the staff number of their employer, by which officers who go are known."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring it about."""
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("employer", sa.String(100)))
        person.add_column(sa.Column("staff_number", sa.String(40)))


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("person") as person:
        person.drop_column("staff_number")
        person.drop_column("employer")
