"""Let a timer of a case fire: the same seven steps as a person's answer, with no person."""

from dataclasses import dataclass

import orjson
from sqlalchemy import delete, select

from engine.cases import runtime
from engine.cases.tables import case
from engine.commands.context import AnyRow, CommandContext
from engine.commands.open_incident import OpenIncident
from engine.commands.step import Step
from engine.errors import NotFound, Stale
from engine.jobs.tables import job


@dataclass(frozen=True, slots=True)
class TriggerTimer:
    """Fire the timer that a due job names."""

    job: int

    def do(self, context: CommandContext) -> str | None:
        """Moves the case on; None when the timer no longer runs."""
        found = context.db.execute(select(job).where(job.c.id == self.job)).first()
        if found is None:
            return None
        case_row = context.db.execute(select(case).where(case.c.id == found.case_id)).first()
        if case_row is None:
            raise NotFound("the case of this timer is gone")
        loaded, facts = context.intact_process_of(case_row), context.facts(case_row)
        payload = job_payload(found.payload)
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

    def _drop(self, context: CommandContext, case_row: AnyRow, element: str) -> None:
        """Removes a timer at which the case no longer stands, and says so in its log."""
        said = {"element": element, "title": element}
        with context.keeping_beside(case_row, "drop_timer", said) as rows:
            rows.write(delete(job).where(job.c.id == self.job))


def job_payload(text: str) -> dict[str, str]:
    """The payload of a job."""
    found: dict[str, str] = orjson.loads(text)
    return found
