"""Files that nothing names any more: of drafts that were changed, sent otherwise or discarded.

They stay for a day, so that they are in nobody's way who keeps the same file again. What was ever
decided names its files for good: earlier facts, every version of a letter, signed copies.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Column, ColumnElement, Connection, Select, func, or_, select, union

from engine.cases.tables import fact, task
from engine.cases.values import files_named
from engine.definitions.tables import definition_file
from engine.letters.tables import letter
from engine.store import blobs
from engine.store.blobs import blob
from engine.store.session import Database

STAY = timedelta(days=1)
ROWS_AT_ONCE = 5_000  # looked through in one statement
FILES_AT_ONCE = 20  # removed in one transaction, for which writers wait
_IN_USE = or_(task.c.status == "open", task.c.status == "signing")  # no other draft is read again


def forget_unnamed_files(database: Database, now: datetime) -> int:
    """Removes the files that no row has named for a day; how many these were."""
    oldest = now - STAY
    with database.reading() as db:
        old = select(blob.c.sha256).where(or_(blob.c.kept_at.is_(None), blob.c.kept_at < oldest))
        unnamed = sorted(set(db.execute(old).scalars()) - _named_files(db))
    removed = 0
    for start in range(0, len(unnamed), FILES_AT_ONCE):
        with database.writing() as db:
            removed += blobs.forget(db, unnamed[start : start + FILES_AT_ONCE], oldest)
    return removed


def _named_files(db: Connection) -> set[str]:
    """The files that letters, definitions, facts and drafts name."""
    rows = union(
        select(letter.c.sha256),
        select(letter.c.facts_sha256),
        select(letter.c.signed_sha256).where(letter.c.signed_sha256.is_not(None)),
        select(definition_file.c.sha256),
    )
    hashes = set(db.execute(rows).scalars())
    for text in _texts(db):
        hashes.update(files_named(text))
    return hashes


def _texts(db: Connection) -> Iterator[str]:
    """The facts and the drafts that may name a file, a few at a time."""
    newest = db.execute(select(func.max(fact.c.id))).scalar() or 0
    for begin in range(0, newest + 1, ROWS_AT_ONCE):
        few = fact.c.id.between(begin, begin + ROWS_AT_ONCE - 1)
        yield from db.execute(_that_name_files(fact.c.value, few)).scalars()
    yield from db.execute(_that_name_files(task.c.draft, _IN_USE)).scalars()


def _that_name_files(text: Column[str], where: ColumnElement[bool]) -> Select[str]:
    return select(text).where(where, text.contains('"file":"'))
