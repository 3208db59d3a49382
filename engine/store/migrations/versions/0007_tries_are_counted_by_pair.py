"""Wrong passwords are counted by account and address, a row for each pair."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring it about; the tries of the last minutes are forgotten."""
    op.drop_table("sign_in_try")
    op.create_table(
        "sign_in_try",
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("address", sa.String(60), nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("right_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("account", "address", name=op.f("pk_sign_in_try")),
    )
    op.create_index("ix_sign_in_try_last_at", "sign_in_try", ["last_at"])
    op.create_table(
        "sign_in_pressure",
        sa.Column("about", sa.String(80), nullable=False),
        sa.Column("calm_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("about", name=op.f("pk_sign_in_pressure")),
    )
    op.create_index("ix_sign_in_pressure_calm_at", "sign_in_pressure", ["calm_at"])


def downgrade() -> None:
    """Take it back; no try is remembered."""
    op.drop_table("sign_in_pressure")
    op.drop_table("sign_in_try")
    op.create_table(
        "sign_in_try",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("email", sa.String(200), nullable=False),
        sa.Column("address", sa.String(60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_try")),
    )
    op.create_index("ix_sign_in_try_address_at", "sign_in_try", ["address", "at"])
    op.create_index("ix_sign_in_try_email_at", "sign_in_try", ["email", "at"])
