"""Whether the rows that screens and workers read are those that the saved states ask for."""

from typing import Any

import orjson
from sqlalchemy import select

from engine.cases import runtime
from engine.cases.tables import case, task
from engine.commands.projections import task_uid
from engine.jobs.tables import job
from engine.queries.look import Look


def astray(look: Look) -> list[str]:
    """Where the task rows or the timer jobs of a case differ from its saved state."""
    found = []
    for row in look.db.execute(select(case).order_by(case.c.id)).all():
        tasks, timers = runtime.look(look.loaded(row), row.state, look.facts(row))
        wanted: set[tuple[Any, str]] = {(task_uid(row.id, one.uid), one.element) for one in tasks}
        wanted |= {(one.due_at, one.element) for one in timers}
        kept = _tasks(look, row.id) | _timers(look, row.id)
        found += [f"{row.reference}: {one} is missing" for one in wanted - kept]
        found += [f"{row.reference}: {one} should not be" for one in kept - wanted]
    return found


def _tasks(look: Look, case_id: int) -> set[tuple[Any, str]]:
    waiting = task.c.status.in_(["open", "signing"])
    rows = look.db.execute(select(task).where(task.c.case_id == case_id, waiting))
    return {(row.uid, row.element) for row in rows}


def _timers(look: Look, case_id: int) -> set[tuple[Any, str]]:
    mine = (job.c.case_id == case_id, job.c.kind == "timer")
    rows = look.db.execute(select(job).where(*mine))
    return {(row.due_at, orjson.loads(row.payload)["element"]) for row in rows}
