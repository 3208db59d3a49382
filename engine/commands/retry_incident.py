"""Let a step that failed be tried again, now that its cause is put right."""

from dataclasses import dataclass

from sqlalchemy import select, update

from engine.audit.rows import Rows
from engine.commands.context import CommandContext
from engine.commands.mending import close, noting, open_incident_of
from engine.commands.projections import ATTEMPTS
from engine.errors import Stale
from engine.jobs.tables import job


@dataclass(frozen=True, slots=True)
class RetryIncident:
    """Try again: a timer or an email is due at once; a person's step may be done once more."""

    incident: int

    def do(self, context: CommandContext) -> str:
        """Closes the incident as retried; a new one opens when the step fails again."""
        case_row, row = open_incident_of(context, self.incident)
        if row.job is not None:
            due = select(job.c.id).where(job.c.dedupe_key == row.job)
            if context.db.execute(due).first() is None:
                raise Stale("what this incident stopped is over: there is nothing to try again")
        entry = {"element": row.element, "title": row.title, "task": row.task}
        with noting(context, case_row, "retry_incident", **entry) as rows:
            close(rows, context, row.id, "retried")
            if row.job is not None:
                self._arm(rows, context, row.job)
        return str(case_row.reference)

    def _arm(self, rows: Rows, context: CommandContext, key: str) -> None:
        again = {"attempts_left": ATTEMPTS, "due_at": context.now, "lease_until": None}
        rows.write(update(job).where(job.c.dedupe_key == key).values(**again))
