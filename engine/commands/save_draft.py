"""Keep what a person has typed so far, right or wrong, so that nothing is typed twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import update

from engine.cases.rows import TaskRow
from engine.cases.tables import task
from engine.cases.task_place import TaskPlace
from engine.cases.values import to_json
from engine.commands.answering import Given, answers_of, draft_of, given
from engine.commands.context import CommandContext, must_be_open, must_be_version
from engine.errors import AnswersRejected, Stale
from engine.feel.values import Facts
from engine.forms.fields import Form
from engine.forms.files import handed_in, holding_on

LARGEST = 500_000


@dataclass(frozen=True, slots=True)
class SaveDraft:
    """Keep the answers of a task as they were typed; they are checked when it is completed."""

    task: str
    raw: Mapping[str, object]
    version: int | None = None

    def do(self, context: CommandContext) -> dict[str, str]:
        """Keeps the draft on the task; what would stop it from being completed comes back."""
        case_row, task_row = context.case_and_task(self.task)
        node = context.intact_process_of(case_row).model.at(task_row.element)
        facts = context.facts(case_row)
        context.allow(case_row, task_row, facts)
        must_be_open(task_row)
        must_be_version(task_row, self.version)
        form = context.definitions.form_of(context.db, case_row, node)
        problems = self._problems(form, TaskPlace(node, task_row), facts, context.today)
        good = holding_on(dict(self.raw), problems)
        self._keep(context, task_row, given(good, _saved_before(task_row), facts))
        return problems

    def handed_in(self) -> dict[str, bytes]:
        """The files among the answers."""
        return handed_in(self.raw)

    def refused(self, problems: Mapping[str, str]) -> AnswersRejected:
        """The refusal of files that will not do."""
        return AnswersRejected(problems)

    def _problems(
        self, form: Form | None, place: TaskPlace, facts: Facts, today: date
    ) -> dict[str, str]:
        try:
            answers_of(form, place, self.raw, facts, today)
        except AnswersRejected as rejected:
            return rejected.problems
        return {}

    def _keep(self, context: CommandContext, task_row: TaskRow, typed: Given) -> None:
        draft = to_json(typed.answers)
        if len(draft) > LARGEST:
            raise AnswersRejected({"": "The answers are too long to keep: shorten the long ones"})
        with context.writing() as db:
            updated = db.execute(
                update(task)
                .where(
                    task.c.uid == self.task,
                    task.c.status == "open",
                    task.c.version == task_row.version,
                )
                .values(draft=draft, draft_at=context.now, version=task_row.version + 1)
            )
            if updated.rowcount != 1:
                raise Stale("this task was changed after your page was opened: open it again")
            typed.keep(db, context.now)


def _saved_before(task_row: TaskRow) -> Mapping[str, object]:
    """The answers saved before; none when they can no longer be read, as these replace them."""
    try:
        return draft_of(task_row)
    except AnswersRejected:
        return {}
