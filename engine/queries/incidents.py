"""The steps that could not be done: of every case for those who mend them, and of one case."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from engine.cases.tables import case, incident
from engine.context import AnyRow, QueryContext
from engine.errors import NotAllowed, NotFound
from engine.people.may import may_mend, may_read_incidents
from engine.queries.briefs import name_of

MOST_CLOSED = 100


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident, with nothing of its case but the reference."""

    id: int
    case: str
    kind: str
    element: str
    title: str
    cause: str
    attempts: int
    status: str
    opened_at: datetime
    opened_by: str | None  # None: the clock
    closed_at: datetime | None
    closed_by: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Incidents:
    """The incidents that wait, and those dealt with lately."""

    waiting: tuple[IncidentRow, ...]
    closed: tuple[IncidentRow, ...]
    may: str | None  # why this person may not deal with them, or None when they may


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """One incident as its page shows it."""

    row: IncidentRow
    may: str | None
    may_open_case: bool


def incidents(context: QueryContext) -> Incidents:
    """Every open incident, the oldest first, and the last that were closed."""
    _allow(context)
    closed = _query().where(incident.c.status != "open")
    closed = closed.order_by(incident.c.closed_at.desc(), incident.c.id.desc()).limit(MOST_CLOSED)
    return Incidents(open_incidents(context), _rows(context, closed), may_mend(context.who))


def incident_page(context: QueryContext, number: int) -> IncidentPage:
    """One incident."""
    _allow(context)
    row = context.db.execute(_query().where(incident.c.id == number)).first()
    if row is None:
        raise NotFound("there is no such incident")
    told = _row(context, row)
    return IncidentPage(told, may_mend(context.who), _sees(context, told.case))


def open_incidents(context: QueryContext) -> tuple[IncidentRow, ...]:
    """Every open incident, the oldest first; for the command line, and for `incidents`."""
    query = _query().where(incident.c.status == "open")
    return _rows(context, query.order_by(incident.c.opened_at, incident.c.id))


def how_many_open(context: QueryContext) -> int:
    """How many incidents wait for this person to deal with them."""
    if may_mend(context.who):
        return 0
    query = select(func.count(incident.c.id)).where(incident.c.status == "open")
    return int(context.db.execute(query).scalar_one())


def incidents_of(context: QueryContext, row: AnyRow) -> tuple[IncidentRow, ...]:
    """The open incidents of a case that this person sees."""
    if not row.incidents:
        return ()
    query = _query().where(incident.c.case_id == row.id, incident.c.status == "open")
    return _rows(context, query.order_by(incident.c.opened_at, incident.c.id))


def stopped_jobs(context: QueryContext, reference: str) -> tuple[str, ...]:
    """Why timers and emails of a case stopped: what a rehearsal has to tell."""
    query = _query().where(
        case.c.reference == reference,
        incident.c.status == "open",
        incident.c.job.is_not(None),
    )
    return tuple(f"{row.title}: {row.cause}" for row in context.db.execute(query))


def _allow(context: QueryContext) -> None:
    why_not = may_read_incidents(context.who)
    if why_not:
        raise NotAllowed(why_not)


def _sees(context: QueryContext, reference: str) -> bool:
    try:
        context.case(reference)
    except NotFound:
        return False
    return True


def _query() -> Select[Any]:
    return select(incident, case.c.reference).join(case, case.c.id == incident.c.case_id)


def _rows(context: QueryContext, query: Select[Any]) -> tuple[IncidentRow, ...]:
    return tuple(_row(context, row) for row in context.db.execute(query).all())


def _row(context: QueryContext, row: AnyRow) -> IncidentRow:
    return IncidentRow(
        id=row.id,
        case=row.reference,
        kind=row.kind,
        element=row.element,
        title=row.title,
        cause=row.cause,
        attempts=row.attempts,
        status=row.status,
        opened_at=row.opened_at,
        opened_by=name_of(context, row.opened_by),
        closed_at=row.closed_at,
        closed_by=name_of(context, row.closed_by),
        note=row.note,
    )
