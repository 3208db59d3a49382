"""The certificates of a case's decisions, worked out again and held against what stands."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from sqlalchemy import select

from engine.audit.body import Body, HeldThen, body_in
from engine.audit.chain import Entry
from engine.cases.certificate import Certificate, certificate, certificate_sha256
from engine.cases.rows import CaseRow, FactRow
from engine.cases.sealed import kept_by
from engine.cases.tables import fact
from engine.clock import london_date
from engine.context import QueryContext
from engine.people.held import role_held_in
from engine.people.table_rows import TableRow, holds, says_the_same
from engine.queries.damage import readable
from engine.store.reading import all_rows


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """A certificate as the log gives it today, with its entry and what is wrong with it."""

    body: Body
    plain: Certificate
    sha256: str  # of the certificate as it is worked out today
    faults: tuple[str, ...]

    @property
    def day(self) -> date:
        """The day of the decision in London."""
        return _day_of(self.body)

    @property
    def is_sealed(self) -> bool:
        """Whether it is the certificate that was sealed with the decision."""
        return self.sha256 == self.body["certificate"]["sha256"]


def certificates_in(
    context: QueryContext, row: CaseRow, chain: Sequence[Entry]
) -> Iterator[WorkedOut]:
    """The certificate of every decision in a case's chain, the first decision first.

    An entry that makes no sense is left out: the case's own proof says so.
    """
    rows = all_rows(context.db, select(fact).where(fact.c.case_id == row.id), FactRow)
    bodies: list[Body] = []
    for entry in chain:
        body = body_in(entry.body)
        if "certificate" in body:
            worked_out = readable(partial(_worked_out, context, rows, entry, body, bodies), None)
            if worked_out is not None:
                yield worked_out
        bodies.append(body)


def certificate_faults(
    context: QueryContext, row: CaseRow, chain: Sequence[Entry]
) -> Iterator[str]:
    """A sentence for everything that a certificate says and the case no longer bears out."""
    for worked_out in certificates_in(context, row, chain):
        for fault in worked_out.faults:
            name = f"the certificate of '{worked_out.body['title']}'"
            yield f"{name} (entry {worked_out.plain['entry']}) {fault}"


def _worked_out(
    context: QueryContext,
    rows: Sequence[FactRow],
    entry: Entry,
    body: Body,
    before: Sequence[Body],
) -> WorkedOut:
    plain = certificate(body, (entry.n, entry.prev), before)
    sha256 = certificate_sha256(plain)
    faults = [
        *_fact_faults(body, before, rows),
        *_role_faults(context, body),
        *_row_faults(context, body),
    ]
    if sha256 != body["certificate"]["sha256"]:
        faults.append("is not the one that was sealed with it")
    return WorkedOut(body, plain, sha256, tuple(faults))


def _fact_faults(body: Body, before: Sequence[Body], rows: Sequence[FactRow]) -> Iterator[str]:
    """Facts of which no row holds the value that was relied on."""
    kept_values = {
        (row.key, row.item, hashlib.sha256(row.value.encode(errors="surrogatepass")).hexdigest())
        for row in rows
    }
    for key, item, number in body["certificate"]["facts"]:
        value = dict(kept_by(before[number - 1]))[key, item]
        if (key, item, value.digest) not in kept_values:
            of = f" of {item}" if item else ""
            yield f"rests on the fact '{key}'{of}, whose value is no longer the one relied on"


def _role_faults(context: QueryContext, body: Body) -> Iterator[str]:
    then = body["certificate"]["held"]
    if then is None:
        return
    held = role_held_in(context.db, then["row"], body["person"] or 0)
    if held is None or _as_given(then) != (
        held.role,
        held.organisation,
        held.since.isoformat(),
        held.granted_by,
    ):
        yield (
            f"rests on the role {then['role']} at {then['organisation']}, which {body['name']} "
            "is no longer known to have held so"
        )


def _as_given(then: HeldThen) -> tuple[str, str, str, str]:
    return then["role"], then["organisation"], then["since"], then["granted_by"]


def _row_faults(context: QueryContext, body: Body) -> Iterator[str]:
    """Rows that the register it rests on does not hold."""
    reference = context.registers.identified(context.db, body["register"]).reference
    for table, cells in body["certificate"]["rows"]:
        if not holds(reference, TableRow(table, cells), _day_of(body)):
            yield f"rests on a row of {table} that its register does not hold: {_told(cells)}"


def _told(cells: dict[str, str]) -> str:
    return next(iter(cells.values()), "")


def corrected_since(context: QueryContext, worked_out: WorkedOut) -> tuple[TableRow, ...]:
    """The rows relied on that today's reference tables no longer say of that day."""
    rows = (TableRow(table, cells) for table, cells in worked_out.body["certificate"]["rows"])
    return tuple(row for row in rows if not says_the_same(context.reference, row, worked_out.day))


def _day_of(body: Body) -> date:
    return london_date(datetime.fromisoformat(body["at"]))
