"""Files kept by their own SHA-256: written once, never changed, checked when read."""

import hashlib

from sqlalchemy import Column, Connection, Integer, LargeBinary, String, Table, select

from engine.errors import NotFound
from engine.store.base import metadata
from engine.store.once import insert_once
from engine.store.sealing import derived_by_verify

blob = Table(
    "blob",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    info=derived_by_verify("its name is the digest of its content"),
)


def sha256(content: bytes) -> str:
    """The name a content is kept under."""
    return hashlib.sha256(content).hexdigest()


def keep(db: Connection, content: bytes) -> str:
    """The SHA-256 under which *content* is now kept, whether or not it was before."""
    name = sha256(content)
    if db.execute(select(blob.c.size).where(blob.c.sha256 == name)).first() is None:
        insert_once(db, blob, sha256=name, size=len(content), content=content)
    return name


def read(db: Connection, name: str) -> bytes:
    """The content kept under *name*; NotFound when missing or no longer what its name says."""
    row = db.execute(select(blob.c.content).where(blob.c.sha256 == name)).first()
    if row is None:
        raise NotFound("that file is not kept here")
    content = bytes(row.content)
    if sha256(content) != name:
        raise NotFound("that file is damaged: restore it from the backup and run s26 verify")
    return content
