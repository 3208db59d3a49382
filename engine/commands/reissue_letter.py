"""Write a letter again that waits for its signature: what the case knows has changed since."""

from dataclasses import dataclass

from engine.cases.task_place import TaskPlace
from engine.commands.context import CommandContext
from engine.commands.done import Done
from engine.commands.letter_out import letter_out
from engine.commands.step import Step
from engine.commands.texts import kept_text
from engine.commands.writing import Writer
from engine.errors import AnswersRejected, Stale

LONGEST = 1000


@dataclass(frozen=True, slots=True)
class ReissueLetter:
    """Write a letter of a step anew from the facts as they are now, and say why."""

    letter: int
    reason: str

    def do(self, context: CommandContext) -> Done:
        """Keeps a new version for signature; the one before it is replaced, and kept for good."""
        out = letter_out(context, self.letter, "write again")
        row, case_row, node, facts = out.row, out.case_row, out.node, out.facts
        reason = self._checked_reason()
        rule = next((rule for rule in node.letters if rule.code == row.code), None)
        if rule is None:
            raise Stale("the process no longer asks for this letter: open the step again instead")
        # what several gather is not yet a fact of one of them, so its letters do not see it
        letter_facts = facts if node.collect else facts | TaskPlace(node, out.task_row).item
        step = Step(context, case_row, out.loaded, "reissue_letter", node.id, row.task)
        step.note = {"reason": reason, "replaces": row.version}
        step.write(rule, letter_facts, Writer(node.id, row.task))
        step.keep(facts)
        return Done(case_row.reference, row.task)

    def _checked_reason(self) -> str:
        reason = kept_text(self.reason, LONGEST + 1)
        if not reason:
            raise AnswersRejected({f"again-{self.letter}": "Enter what has changed"})
        if len(reason) > LONGEST:
            problem = f"What has changed must be {LONGEST} characters or fewer"
            raise AnswersRejected({f"again-{self.letter}": problem})
        return reason
