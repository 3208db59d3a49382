"""The rows of a case, its tasks, its facts and its incidents, as they are handed about. Pure."""

from datetime import datetime
from typing import NamedTuple


class CaseRow(NamedTuple):
    """A case as it stands in its table."""

    id: int
    reference: str
    process_key: str
    version: int
    bundle_sha256: str
    force: str
    title: str
    status: str
    ended_as: str | None
    revision: int
    state: bytes
    state_sha256: str
    started_at: datetime
    started_by: int
    updated_at: datetime
    incidents: int


class TaskRow(NamedTuple):
    """A task as it stands in its table."""

    uid: str
    case_id: int
    element: str
    role: str
    organisation: str | None
    item: str | None
    status: str
    version: int
    claimed_by: int | None
    opened_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    closed_by: int | None
    draft: str | None
    draft_at: datetime | None


class FactRow(NamedTuple):
    """A value of a fact, the one that holds or an earlier one, as it stands in its table."""

    id: int
    case_id: int
    key: str
    item: str | None
    value: str
    set_at: datetime
    set_by: int | None
    task: str | None
    element: str | None
    current: bool


class CurrentFact(NamedTuple):
    """A fact as it is, or what one of several answered: as much of its row as a step looks at."""

    id: int
    key: str
    item: str | None
    value: str


class IncidentRow(NamedTuple):
    """An incident as it stands in its table."""

    id: int
    case_id: int
    kind: str
    element: str
    title: str
    task: str | None
    job: str | None
    cause: str
    attempts: int
    opened_at: datetime
    opened_by: int | None
    status: str
    closed_at: datetime | None
    closed_by: int | None
    note: str | None
