"""One version of a definition is in use: the database keeps no two."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

IN_USE = sa.text("status = 'published'")


def upgrade() -> None:
    """Bring it about."""
    op.create_index(
        "uq_definition_in_use",
        "definition",
        ["key"],
        unique=True,
        sqlite_where=IN_USE,
        postgresql_where=IN_USE,
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_index("uq_definition_in_use", table_name="definition")
