"""The columns that name a version say what they hold, in every table by the same names.

The log seals rows under the names that the columns had: those stand in the tables of the code.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

RENAMED = (
    ("case_", "key", "process_key"),
    ("case_", "number", "version"),
    ("case_", "definition", "bundle_sha256"),
    ("definition", "key", "process_key"),
    ("definition", "number", "version"),
    ("definition", "id", "bundle_sha256"),
    ("definition", "checked_id", "checked_sha256"),
    ("definition_act", "key", "process_key"),
    ("definition_act", "number", "version"),
    ("definition_act", "bundle", "bundle_sha256"),
    ("definition_file", "key", "process_key"),
    ("definition_file", "number", "version"),
)


def upgrade() -> None:
    """Bring it about: both databases carry indexes, keys and checks along."""
    for table, old, new in RENAMED:
        _rename(table, old, new)


def downgrade() -> None:
    """Take it back."""
    for table, old, new in RENAMED:
        _rename(table, new, old)


def _rename(table: str, old: str, new: str) -> None:
    op.execute(sa.text(f'ALTER TABLE {table} RENAME COLUMN "{old}" TO "{new}"'))
