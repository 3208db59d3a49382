"""Hand a task to another person who may do it; what was typed so far goes with it."""

from dataclasses import dataclass, replace

import orjson
from sqlalchemy import insert, update

from engine.audit.rows import Rows
from engine.cases.reach import sees
from engine.cases.rows import CaseRow
from engine.cases.tables import task
from engine.commands.context import CommandContext, must_be_open
from engine.commands.step import Step
from engine.commands.texts import kept_text
from engine.errors import AnswersRejected, NotAllowed, NotFound
from engine.jobs.backoff import ATTEMPTS
from engine.jobs.tables import job
from engine.people.actor import Actor
from engine.people.held import holders
from engine.people.may import AuthorisationContext, TaskRequirement, may, may_hand_over

LONGEST = 1000


@dataclass(frozen=True, slots=True)
class ReassignTask:
    """Hand a task to somebody else, as its holder or as whoever oversees them."""

    task: str
    to: int | None
    reason: str = ""

    def do(self, context: CommandContext) -> str:
        """Keeps who has it now and tells them by email; the reference of its case comes back."""
        case_row, task_row = context.case_and_task(self.task)
        loaded, facts = context.intact_process_of(case_row), context.facts(case_row)
        requirement = context.requirement(task_row, loaded.model)
        authorisation = context.authorisation(case_row, facts, requirement)
        self._allow(context, case_row, requirement, authorisation)
        must_be_open(task_row, "open", "signing")
        taker = self._taker(context, requirement, authorisation)
        step = Step(context, case_row, loaded, "reassign_task", task_row.element, self.task)
        step.note = {
            "handed_to": taker.name,
            "to": taker.id,
            "from": task_row.claimed_by,
            "reason": self._reason_text,
        }
        step.also = lambda rows: self._keep(rows, context, step, taker)
        step.keep({})
        return str(case_row.reference)

    @property
    def _reason_text(self) -> str:
        return kept_text(self.reason, LONGEST + 1)

    def _allow(
        self,
        context: CommandContext,
        case_row: CaseRow,
        requirement: TaskRequirement,
        authorisation: AuthorisationContext,
    ) -> None:
        if not sees(context.db, context.who, context.reference, case_row, context.today):
            raise NotFound("there is no such task")
        if why_not := may_hand_over(context.who, requirement, authorisation):
            raise NotAllowed(why_not)

    def _taker(
        self,
        context: CommandContext,
        requirement: TaskRequirement,
        authorisation: AuthorisationContext,
    ) -> Actor:
        able = holders(context.db, context.reference, context.today, requirement.role)
        taker = next((actor for actor in able if actor.id == self.to), None)
        problems = {}
        if taker is None:
            problems["to"] = "Select who should have this task"
        elif taker.id == requirement.claimed_by:
            problems["to"] = f"{taker.name} has this task already"
        elif why_not := may(taker, replace(requirement, claimed_by=None), authorisation):
            problems["to"] = f"{taker.name} may not do this task: {why_not}"
        if len(self._reason_text) > LONGEST:
            problems["reason"] = f"The reason must be {LONGEST} characters or fewer"
        if problems or taker is None:
            raise AnswersRejected(problems)
        return taker

    def _keep(self, rows: Rows, context: CommandContext, step: Step, taker: Actor) -> None:
        # a page that was open before must be opened again, so that no draft is typed over
        now_theirs = {"claimed_by": taker.id, "version": task.c.version + 1}
        rows.write(update(task).where(task.c.uid == self.task).values(**now_theirs))
        if taker.id != context.person:
            rows.write(insert(job).values(**_notice(context, step, taker)))


def _notice(context: CommandContext, step: Step, taker: Actor) -> dict[str, object]:
    about = {"topic": "handed to you", "about": step.element, "task": step.task, "to": taker.id}
    return {
        "case_id": step.case_row.id,
        "kind": "mail",
        "due_at": context.now,
        "payload": orjson.dumps(about).decode(),
        "attempts_left": ATTEMPTS,
        "dedupe_key": f"mail:{step.case_row.id}:{step.case_row.revision + 1}:to",
    }
