"""Let a timer of a case fire: the same seven steps as a person's answer, with no person."""

from dataclasses import dataclass

import orjson
from sqlalchemy import delete, select

from engine.cases import runtime
from engine.cases.rows import CaseRow
from engine.cases.tables import case
from engine.commands.context import CommandContext
from engine.commands.open_incident import OpenIncident
from engine.commands.step import Step
from engine.errors import NotFound, Stale
from engine.jobs.rows import JobRow
from engine.jobs.tables import job
from engine.store.reading import first_row


@dataclass(frozen=True, slots=True)
class TriggerTimer:
    """Fire the timer that a due job names."""

    job: int

    def do(self, context: CommandContext) -> str | None:
        """Moves the case on; None when the timer no longer runs."""
        job_row = first_row(context.db, select(job).where(job.c.id == self.job), JobRow)
        if job_row is None:
            return None
        this = select(case).where(case.c.id == job_row.case_id)
        case_row = first_row(context.db, this, CaseRow)
        if case_row is None:
            raise NotFound("the case of this timer is gone")
        loaded, facts = context.intact_process_of(case_row), context.facts(case_row)
        payload = job_payload(job_row.payload)
        try:
            outcome = runtime.trigger_timer(
                loaded, case_row.state, payload["uid"], facts, context.now
            )
        except Stale:
            self._drop(context, case_row, payload["element"])
            return None
        step = Step(context, case_row, loaded, "trigger_timer", payload["element"])
        step.keep(step.move(outcome))
        return str(case_row.reference)

    def failed(self, cause: str) -> OpenIncident:
        """What to open when this fails."""
        return OpenIncident("timer", str(self.job), cause)

    def _drop(self, context: CommandContext, case_row: CaseRow, element: str) -> None:
        """Removes a timer at which the case no longer stands, and says so in its log."""
        entry = {"element": element, "title": element}
        with context.keeping_beside(case_row, "drop_timer", entry) as rows:
            rows.write(delete(job).where(job.c.id == self.job))


def job_payload(text: str) -> dict[str, str]:
    """The payload of a job."""
    payload: dict[str, str] = orjson.loads(text)
    return payload
