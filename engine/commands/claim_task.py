"""Take a task on, so that colleagues see who is doing it."""

from dataclasses import dataclass

from sqlalchemy import update

from engine.cases.tables import task
from engine.commands.step import Step
from engine.commands.work import Work, must_be_open


@dataclass(frozen=True, slots=True)
class ClaimTask:
    """Take a task on."""

    task: str

    def do(self, work: Work) -> str:
        """Keeps who has it; the reference of its case comes back."""
        case_row, task_row = work.case_and_task(self.task)
        loaded = work.loaded(case_row)
        node = loaded.model.at(task_row.element)
        facts = work.facts(case_row)
        work.allow(case_row, task_row, facts)
        must_be_open(task_row, "open", "signing")
        step = Step(work, case_row, loaded, "claim_task", node.id, self.task)
        claimed = update(task).where(task.c.uid == self.task).values(claimed_by=work.person)
        step.also = lambda rows: rows.write(claimed)
        step.keep({})
        return str(case_row.reference)
