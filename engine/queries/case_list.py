"""The cases a person may see, newest change first."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select

from engine.cases.facts import facts_of
from engine.cases.reach import visible
from engine.cases.rows import CaseRow
from engine.cases.tables import case, fact
from engine.clock import london_date
from engine.context import QueryContext
from engine.forms.text import printable
from engine.queries.briefs import country_in, force_name, with_whom
from engine.queries.damage import DAMAGED, readable
from engine.section26.key_facts import PLACE
from engine.store.reading import all_rows

MOST = 200


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list."""

    reference: str
    title: str
    force: str
    country: str | None
    status: str
    with_whom: str
    started: datetime
    updated: datetime


@dataclass(frozen=True, slots=True)
class CaseList:
    """The cases found, at most 200 of them."""

    rows: tuple[CaseLine, ...]


def case_list(context: QueryContext, *, find: str = "", status: str = "") -> CaseList:
    """The cases, open or ended or both, of which *find* says something.

    It may be a part of the reference, of the title, of the force's name, or of the country.
    """
    query = select(case).where(visible(context.who, context.reference, context.today))
    if wanted := printable(find[:1000]).strip()[:100]:
        query = query.where(_contains_words(context, wanted))
    if status in {"open", "ended"}:
        query = query.where(case.c.status == status)
    query = query.order_by(case.c.updated_at.desc(), case.c.id.desc()).limit(MOST)
    return CaseList(tuple(_line(context, row) for row in all_rows(context.db, query, CaseRow)))


def _contains_words(context: QueryContext, wanted: str) -> ColumnElement[bool]:
    """Whether a case says *wanted* where people look for it, in capitals or not."""
    in_country = (
        select(fact.c.id)
        .where(fact.c.case_id == case.c.id, fact.c.key == PLACE, fact.c.current.is_(True))
        .where(fact.c.value.icontains(wanted, autoescape=True))
    )
    return or_(
        case.c.reference.icontains(wanted, autoescape=True),
        case.c.title.icontains(wanted, autoescape=True),
        case.c.force.in_(context.reference.forces_called(wanted)),
        in_country.exists(),
    )


def _line(context: QueryContext, row: CaseRow) -> CaseLine:
    """One row of the list; whatever of it is damaged hides neither the rest nor other rows."""
    return CaseLine(
        reference=row.reference,
        title=row.title,
        force=force_name(context, row.force, _day(context, row)),
        country=readable(lambda: country_in(facts_of(context.db, row.id)), None),
        status=row.status,
        with_whom=readable(lambda: _state_in_words(context, row), DAMAGED),
        started=row.started_at,
        updated=row.updated_at,
    )


def _day(context: QueryContext, row: CaseRow) -> date:
    """The day of a row: near enough to its last act, which each row would have to be asked for."""
    return context.today if row.status == "open" else london_date(row.updated_at)


def _state_in_words(context: QueryContext, row: CaseRow) -> str:
    if row.status != "ended":
        return with_whom(context, row)
    end = context.process_of(row).model.nodes.get(row.ended_as or "")
    return end.title if end else "Ended"
