"""Jobs keep their numbers: SQLite gives the number of a job that is done to no other."""

from collections.abc import Sequence

from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring it about; PostgreSQL has never given a number twice."""
    _make_anew(keeping=True)


def downgrade() -> None:
    """Take it back."""
    _make_anew(keeping=False)


def _make_anew(*, keeping: bool) -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    how = {"sqlite_autoincrement": keeping}
    with op.batch_alter_table("job", recreate="always", table_kwargs=how):
        pass
