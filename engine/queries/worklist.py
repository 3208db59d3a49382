"""The work list: what waits for me, what waits for my office, what I have done."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select

from engine.cases.reach import tasks_for
from engine.cases.tables import case, task
from engine.context import QueryContext
from engine.queries.approvals import waiting_for_approval
from engine.queries.briefs import WorkRow, listed_tasks
from engine.queries.incidents import how_many_open
from engine.queries.starting import startable

WAITING = ("open", "signing")
MOST_DONE = 100


@dataclass(frozen=True, slots=True)
class Worklist:
    """The rows of one tab and how many there are in each."""

    rows: tuple[WorkRow, ...]
    counts: dict[str, int]
    incidents: int  # how many wait for this person to deal with them
    approvals: int  # how many versions of a definition this person may approve
    may_start: bool  # whether this person's roles start cases


def worklist(context: QueryContext, *, tab: str = "me") -> Worklist:
    """The tasks of a tab, soonest due first; those done, newest first."""
    counts = {name: _count(context, name) for name in ("me", "office")}
    return Worklist(
        rows=_rows(context, tab),
        counts=counts,
        incidents=how_many_open(context),
        approvals=sum(1 for proposal in waiting_for_approval(context) if proposal.barred is None),
        may_start=bool(startable(context)),
    )


def _rows(context: QueryContext, tab: str) -> tuple[WorkRow, ...]:
    which = _in_tab(context, tab)
    if tab == "done":
        newest = (task.c.closed_at.desc(), task.c.uid)
        return listed_tasks(context, *which, order=newest, most=MOST_DONE)
    soonest = (task.c.due_at.is_(None), task.c.due_at, task.c.opened_at, task.c.uid)
    return listed_tasks(context, *which, order=soonest)


def _count(context: QueryContext, tab: str) -> int:
    query = (
        select(func.count(task.c.uid))
        .join(case, case.c.id == task.c.case_id)
        .where(tasks_for(context.who, context.reference, context.today), *_in_tab(context, tab))
    )
    return int(context.db.execute(query).scalar_one())


def _in_tab(context: QueryContext, tab: str) -> tuple[ColumnElement[bool], ...]:
    if tab == "done":
        return (task.c.closed_by == context.who.id,)
    waits = task.c.status.in_(WAITING)
    if tab == "office":
        return (waits,)
    return (waits, or_(task.c.claimed_by.is_(None), task.c.claimed_by == context.who.id))
