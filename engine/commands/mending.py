"""What the commands about incidents share: finding an open one, noting, closing."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select, update

from engine.audit.rows import Rows
from engine.cases.rows import CaseRow, IncidentRow
from engine.cases.tables import case, incident
from engine.commands.context import CommandContext
from engine.commands.settling import count_open
from engine.errors import NotAllowed, NotFound, Stale
from engine.people.may import may_mend
from engine.store.reading import first_row, only_row


def open_incident_of(context: CommandContext, number: int) -> tuple[CaseRow, IncidentRow]:
    """The case row, then its open incident; only for those who may deal with it."""
    why_not = may_mend(context.who)
    if why_not:
        raise NotAllowed(why_not)
    case_ids = select(incident.c.case_id).where(incident.c.id == number)
    case_row = first_row(context.db, select(case).where(case.c.id.in_(case_ids)), CaseRow)
    if case_row is None:
        raise NotFound("there is no such incident")
    this = select(incident).where(incident.c.id == number)
    incident_row = only_row(context.db, this, IncidentRow)
    if incident_row.status != "open":
        raise Stale("this incident has already been dealt with")
    return case_row, incident_row


@contextmanager
def noting(
    context: CommandContext, case_row: CaseRow, event: str, **body: object
) -> Iterator[Rows]:
    """One write transaction on a case that moves nothing, with its entry in the case's chain."""
    with context.keeping(case_row, event, body) as rows:
        yield rows
        count_open(rows, case_row.id)


def close(
    rows: Rows, context: CommandContext, number: int, status: str, note: str | None = None
) -> None:
    """Closes an incident: `resolved`, or `retried`."""
    values = {"status": status, "closed_at": context.now, "closed_by": context.person, "note": note}
    rows.write(update(incident).where(incident.c.id == number).values(**values))
