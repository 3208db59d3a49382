"""Close an incident that was dealt with in another way, and say how."""

from dataclasses import dataclass

from sqlalchemy import delete

from engine.commands.context import CommandContext
from engine.commands.mending import close, noting, open_incident_of
from engine.commands.texts import kept_text
from engine.errors import AnswersRejected
from engine.jobs.tables import job

LONGEST = 1000


@dataclass(frozen=True, slots=True)
class ResolveIncident:
    """Say what was done about an incident; the service will not try its timer or email again."""

    incident: int
    note: str

    def do(self, context: CommandContext) -> str:
        """Closes the incident with its note."""
        case_row, row = open_incident_of(context, self.incident)
        note = kept_text(self.note, LONGEST + 1)
        if not note:
            raise AnswersRejected({"note": "Enter what was done about it"})
        if len(note) > LONGEST:
            raise AnswersRejected({"note": f"What was done must be {LONGEST} characters or fewer"})
        entry = {"element": row.element, "title": row.title, "task": row.task, "note": note}
        with noting(context, case_row, "resolve_incident", **entry) as rows:
            close(rows, context, row.id, "resolved", note)
            if row.kind == "mail":  # a timer's job stays, since the case still stands at the timer
                rows.write(delete(job).where(job.c.dedupe_key == row.job))
        return str(case_row.reference)
