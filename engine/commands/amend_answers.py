"""Change answers of a step that is done, while no other office rests on them."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.analysis.amendment import Touched
from engine.audit.rows import Rows
from engine.cases.amending import step_to_amend
from engine.commands.answering import Given, given
from engine.commands.context import CommandContext
from engine.commands.done import Done
from engine.commands.overtaken import must_not_be_overtaken
from engine.commands.step import Step
from engine.commands.superseding import amended_facts, supersede, told_of, write_again
from engine.commands.texts import kept_text
from engine.errors import AnswersRejected, Stale
from engine.forms.files import handed_in

LONGEST = 1000


@dataclass(frozen=True, slots=True)
class AmendAnswers:
    """Put other answers in the place of those that one gave, and say why.

    *seen* is the number of the newest fact that the page showed; None when nobody looked.
    """

    task: str
    answers: Mapping[str, object]
    reason: str
    seen: int | None = None

    def do(self, context: CommandContext) -> Done:
        """Keeps what was and what is, and writes the letters again that named it.

        Refused in a sentence once another office rests on an answer, and when somebody changed
        it since the page was opened.
        """
        case_row, task_row = context.case_and_task(self.task)
        loaded = context.intact_process_of(case_row)
        node = loaded.model.at(task_row.element)
        facts = context.facts(case_row, node.form)
        context.allow(case_row, task_row, facts)
        to_amend = step_to_amend(context, case_row, task_row, facts)
        reason = self._checked_reason()
        raw = given(self.answers, {}, facts)
        changes = to_amend.changes(raw.answers)
        must_not_be_overtaken(context, to_amend, changes, self.seen)
        found = to_amend.touched_by(changes)
        why_not = to_amend.why_only_a_return(found)
        if why_not is not None:
            raise Stale(why_not)
        step = Step(context, case_row, loaded, "amend_answers", node.id, self.task)
        step.answers = amended_facts(found)
        step.note = {"reason": reason, **told_of(found)}
        step.also = lambda rows: _keep(rows, step, raw, found)
        after = facts | step.answers
        write_again(step, found.letters, after)
        step.keep(after)
        return Done(case_row.reference)

    def handed_in(self) -> dict[str, bytes]:
        """The files among the answers."""
        return handed_in(self.answers)

    def refused(self, problems: Mapping[str, str]) -> AnswersRejected:
        """The refusal of files that will not do."""
        return AnswersRejected(problems)

    def _checked_reason(self) -> str:
        reason = kept_text(self.reason, LONGEST + 1)
        if not reason:
            raise AnswersRejected({"reason": "Enter why you change it"})
        if len(reason) > LONGEST:
            raise AnswersRejected(
                {"reason": f"Why you change it must be {LONGEST} characters or fewer"}
            )
        return reason


def _keep(rows: Rows, step: Step, raw: Given, found: Touched) -> None:
    raw.keep(rows.db, step.context.now)
    supersede(rows, step, found.letters)
