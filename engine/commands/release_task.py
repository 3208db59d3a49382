"""Give a task back to the office it belongs to."""

from dataclasses import dataclass

from sqlalchemy import update

from engine.cases.tables import task
from engine.commands.context import CommandContext, must_be_open
from engine.commands.step import Step


@dataclass(frozen=True, slots=True)
class ReleaseTask:
    """Give back a task that you took on."""

    task: str

    def do(self, context: CommandContext) -> str:
        """Keeps that nobody has it; the reference of its case comes back."""
        case_row, task_row = context.case_and_task(self.task)
        loaded = context.intact_process_of(case_row)
        node = loaded.model.at(task_row.element)
        context.allow(case_row, task_row, context.facts(case_row))
        must_be_open(task_row, "open", "signing")
        step = Step(context, case_row, loaded, "release_task", node.id, self.task)
        released = update(task).where(task.c.uid == self.task).values(claimed_by=None)
        step.also = lambda rows: rows.write(released)
        step.keep({})
        return str(case_row.reference)
