"""Whether the log, the facts, letters, files and saved states are still what they were when kept.

The log is the yardstick: each chain is read from its first entry, and what stands in the other
tables must be what its entries say was written, no more and no less.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select, union

from engine.audit.chain import broken
from engine.audit.folder import KeptNote
from engine.audit.log import REGISTER, case_chain, entries
from engine.audit.note import Verifier
from engine.audit.places import moved_chains
from engine.audit.tables import audit_entry, audit_head
from engine.cases.tables import case, case_serial
from engine.definitions.tables import definition_file
from engine.errors import ProofRefused
from engine.letters.tables import letter
from engine.queries.look import Look
from engine.queries.verified_case import case_faults
from engine.queries.verified_log import VerifiedLog, verified_log
from engine.store.blobs import blob

AT_ONCE = 50  # files read in one statement: no more of them are held in memory


@dataclass(frozen=True, slots=True)
class Verified:
    """How much was looked at, and every fault found."""

    cases: int
    entries: int
    files: int
    faults: tuple[str, ...]
    log: VerifiedLog


def verified(
    look: Look,
    notes: Iterable[KeptNote] = (),
    trusted: Iterable[Verifier] = (),
    *,
    moved: bool = False,
) -> Verified:
    """Every chain read from its first entry, every kept file hashed again.

    *notes* are checkpoints kept outside, which the log as a whole is held against; *trusted* are
    keys that whoever asks believes in beside those of the register. With *moved* no file is read,
    and of the cases only those that moved since the newest checkpoint that holds are proved.
    """
    log = verified_log(look, notes, trusted)
    chains = _moved(look, log) if moved else None
    counted, faults = _register(look)
    rows = look.db.execute(select(case).order_by(case.c.id)).all()
    proved = 0
    for row in rows:
        if chains is not None and case_chain(row.reference) not in chains:
            continue
        proved += 1
        chain = entries(look.db, case_chain(row.reference))
        counted += len(chain)
        faults.extend(f"{row.reference}: {fault}" for fault in case_faults(look, row, chain))
    faults.extend(_gone(look, {str(row.reference) for row in rows}))
    files = list(look.db.execute(select(blob.c.sha256).order_by(blob.c.sha256)).scalars())
    faults.extend(_missing(look, set(files)))
    if not moved:
        faults.extend(_damaged(look, files))
    faults.extend(f"the log: {fault}" for fault in log.faults)
    return Verified(proved, counted, 0 if moved else len(files), tuple(faults), log)


def _moved(look: Look, log: VerifiedLog) -> set[str]:
    """The chains to prove; ProofRefused when there is no checkpoint to go on from."""
    if log.faults:
        return set()  # what the log as a whole is accused of comes first
    if log.newest is None:
        raise ProofRefused("there is no checkpoint to go on from: run s26 verify")
    return moved_chains(look.db, log.newest.size)


def _register(look: Look) -> tuple[int, list[str]]:
    chain = entries(look.db, REGISTER)
    head = look.db.execute(select(audit_head).where(audit_head.c.chain == REGISTER)).first()
    if head is None:
        return len(chain), ["register: it does not say where it ends"] if chain else []
    fault = broken(chain, (head.n, head.seal))
    return len(chain), [f"register: {fault}"] if fault else []


def _gone(look: Look, known: set[str]) -> Iterator[str]:
    """Cases that were opened, by their log or by the number given to a later one, and are gone."""
    chains = look.db.execute(
        select(audit_entry.c.chain).where(audit_entry.c.chain != REGISTER).distinct()
    )
    opened = {str(chain).removeprefix("case:") for chain in chains.scalars()}
    for row in look.db.execute(select(case_serial)):
        opened |= {f"{row.prefix}-{n:04d}" for n in range(1, min(row.last, 1_000_000) + 1)}
    for reference in sorted(opened - known):
        yield f"{reference}: the case is gone, though it was opened"


def _missing(look: Look, kept: set[str]) -> Iterator[str]:
    """Files that letters or definitions name and that are no longer kept."""
    named = union(
        select(letter.c.sha256),
        select(letter.c.facts_sha256),
        select(letter.c.signed_sha256).where(letter.c.signed_sha256.is_not(None)),
        select(definition_file.c.sha256),
    )
    for one in sorted(set(look.db.execute(named).scalars()) - kept):
        yield f"file {one[:12]}: gone, though a letter or a definition names it"


def _damaged(look: Look, names: list[str]) -> Iterator[str]:
    content = select(blob.c.sha256, blob.c.content)
    for at in range(0, len(names), AT_ONCE):
        few = content.where(blob.c.sha256.in_(names[at : at + AT_ONCE]))
        for row in look.db.execute(few):
            if hashlib.sha256(row.content).hexdigest() != row.sha256:
                yield f"file {row.sha256[:12]}: damaged since it was kept"
