"""Whether the log, the rows, files and saved states are still what they were when kept.

The log is the yardstick: each chain is read from its first entry, and what stands in the other
tables must be what its entries say was written, no more and no less.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select, union

from engine.audit.folder import KeptNote
from engine.audit.log import case_chain, entries
from engine.audit.note import Verifier
from engine.audit.places import moved_chains
from engine.cases.rows import CaseRow
from engine.cases.tables import case
from engine.context import QueryContext
from engine.definitions.tables import definition_file
from engine.errors import ProofRefused
from engine.letters.tables import letter
from engine.queries.verified_case import case_faults
from engine.queries.verified_log import VerifiedLog, verified_log
from engine.queries.verified_register import verified_register
from engine.queries.verified_storage import schema_faults, unreadable_values
from engine.store.blobs import blob
from engine.store.reading import all_rows

AT_ONCE = 50  # cases or files read in one statement: no more of them are held in memory


@dataclass(frozen=True, slots=True)
class Verified:
    """How much was looked at, and every fault found."""

    cases: int
    entries: int
    files: int
    faults: tuple[str, ...]
    log: VerifiedLog


def verified(
    context: QueryContext,
    notes: Iterable[KeptNote] = (),
    trusted: Iterable[Verifier] = (),
    *,
    moved: bool = False,
) -> Verified:
    """Every chain read from its first entry, every row compared, every kept file hashed again.

    *notes* are checkpoints kept outside, which the log as a whole is held against; *trusted* are
    keys that whoever asks believes in beside those of the register. With *moved* no file is read,
    and of the cases only those that moved since the newest checkpoint that holds are proved.
    """
    if unreadable := unreadable_values(context.db):
        damaged = tuple(f"the database: {sentence}" for sentence in unreadable)
        return Verified(0, 0, 0, damaged, VerifiedLog(0, (), damaged, keyed=False))
    log = verified_log(context, notes, trusted)
    chains = _chains_to_prove(context, log) if moved else None
    register = verified_register(context)
    counted, faults, proved = register.entries, list(register.faults), 0
    faults += [f"the database: {sentence}" for sentence in schema_faults(context.db)]
    for row in _cases(context):
        if chains is not None and case_chain(row.reference) not in chains:
            continue
        chain = entries(context.db, case_chain(row.reference))
        proved += 1
        counted += len(chain)
        sentences = case_faults(context, row, chain, register.references)
        faults.extend(f"{row.reference}: {fault}" for fault in sentences)
    files = list(context.db.execute(select(blob.c.sha256).order_by(blob.c.sha256)).scalars())
    faults.extend(_files_gone(context, set(files)))
    if not moved:
        faults.extend(_files_damaged(context, files))
    faults.extend(f"the log: {fault}" for fault in log.faults)
    return Verified(proved, counted, 0 if moved else len(files), tuple(faults), log)


def _chains_to_prove(context: QueryContext, log: VerifiedLog) -> set[str]:
    """The chains to prove; ProofRefused when there is no checkpoint to go on from."""
    if log.faults:
        return set()  # what the log as a whole is accused of comes first
    if log.newest is None:
        raise ProofRefused("there is no checkpoint to go on from: run s26 verify")
    return moved_chains(context.db, log.newest.size)


def _cases(context: QueryContext) -> Iterator[CaseRow]:
    """Every case, a few at a time."""
    last = -1
    while True:
        some = select(case).where(case.c.id > last).order_by(case.c.id).limit(AT_ONCE)
        rows = all_rows(context.db, some, CaseRow)
        yield from rows
        if len(rows) < AT_ONCE:
            return
        last = rows[-1].id


def _files_gone(context: QueryContext, kept_files: set[str]) -> Iterator[str]:
    """Files that letters or definitions name and that are no longer kept."""
    named_files = union(
        select(letter.c.sha256),
        select(letter.c.facts_sha256),
        select(letter.c.signed_sha256).where(letter.c.signed_sha256.is_not(None)),
        select(definition_file.c.sha256),
    )
    for name in sorted(set(context.db.execute(named_files).scalars()) - kept_files):
        yield f"file {name[:12]}: gone, though a letter or a definition names it"


def _files_damaged(context: QueryContext, names: list[str]) -> Iterator[str]:
    content = select(blob.c.sha256, blob.c.size, blob.c.content)
    for start in range(0, len(names), AT_ONCE):
        few = content.where(blob.c.sha256.in_(names[start : start + AT_ONCE]))
        for row in context.db.execute(few):
            if hashlib.sha256(row.content).hexdigest() != row.sha256:
                yield f"file {row.sha256[:12]}: damaged since it was kept"
            elif len(row.content) != row.size:
                yield f"file {row.sha256[:12]}: not as long as it says"
