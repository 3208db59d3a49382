"""Scans that wait for somebody to compare them with their letters; they wait a day at most."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, or_, select

from engine.errors import Stale
from engine.letters.returned.kept import from_text
from engine.letters.returned.outcome import Outcome
from engine.letters.rows import ScanRow
from engine.letters.tables import letter, pending_scan
from engine.store.reading import first_row

LONGEST_WAIT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WaitingScan:
    """A scan that somebody handed in, and what was found of it without reading its words."""

    name: str
    sha256: str
    content: bytes
    outcome: Outcome
    at: datetime
    person: int


def waiting_scan(db: Connection, number: int, now: datetime) -> WaitingScan:
    """The scan that waits to be compared with the letter of that id; Stale when none does."""
    query = select(pending_scan).where(
        pending_scan.c.letter == number, pending_scan.c.at >= now - LONGEST_WAIT
    )
    row = first_row(db, query, ScanRow)
    if row is None:
        raise Stale("no scan of this letter waits any more: hand the signed copy in again")
    return WaitingScan(
        name=row.name,
        sha256=row.sha256,
        content=row.content,
        outcome=from_text(row.outcome),
        at=row.at,
        person=row.person,
    )


def any_abandoned(db: Connection, now: datetime) -> bool:
    """Whether some scan waits that nobody will compare any more."""
    abandoned = select(pending_scan.c.letter).where(_is_abandoned(now))
    return db.execute(abandoned).first() is not None


def forget_abandoned(db: Connection, now: datetime) -> None:
    """Removes the scans that nobody compared in time, and those of letters no longer out."""
    db.execute(delete(pending_scan).where(_is_abandoned(now)))


def forget_scan(db: Connection, number: int) -> None:
    """Removes the scan that waits for the letter of that id, if one does."""
    db.execute(delete(pending_scan).where(pending_scan.c.letter == number))


def _is_abandoned(now: datetime) -> ColumnElement[bool]:
    still_out = select(letter.c.id).where(letter.c.status == "issued")
    late = pending_scan.c.at < now - LONGEST_WAIT
    return or_(late, pending_scan.c.letter.not_in(still_out))
