"""Take a task on, so that colleagues see who is doing it."""

from dataclasses import dataclass

from sqlalchemy import update

from engine.cases.tables import task
from engine.commands.context import CommandContext, must_be_open
from engine.commands.step import Step


@dataclass(frozen=True, slots=True)
class ClaimTask:
    """Take a task on."""

    task: str

    def do(self, context: CommandContext) -> str:
        """Keeps who has it; the reference of its case comes back."""
        case_row, task_row = context.case_and_task(self.task)
        loaded = context.intact_process_of(case_row)
        node = loaded.model.at(task_row.element)
        facts = context.facts(case_row)
        context.allow(case_row, task_row, facts)
        must_be_open(task_row, "open", "signing")
        step = Step(context, case_row, loaded, "claim_task", node.id, self.task)
        claim = update(task).where(task.c.uid == self.task).values(claimed_by=context.person)
        step.also = lambda rows: rows.write(claim)
        step.keep({})
        return str(case_row.reference)
