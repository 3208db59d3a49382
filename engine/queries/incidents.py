"""The steps that could not be done: of every case for those who mend them, and of one case."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from engine.cases.rows import CaseRow
from engine.cases.tables import case, incident
from engine.context import QueryContext
from engine.errors import NotAllowed, NotFound
from engine.people.may import may_mend, may_read_incidents
from engine.queries.briefs import name_of
from engine.store.reading import Query, all_rows, first_row

MOST_CLOSED = 100


@dataclass(frozen=True, slots=True)
class IncidentLine:
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

    waiting: tuple[IncidentLine, ...]
    closed: tuple[IncidentLine, ...]
    may: str | None  # why this person may not deal with them, or None when they may


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """One incident as its page shows it."""

    row: IncidentLine
    may: str | None
    may_open_case: bool


class _Listed(NamedTuple):
    """An incident with the reference of its case."""

    id: int
    kind: str
    element: str
    title: str
    cause: str
    attempts: int
    status: str
    opened_at: datetime
    opened_by: int | None
    closed_at: datetime | None
    closed_by: int | None
    note: str | None
    reference: str


_LISTED = select(
    incident.c.id,
    incident.c.kind,
    incident.c.element,
    incident.c.title,
    incident.c.cause,
    incident.c.attempts,
    incident.c.status,
    incident.c.opened_at,
    incident.c.opened_by,
    incident.c.closed_at,
    incident.c.closed_by,
    incident.c.note,
    case.c.reference,
).join(case, case.c.id == incident.c.case_id)
_OLDEST_FIRST = (incident.c.opened_at, incident.c.id)


def incidents(context: QueryContext) -> Incidents:
    """Every open incident, the oldest first, and the last that were closed."""
    _allow(context)
    newest = (incident.c.closed_at.desc(), incident.c.id.desc())
    newest_closed = _LISTED.where(incident.c.status != "open").order_by(*newest).limit(MOST_CLOSED)
    return Incidents(open_incidents(context), _lines(context, newest_closed), may_mend(context.who))


def incident_page(context: QueryContext, number: int) -> IncidentPage:
    """One incident."""
    _allow(context)
    row = first_row(context.db, _LISTED.where(incident.c.id == number), _Listed)
    if row is None:
        raise NotFound("there is no such incident")
    sees = _may_see_case(context, row.reference)
    return IncidentPage(_line(context, row), may_mend(context.who), sees)


def open_incidents(context: QueryContext) -> tuple[IncidentLine, ...]:
    """Every open incident, the oldest first; for the command line, and for `incidents`."""
    return _lines(context, _LISTED.where(incident.c.status == "open").order_by(*_OLDEST_FIRST))


def how_many_open(context: QueryContext) -> int:
    """How many incidents wait for this person to deal with them."""
    if may_mend(context.who):
        return 0
    query = select(func.count(incident.c.id)).where(incident.c.status == "open")
    return int(context.db.execute(query).scalar_one())


def incidents_of(context: QueryContext, row: CaseRow) -> tuple[IncidentLine, ...]:
    """The open incidents of a case that this person sees."""
    if not row.incidents:
        return ()
    query = _LISTED.where(incident.c.case_id == row.id, incident.c.status == "open")
    return _lines(context, query.order_by(*_OLDEST_FIRST))


def stopped_jobs(context: QueryContext, reference: str) -> tuple[str, ...]:
    """Why timers and emails of a case stopped: what a rehearsal has to tell."""
    query = _LISTED.where(
        case.c.reference == reference,
        incident.c.status == "open",
        incident.c.job.is_not(None),
    )
    return tuple(f"{row.title}: {row.cause}" for row in all_rows(context.db, query, _Listed))


def _allow(context: QueryContext) -> None:
    why_not = may_read_incidents(context.who)
    if why_not:
        raise NotAllowed(why_not)


def _may_see_case(context: QueryContext, reference: str) -> bool:
    try:
        context.case(reference)
    except NotFound:
        return False
    return True


def _lines(context: QueryContext, query: Query) -> tuple[IncidentLine, ...]:
    return tuple(_line(context, row) for row in all_rows(context.db, query, _Listed))


def _line(context: QueryContext, row: _Listed) -> IncidentLine:
    return IncidentLine(
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
