"""Whether the log, the letters and the saved states are still what they were when kept."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import orjson
from sqlalchemy import select

from engine.audit.chain import Entry, broken
from engine.audit.log import REGISTER, case_chain, entries
from engine.audit.tables import audit_head
from engine.cases.tables import case
from engine.letters.tables import letter
from engine.queries.look import AnyRow, Look
from engine.store.blobs import blob


@dataclass(frozen=True, slots=True)
class Verified:
    """How much was looked at, and every fault found."""

    cases: int
    entries: int
    files: int
    faults: tuple[str, ...]


def verified(look: Look) -> Verified:
    """Every chain read from its first entry, every kept file hashed again."""
    faults: list[str] = []
    counted = _register(look, faults)
    rows = look.db.execute(select(case).order_by(case.c.id)).all()
    for row in rows:
        chain = entries(look.db, case_chain(row.reference))
        counted += len(chain)
        faults.extend(_case(look, row, chain))
    files = list(_files(look))
    faults.extend(fault for fault in files if fault)
    return Verified(len(rows), counted, len(files), tuple(faults))


def _register(look: Look, faults: list[str]) -> int:
    chain = entries(look.db, REGISTER)
    head = look.db.execute(select(audit_head).where(audit_head.c.chain == REGISTER)).first()
    fault = broken(chain, (head.n, head.seal)) if head else None
    if fault:
        faults.append(f"register: {fault}")
    return len(chain)


def _case(look: Look, row: AnyRow, chain: list[Entry]) -> Iterator[str]:
    fault = broken(chain, (row.audit_n, row.audit_seal))
    if fault:
        yield f"{row.reference}: {fault}"
        return
    digest = hashlib.sha256(row.state).hexdigest()
    if digest != row.state_sha256 or digest != _last(chain, "state"):
        yield f"{row.reference}: its saved state is not the one its last step left"
    if row.definition != _last(chain, "bundle"):
        yield f"{row.reference}: it does not run the version it was opened on or moved to"
    sealed = _sealed_letters(chain)
    for one in look.db.execute(select(letter).where(letter.c.case_id == row.id)):
        name = (f"{row.reference}-{one.code}", one.version)
        if sealed.get(name) != one.sha256:
            yield f"{name[0]} version {one.version}: not the letter that was issued"
        if one.signed_sha256 and one.signed_sha256 not in _sealed_returns(chain):
            yield f"{name[0]} version {one.version}: not the signed copy that came back"


def _last(chain: list[Entry], name: str) -> str | None:
    """What the last entry that says so says of the case's state, or of its version's bundle."""
    said = [orjson.loads(one.body).get(name) for one in chain]
    return next((one for one in reversed(said) if one), None)


def _sealed_letters(chain: list[Entry]) -> dict[tuple[str, int], str]:
    found: dict[tuple[str, int], str] = {}
    for one in chain:
        for told in orjson.loads(one.body).get("letters", ()):
            found[told["letter"], told["version"]] = told["sha256"]
    return found


def _sealed_returns(chain: list[Entry]) -> set[str]:
    bodies = [orjson.loads(one.body) for one in chain]
    return {body["signed"]["sha256"] for body in bodies if body.get("signed")}


def _files(look: Look) -> Iterator[str]:
    for row in look.db.execute(select(blob.c.sha256, blob.c.content)):
        damaged = hashlib.sha256(row.content).hexdigest() != row.sha256
        yield f"file {row.sha256[:12]}: damaged since it was kept" if damaged else ""
