"""Whether what stands of one case is what its sealed log says was kept."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from sqlalchemy import bindparam, select

from engine.audit.body import Body, body_in
from engine.audit.chain import Entry, broken
from engine.audit.log import case_chain, head_of
from engine.cases.drafts import draft_in
from engine.cases.rows import CaseRow, FactRow
from engine.cases.sealed import fact_faults
from engine.cases.tables import fact, incident, task
from engine.cases.values import files_named
from engine.context import QueryContext
from engine.errors import AnswersRejected
from engine.jobs.backoff import LONGEST
from engine.jobs.rows import JobRow
from engine.jobs.tables import job
from engine.letters.rows import LetterRow
from engine.letters.tables import letter
from engine.queries.certificates import certificate_faults
from engine.queries.damage import UNREADABLE
from engine.queries.sealed_rows import SealedRows, row_faults
from engine.queries.verified_amendments import amendment_faults
from engine.queries.verified_copies import copy_fault
from engine.queries.verified_sets import RestsOn, Since
from engine.store.blobs import blob
from engine.store.prepared import Prepared, PreparedColumn


class _Draft(NamedTuple):
    """The answers saved so far for a task."""

    uid: str
    draft: str


_FACTS = Prepared(
    select(fact).where(fact.c.case_id == bindparam("case")).order_by(fact.c.id), FactRow
)
_LETTERS = Prepared(select(letter).where(letter.c.case_id == bindparam("case")), LetterRow)
_DRAFTS = Prepared(
    select(task.c.uid, task.c.draft).where(
        task.c.case_id == bindparam("case"), task.c.draft.is_not(None)
    ),
    _Draft,
)
_JOBS = Prepared(select(job).where(job.c.case_id == bindparam("case")), JobRow)
_DEALT_WITH = PreparedColumn(
    select(incident.c.job).where(
        incident.c.case_id == bindparam("case"), incident.c.status != "retried"
    ),
    str,
)


def case_faults(
    context: QueryContext, row: CaseRow, chain: Sequence[Entry], references: Since
) -> Iterator[str]:
    """A sentence for each thing about a case that its log does not bear out.

    *references* are the sets of tables that the log says were put into use, with the moments.
    """
    fault = broken(chain, head_of(context.db, case_chain(row.reference)))
    if fault:
        yield fault
        return
    try:
        bodies = [body_in(entry.body) for entry in chain]
        yield from _case(row, bodies)
        yield from _facts(context, row, bodies)
        yield from _letters(context, row, bodies)
        yield from _rows(context, row, bodies)
        yield from _rests_on(bodies).faults(references)
        yield from certificate_faults(context, row, chain)
    except UNREADABLE:
        yield "its log holds an entry that is none of ours"
    yield from _drafts(context, row)
    yield from _jobs(context, row)


def _rests_on(bodies: Sequence[Body]) -> RestsOn:
    rests_on = RestsOn()
    for n, body in enumerate(bodies, start=1):
        rests_on.note(n, body)
    return rests_on


def _rows(context: QueryContext, row: CaseRow, bodies: Sequence[Body]) -> Iterator[str]:
    sealed = SealedRows()
    for n, body in enumerate(bodies, start=1):
        sealed.add(n, body)
    yield from row_faults(context.db, row.id, sealed)


def _case(row: CaseRow, bodies: Sequence[Body]) -> Iterator[str]:
    digest = hashlib.sha256(row.state).hexdigest()
    if digest != row.state_sha256 or digest != _last(bodies, "state"):
        yield "its saved state is not the one its last step left"
    if row.bundle_sha256 != _last(bodies, "bundle"):
        yield "it does not run the version it was opened on or moved to"
    says_its_end = any("ended" in body for body in bodies)
    if says_its_end and row.ended_as != _last(bodies, "ended"):
        yield "it did not end as it says" if row.ended_as else "it does not say that it ended"


def _last(bodies: Sequence[Body], name: Literal["state", "bundle", "ended"]) -> str | None:
    """What the last entry that says so says of the case's state, version or end."""
    texts = (body.get(name) for body in reversed(bodies))
    return next((text for text in texts if text), None)


def _facts(context: QueryContext, row: CaseRow, bodies: Sequence[Body]) -> Iterator[str]:
    rows = _FACTS.all(context.db, {"case": row.id})
    yield from fact_faults(rows, bodies)
    hashes = {name for fact_row in rows for name in files_named(fact_row.value)}
    if hashes:
        files = context.db.execute(select(blob.c.sha256).where(blob.c.sha256.in_(sorted(hashes))))
        for name in sorted(hashes - set(files.scalars())):
            yield f"the file {name[:12]} that was handed in is gone"


def _sealed_letters(bodies: Sequence[Body]) -> dict[tuple[str, int], str]:
    """The hash of every letter that the entries say was issued, by its name and version."""
    sealed = {}
    for body in bodies:
        for brief in body.get("letters", ()):
            sealed[brief["letter"], brief["version"]] = brief["sha256"]
    return sealed


def _letters(context: QueryContext, row: CaseRow, bodies: Sequence[Body]) -> Iterator[str]:
    sealed = _sealed_letters(bodies)
    returned = {body["signed"]["sha256"] for body in bodies if body.get("signed")}
    for letter_row in _LETTERS.all(context.db, {"case": row.id}):
        name = f"letter {letter_row.code} version {letter_row.version}"
        place = (f"{row.reference}-{letter_row.code}", letter_row.version)
        if sealed.pop(place, None) != letter_row.sha256:
            yield f"{name} is not the letter that was issued"
        if letter_row.signed_sha256 and letter_row.signed_sha256 not in returned:
            yield f"{name} is not the signed copy that came back"
        if fault := copy_fault(context, row.reference, letter_row):
            yield f"{name}: {fault}"
    yield from amendment_faults(_LETTERS.all(context.db, {"case": row.id}), bodies)
    for doc, version in sealed:
        yield f"letter {doc} version {version} is gone, though it was issued"


def _drafts(context: QueryContext, row: CaseRow) -> Iterator[str]:
    for draft in _DRAFTS.all(context.db, {"case": row.id}):
        try:
            draft_in(draft.draft)
        except AnswersRejected:
            yield f"the answers saved so far for task {draft.uid} can no longer be read"


def _jobs(context: QueryContext, row: CaseRow) -> Iterator[str]:
    """Timers and emails that no worker will take up, though nobody was told."""
    jobs = _JOBS.all(context.db, {"case": row.id})
    stopped = set(_DEALT_WITH.all(context.db, {"case": row.id})) if jobs else set()
    for job_row in jobs:
        if job_row.attempts_left <= 0 and job_row.dedupe_key not in stopped:
            yield f"job {job_row.id} is not tried any more, though no incident says so"
        if job_row.lease_until is not None and job_row.lease_until > context.now + LONGEST:
            yield f"job {job_row.id} is held back for longer than any worker would"
