"""Write a letter again that waits for its signature: what the case knows has changed since."""

from dataclasses import dataclass

from sqlalchemy import select

from engine.commands.answering import item_of
from engine.commands.done import Done
from engine.commands.step import Step
from engine.commands.texts import kept_text
from engine.commands.work import Work, must_be_open
from engine.errors import AnswersRejected, NotFound, Stale
from engine.letters.tables import letter

LONGEST = 1000


@dataclass(frozen=True, slots=True)
class ReissueLetter:
    """Write a letter of a step anew from the facts as they are now, and say why."""

    letter: int
    reason: str

    def do(self, work: Work) -> Done:
        """Keeps a new version for signature; the one before it is replaced, and kept for good."""
        row = work.db.execute(select(letter).where(letter.c.id == self.letter)).first()
        if row is None or row.task is None:
            raise NotFound("there is no such letter to write again")
        case_row, task_row = work.case_and_task(row.task)
        loaded, facts = work.loaded(case_row), work.facts(case_row)
        node = loaded.model.at(task_row.element)
        work.allow(case_row, task_row, facts)
        if row.status != "issued" or not row.for_signature:
            raise Stale("this letter has already come back or was replaced by a newer version")
        must_be_open(task_row, "signing")
        reason = self._said()
        rule = next((one for one in node.letters if one.code == row.code), None)
        if rule is None:
            raise Stale("the process no longer asks for this letter: open the step again instead")
        # what several gather is not yet a fact of one of them, so its letters do not see it
        seen = facts if node.collect else facts | item_of(node, task_row)
        step = Step(work, case_row, loaded, "reissue_letter", node.id, row.task)
        step.note = {"reason": reason, "replaces": row.version}
        step.write(rule, seen, (node.id, row.task))
        step.keep(facts)
        return Done(case_row.reference, row.task)

    def _said(self) -> str:
        reason = kept_text(self.reason, LONGEST + 1)
        if not reason:
            raise AnswersRejected({f"again-{self.letter}": "Enter what has changed"})
        if len(reason) > LONGEST:
            problem = f"What has changed must be {LONGEST} characters or fewer"
            raise AnswersRejected({f"again-{self.letter}": problem})
        return reason
