"""The cases a person may see, newest change first."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from engine.cases.facts import facts_of
from engine.cases.reach import visible
from engine.cases.tables import case
from engine.context import AnyRow, QueryContext
from engine.forms.text import printable
from engine.queries.briefs import force_name, with_whom
from engine.queries.damage import DAMAGED, readable
from engine.section26.key_facts import PLACE

MOST = 200


@dataclass(frozen=True, slots=True)
class CaseRow:
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

    rows: tuple[CaseRow, ...]


def case_list(context: QueryContext, *, find: str = "", status: str = "") -> CaseList:
    """The cases whose reference or title holds *find*, open or ended or both."""
    query = select(case).where(visible(context.who, context.reference, context.today))
    if wanted := printable(find[:1000]).strip()[:100]:
        words = f"%{wanted}%"
        query = query.where(or_(case.c.reference.ilike(words), case.c.title.ilike(words)))
    if status in {"open", "ended"}:
        query = query.where(case.c.status == status)
    query = query.order_by(case.c.updated_at.desc(), case.c.id.desc()).limit(MOST)
    return CaseList(tuple(_row(context, row) for row in context.db.execute(query)))


def _row(context: QueryContext, row: AnyRow) -> CaseRow:
    """One row of the list; whatever of it is damaged hides neither the rest nor other rows."""
    return CaseRow(
        reference=row.reference,
        title=row.title,
        force=force_name(context, row),
        country=readable(lambda: facts_of(context.db, row.id).get(PLACE), None),
        status=row.status,
        with_whom=readable(lambda: _standing(context, row), DAMAGED),
        started=row.started_at,
        updated=row.updated_at,
    )


def _standing(context: QueryContext, row: AnyRow) -> str:
    if row.status != "ended":
        return with_whom(context, row)
    model = context.process_of(row).model
    return model.nodes[row.ended_as].title if row.ended_as in model.nodes else "Ended"
