"""Whether what belongs to no case is what the register says: people, definitions, sign-ins.

And whether every case that was ever opened is still there.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select, union

from engine.audit.body import Body, body_in
from engine.audit.chain import Entry, broken
from engine.audit.log import REGISTER, each_entry, head_of
from engine.audit.tables import audit_entry, audit_head
from engine.cases.tables import case, case_serial
from engine.context import QueryContext
from engine.queries.damage import UNREADABLE
from engine.queries.sealed_rows import SealedRows, register_rows, stray_rows
from engine.queries.verified_sets import RestsOn, SetsInLog, Since, set_faults

MOST_CASES = 1_000_000  # of one force in one year: a serial beyond that is no serial


@dataclass(frozen=True, slots=True)
class VerifiedRegister:
    """How many entries the register has, every fault, and since when each set of tables is used."""

    entries: int
    faults: tuple[str, ...]
    references: Since


class _RegisterRead:
    """The register read once: what its entries say of rows and of sets of tables."""

    def __init__(self, context: QueryContext) -> None:
        self.context = context
        self.sealed = SealedRows()
        self.count = 0
        self.unreadable = False
        self.sets = SetsInLog()
        self.rests_on = RestsOn()

    def entries(self) -> Iterator[Entry]:
        """Each entry, taken note of in passing."""
        for entry in each_entry(self.context.db, REGISTER):
            self.count += 1
            try:
                self._note(entry.n, body_in(entry.body))
            except UNREADABLE:
                self.unreadable = True
            yield entry

    def _note(self, n: int, body: Body) -> None:
        self.sealed.add(n, body)
        self.sets.note(n, body)
        self.rests_on.note(n, body)
        if body["event"] == "use_reference":  # before the tables were kept in sets
            self.sets.since.setdefault(_identity_of_files(body["tables"]), None)


def verified_register(context: QueryContext) -> VerifiedRegister:
    """The register read from its first entry, and every row that it seals compared."""
    register = _RegisterRead(context)
    fault = broken(register.entries(), head_of(context.db, REGISTER))
    if fault is None and register.unreadable:
        fault = "it holds an entry that is none of ours"
    faults = [fault] if fault else [*_rows(context, register.sealed), *_sets(context, register)]
    references = set(context.db.execute(select(case.c.reference)).scalars())
    elsewhere = [*_cases_gone(context, references), *_wrong_serials(context, references)]
    sentences = [*(f"register: {fault}" for fault in faults), *elsewhere]
    return VerifiedRegister(register.count, tuple(sentences), register.sets.since)


def _identity_of_files(digests: Mapping[str, str]) -> str:
    """The SHA-256 by which entries named the files of tables, each with its own digest."""
    lines = [f"{name}\n{digest}\n" for name, digest in sorted(digests.items())]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _sets(context: QueryContext, register: _RegisterRead) -> Iterator[str]:
    yield from set_faults(context.db, register.sets)
    yield from register.rests_on.faults(register.sets.since)


def _rows(context: QueryContext, sealed: SealedRows) -> Iterator[str]:
    for shape, rows in register_rows(context.db):
        yield from sealed.compared(shape, rows)
    for shape, rows in stray_rows(context.db):
        yield from sealed.compared(shape, rows)
    yield from sealed.gone()


def _cases_gone(context: QueryContext, references: set[str]) -> Iterator[str]:
    """Cases that were opened, by their log or by the number given to a later one, and are gone."""
    chains = context.db.execute(union(select(audit_entry.c.chain), select(audit_head.c.chain)))
    numbers = {str(chain).removeprefix("case:") for chain in chains.scalars() if chain != REGISTER}
    for row in context.db.execute(select(case_serial)):
        numbers |= {f"{row.prefix}-{n:04d}" for n in range(1, min(row.last, MOST_CASES) + 1)}
    for reference in sorted(numbers - references):
        yield f"{reference}: the case is gone, though it was opened"


def _wrong_serials(context: QueryContext, references: set[str]) -> Iterator[str]:
    """Serials that are not the number of the last case: the next case would have a taken one."""
    last: dict[str, int] = {}
    for reference in references:
        prefix, _, number = reference.rpartition("-")
        if number.isdecimal():
            last[prefix] = max(last.get(prefix, 0), int(number))
    serials = {row.prefix: row.last for row in context.db.execute(select(case_serial))}
    for prefix in sorted(last.keys() | serials.keys()):
        if serials.get(prefix, 0) < last.get(prefix, 1):
            yield f"{prefix}: the last number given is not that of the last case"
