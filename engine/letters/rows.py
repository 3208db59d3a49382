"""The rows of letters, and of scans that wait to be compared, as they are handed about. Pure."""

from datetime import datetime
from typing import NamedTuple


class LetterRow(NamedTuple):
    """A letter as it stands in its table."""

    id: int
    case_id: int
    code: str
    version: int
    title: str
    task: str | None
    element: str
    for_signature: bool
    signatory: str | None
    status: str
    template_sha256: str
    facts_sha256: str
    sha256: str
    size: int
    fingerprint: str
    issued_at: datetime
    issued_by: int | None
    signed_sha256: str | None
    signed_name: str | None
    signed_type: str | None
    signed_at: datetime | None
    returned_by: int | None
    compared_as: str | None
    compared: str | None
    compared_by: str | None
    superseded_at: datetime | None
    superseded_by: int | None


class ScanRow(NamedTuple):
    """A scan that waits to be compared with its letter, as it stands in its table."""

    letter: int
    person: int
    at: datetime
    name: str
    outcome: str
    sha256: str
    content: bytes
