"""Whether the rows that screens and workers read are those that the saved states ask for."""

from typing import Any

import orjson
from sqlalchemy import select

from engine.cases import runtime
from engine.cases.rows import CaseRow
from engine.cases.tables import case, task
from engine.commands.projections import task_uid
from engine.context import QueryContext
from engine.jobs.tables import job
from engine.store.reading import all_rows


def astray(context: QueryContext) -> list[str]:
    """Where the task rows or the timer jobs of a case differ from its saved state."""
    found = []
    for row in all_rows(context.db, select(case).order_by(case.c.id), CaseRow):
        tasks, timers = runtime.look(context.intact_process_of(row), row.state, context.facts(row))
        wanted: set[tuple[Any, str]] = {(task_uid(row.id, one.uid), one.element) for one in tasks}
        wanted |= {(one.due_at, one.element) for one in timers}
        kept = _tasks(context, row.id) | _timers(context, row.id)
        found += [f"{row.reference}: {one} is missing" for one in wanted - kept]
        found += [f"{row.reference}: {one} should not be" for one in kept - wanted]
    return found


def _tasks(context: QueryContext, case_id: int) -> set[tuple[Any, str]]:
    waiting = task.c.status.in_(["open", "signing"])
    rows = context.db.execute(select(task).where(task.c.case_id == case_id, waiting))
    return {(row.uid, row.element) for row in rows}


def _timers(context: QueryContext, case_id: int) -> set[tuple[Any, str]]:
    mine = (job.c.case_id == case_id, job.c.kind == "timer")
    rows = context.db.execute(select(job).where(*mine))
    return {(row.due_at, orjson.loads(row.payload)["element"]) for row in rows}
