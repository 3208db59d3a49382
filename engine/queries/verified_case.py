"""Whether what stands of one case is what its sealed log says was kept."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import Any

import orjson
from sqlalchemy import select

from engine.audit.chain import Entry, broken
from engine.audit.log import case_chain, head_of
from engine.cases.drafts import draft_in
from engine.cases.sealed import Body, fact_faults
from engine.cases.tables import fact, task
from engine.errors import AnswersRejected
from engine.letters.tables import letter
from engine.queries.damage import UNREADABLE
from engine.queries.look import AnyRow, Look
from engine.store.blobs import blob

FILE = re.compile(r'"file":"([0-9a-f]{64})"')


def case_faults(look: Look, row: AnyRow, chain: Sequence[Entry]) -> Iterator[str]:
    """A sentence for each thing about a case that its log does not bear out."""
    fault = broken(chain, head_of(look.db, case_chain(row.reference)))
    if fault:
        yield fault
        return
    try:
        bodies = [dict(orjson.loads(one.body)) for one in chain]
        yield from _case(row, bodies)
        yield from _facts(look, row, bodies)
        yield from _letters(look, row, bodies)
    except UNREADABLE:
        yield "its log holds an entry that is none of ours"
    yield from _drafts(look, row)


def _case(row: AnyRow, bodies: Sequence[Body]) -> Iterator[str]:
    digest = hashlib.sha256(row.state).hexdigest()
    if digest != row.state_sha256 or digest != _last(bodies, "state"):
        yield "its saved state is not the one its last step left"
    if row.definition != _last(bodies, "bundle"):
        yield "it does not run the version it was opened on or moved to"
    moved = any("ended" in body for body in bodies)
    if moved and row.ended_as != _last(bodies, "ended"):
        yield "it did not end as it says" if row.ended_as else "it does not say that it ended"


def _last(bodies: Sequence[Body], name: str) -> Any:
    """What the last entry that says so says of the case's state, version or end."""
    said = (body.get(name) for body in reversed(bodies))
    return next((one for one in said if one), None)


def _facts(look: Look, row: AnyRow, bodies: Sequence[Body]) -> Iterator[str]:
    query = select(fact).where(fact.c.case_id == row.id).order_by(fact.c.id)
    rows = look.db.execute(query).all()
    yield from fact_faults(rows, bodies)
    named = {name for one in rows for name in FILE.findall(one.value)}
    if named:
        kept = look.db.execute(select(blob.c.sha256).where(blob.c.sha256.in_(sorted(named))))
        for one in sorted(named - set(kept.scalars())):
            yield f"the file {one[:12]} that was handed in is gone"


def _letters(look: Look, row: AnyRow, bodies: Sequence[Body]) -> Iterator[str]:
    sealed = {
        (one["letter"], one["version"]): one["sha256"]
        for body in bodies
        for one in body.get("letters", ())
    }
    returned = {body["signed"]["sha256"] for body in bodies if body.get("signed")}
    for one in look.db.execute(select(letter).where(letter.c.case_id == row.id)):
        name = f"letter {one.code} version {one.version}"
        if sealed.pop((f"{row.reference}-{one.code}", one.version), None) != one.sha256:
            yield f"{name} is not the letter that was issued"
        if one.signed_sha256 and one.signed_sha256 not in returned:
            yield f"{name} is not the signed copy that came back"
    for doc, version in sealed:
        yield f"letter {doc} version {version} is gone, though it was issued"


def _drafts(look: Look, row: AnyRow) -> Iterator[str]:
    drafted = select(task.c.uid, task.c.draft).where(
        task.c.case_id == row.id, task.c.draft.is_not(None)
    )
    for one in look.db.execute(drafted):
        try:
            draft_in(one.draft)
        except AnswersRejected:
            yield f"the answers saved so far for task {one.uid} can no longer be read"
