"""The rows of versions of a definition as they are handed about. Pure."""

from datetime import datetime
from typing import NamedTuple, Protocol

OPEN = ("draft", "checked", "proposed")  # not in use and never was


class VersionRow(NamedTuple):
    """One version of a definition, without its files, as it stands in its table."""

    process_key: str
    version: int
    bundle_sha256: str
    title: str
    status: str
    note: str
    made_at: datetime
    made_by: int | None
    published_at: datetime | None = None
    published_by: int | None = None
    findings: str | None = None
    checked_sha256: str | None = None
    proposed_at: datetime | None = None
    proposed_by: int | None = None
    approval: str | None = None

    @property
    def may_change(self) -> bool:
        """Whether it is still a draft, whose files may be changed."""
        return self.status in OPEN


class VersionIdentity(Protocol):
    """What says which version is meant: its process, its number, and the SHA-256 of its files."""

    @property
    def process_key(self) -> str:
        """The process."""

    @property
    def version(self) -> int:
        """Which version of it."""

    @property
    def bundle_sha256(self) -> str:
        """The SHA-256 of its files."""
