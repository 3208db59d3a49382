"""Closes the incidents of a case that a step has put right, or left behind."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, update

from engine.audit.rows import Rows
from engine.cases.tables import case, incident, task
from engine.jobs.tables import job


@dataclass(frozen=True, slots=True)
class Moved:
    """What a step did that may have put an incident right."""

    task: str | None  # the task it finished
    on: bool  # whether the case moved on


def settle(rows: Rows, case_id: int, now: datetime, by: int | None, movement: Moved) -> None:
    """Closes the incidents of a case whose step has since been done, or is no longer there."""
    open_here = (incident.c.case_id == case_id, incident.c.status == "open")
    values = {"status": "resolved", "closed_at": now, "closed_by": by}
    over = update(incident).where(*open_here, _is_over(movement))
    rows.write(over.values(**values, note="The case has moved past it."))
    count_open(rows, case_id)


def count_open(rows: Rows, case_id: int) -> None:
    """Keeps in the case's row how many of its incidents are open."""
    is_open = (incident.c.case_id == case_id, incident.c.status == "open")
    count = select(func.count(incident.c.id)).where(*is_open).scalar_subquery()
    rows.write(update(case).where(case.c.id == case_id).values(incidents=count))


def _is_over(movement: Moved) -> ColumnElement[bool]:
    waits = exists().where(task.c.uid == incident.c.task, task.c.status.in_(["open", "signing"]))
    due = exists().where(job.c.dedupe_key == incident.c.job)
    of_task, of_job = incident.c.task.is_not(None), incident.c.job.is_not(None)
    return or_(
        and_(of_task, ~waits),
        incident.c.task == movement.task if movement.task is not None else false(),
        and_(of_job, ~due),
        and_(~of_task, ~of_job) if movement.on else false(),
    )
