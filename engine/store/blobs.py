"""Files kept by their own SHA-256: written once, never changed, checked when read.

Whoever keeps a file names it in a row of their own, in the same transaction; a file that no row
names any more is forgotten when it was last kept a while ago (`forget`).
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    String,
    Table,
    delete,
    or_,
    select,
    update,
)

from engine.errors import NotFound
from engine.store.base import Instant, metadata
from engine.store.once import insert_once
from engine.store.sealing import derived_by_verify

FRESH = timedelta(hours=1)  # kept so lately that it need not be said again

blob = Table(
    "blob",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("kept_at", Instant),  # when it was last kept, give or take an hour
    info=derived_by_verify(
        "its name is the digest of its content",
        exempt={"kept_at": "when a file may go that nothing names; what is named is looked for"},
    ),
)


def sha256(content: bytes) -> str:
    """The name a content is kept under."""
    return hashlib.sha256(content).hexdigest()


def keep(db: Connection, content: bytes, now: datetime) -> str:
    """The SHA-256 under which *content* is now kept, whether or not it was before."""
    name = sha256(content)
    row = db.execute(select(blob.c.kept_at).where(blob.c.sha256 == name)).first()
    if row is None or not _kept_on(db, name, row.kept_at, now):
        values = {"sha256": name, "size": len(content), "content": content, "kept_at": now}
        insert_once(db, blob, **values)
    return name


def _kept_on(db: Connection, name: str, kept_at: datetime | None, now: datetime) -> bool:
    """Whether a file that is there stays so; False when it was forgotten at this very moment."""
    if kept_at is not None and kept_at > now - FRESH:
        return True
    stays = update(blob).where(blob.c.sha256 == name).values(kept_at=now)
    return bool(db.execute(stays).rowcount)


def forget(db: Connection, names: Iterable[str], kept_before: datetime) -> int:
    """Removes those of the files that nobody has kept since; how many these were.

    That no row names them is for the caller to know. Whoever keeps one of them at the same moment
    is waited for, and then it stays.
    """
    old = or_(blob.c.kept_at.is_(None), blob.c.kept_at < kept_before)
    return db.execute(delete(blob).where(blob.c.sha256.in_(list(names)), old)).rowcount


def read(db: Connection, name: str) -> bytes:
    """The content kept under *name*; NotFound when missing or no longer what its name says."""
    row = db.execute(select(blob.c.content).where(blob.c.sha256 == name)).first()
    if row is None:
        raise NotFound("that file is not kept here")
    content = bytes(row.content)
    if sha256(content) != name:
        raise NotFound("that file is damaged: restore it from the backup and run s26 verify")
    return content
