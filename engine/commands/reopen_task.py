"""The letter is wrong: the step opens again with its answers, and its letters are superseded."""

from dataclasses import dataclass

from sqlalchemy import select, update

from engine.audit.rows import Rows
from engine.cases.tables import task
from engine.cases.values import to_json
from engine.commands.context import CommandContext, must_be_open
from engine.commands.step import Step
from engine.commands.texts import kept_text
from engine.errors import AnswersRejected, Stale
from engine.letters.tables import letter

LONGEST = 1000


@dataclass(frozen=True, slots=True)
class ReopenTask:
    """Open a step again whose letters wait for a signature, and say why."""

    task: str
    reason: str

    def do(self, context: CommandContext) -> None:
        """Keeps the reason in the log; nothing that was signed is lost."""
        case_row, task_row = context.case_and_task(self.task)
        loaded = context.intact_process_of(case_row)
        node = loaded.model.at(task_row.element)
        facts = context.facts(case_row)
        context.allow(case_row, task_row, facts)
        must_be_open(task_row, "signing")
        reason = kept_text(self.reason, LONGEST + 1)
        if not reason or len(reason) > LONGEST:
            raise AnswersRejected({"reason": _problem(reason)})
        signed = select(letter.c.id).where(letter.c.task == self.task, letter.c.status == "signed")
        if context.db.execute(signed).first() is not None:
            raise Stale("a letter of this step has already come back signed")
        step = Step(context, case_row, loaded, "reopen_task", node.id, self.task)
        step.note = {"reason": reason}
        form = context.definitions.form_of(context.db, case_row, node)
        keys = sorted(form.keys) if form else []
        draft = task_row.draft or to_json({key: facts[key] for key in keys if key in facts})
        step.also = lambda rows: self._keep(rows, draft)
        step.keep(facts)

    def _keep(self, rows: Rows, draft: str) -> None:
        rows.write(
            update(letter)
            .where(letter.c.task == self.task, letter.c.status == "issued")
            .values(status="superseded")
        )
        rows.write(
            update(task)
            .where(task.c.uid == self.task)
            .values(
                status="open",
                draft=draft,
                version=task.c.version + 1,
                closed_at=None,
                closed_by=None,
            )
        )


def _problem(reason: str) -> str:
    if not reason:
        return "Enter what is wrong with the letter"
    return f"What is wrong with the letter must be {LONGEST} characters or fewer"
