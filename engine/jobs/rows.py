"""The rows of jobs as they are handed about. Pure."""

from datetime import datetime
from typing import NamedTuple


class JobRow(NamedTuple):
    """A timer that will fire, or a message that must go out, as it stands in its table."""

    id: int
    case_id: int | None
    kind: str
    due_at: datetime
    payload: str
    attempts_left: int
    lease_until: datetime | None
    last_error: str | None
    dedupe_key: str
