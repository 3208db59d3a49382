"""Answer a task: its answers become facts, its letters are written, and the case moves on."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from engine.bpmn.elements import Node
from engine.cases import runtime
from engine.cases.rows import TaskRow
from engine.cases.task_place import TaskPlace
from engine.cases.telling_apart import must_be_told_apart, people_of_like_name
from engine.cases.values import from_json
from engine.commands.amending_step import amend, with_answers_before
from engine.commands.answering import answers_of, draft_of, given
from engine.commands.certifying import relied_on
from engine.commands.context import CommandContext, must_be_open, must_be_version
from engine.commands.done import Done, moved_on
from engine.commands.open_incident import OpenIncident
from engine.commands.step import Step, kept_by
from engine.commands.writing import Writer, due_letters
from engine.errors import AnswersRejected
from engine.feel.layers import Layers
from engine.feel.values import Facts
from engine.forms.files import handed_in

LONGEST = 100  # the item of a fact


@dataclass(frozen=True, slots=True)
class CompleteTask:
    """Answer a task with *answers*, or with its saved draft when there are none."""

    task: str
    version: int | None = None
    answers: Mapping[str, object] | None = None
    apart: frozenset[str] = frozenset()  # names of those confirmed to be somebody else

    def do(self, context: CommandContext) -> Done:
        """Decides purely, writes letters, then keeps; refuses with every problem at once."""
        case_row, task_row = context.case_and_task(self.task)
        loaded = context.intact_process_of(case_row)
        node = loaded.model.at(task_row.element)
        facts = context.facts(case_row, node.form)
        around = context.allow(case_row, task_row, facts)
        must_be_open(task_row)
        must_be_version(task_row, self.version)
        draft = draft_of(task_row)
        raw = given(draft if self.answers is None else self.answers, draft, facts)
        form = context.definitions.form_of(context.db, case_row, node)
        place = TaskPlace(node, task_row)
        answers, seen_answers = answers_of(
            form,
            place,
            with_answers_before(context, case_row, node, raw.answers, facts),
            facts,
            context.today,
        )
        alike = people_of_like_name(
            context.who, form, seen_answers, around, context.reference, context.today
        )
        must_be_told_apart(alike, self.apart)
        step = Step(context, case_row, loaded, "complete_task", node.id, self.task, closes=True)
        step.also = lambda rows: raw.keep(rows.db, context.now)
        step.relied = relied_on(context, case_row, task_row, loaded.model, around)
        if alike:
            step.note = {"told_apart": "; ".join(other.name for other in alike)}
        _set_answers(step, node, task_row, answers)
        step_facts = _facts_that_follow(step, node, facts, seen_answers)
        if step.gathered is None:
            facts |= seen_answers
        step.answers |= step_facts
        return _move_on(step, node, facts | step_facts)

    def handed_in(self) -> dict[str, bytes]:
        """The files among the answers."""
        return handed_in(self.answers)

    def refused(self, problems: Mapping[str, str]) -> AnswersRejected:
        """The refusal of files that will not do."""
        return AnswersRejected(problems)

    def failed(self, cause: str) -> OpenIncident:
        """What to open when this fails through no fault of whoever answers."""
        return OpenIncident("task", self.task, cause)


def go_on(step: Step, facts: Layers) -> Facts:
    """The facts once the engine is past the step's task; automatic steps' letters are written."""
    state, token = step.case_row.state, token_of(step.task)
    return step.move(
        runtime.complete(
            step.loaded, state, token, _with_own_answers(step, facts), step.context.now
        )
    )


def token_of(uid: str | None) -> str:
    """The engine's own name of a task within its case."""
    return (uid or "").partition(".")[2]


def _facts_that_follow(step: Step, node: Node, facts: Layers, answers: Facts) -> dict[str, object]:
    """What the step itself keeps: what its amending touches, and its `set.<key>` properties."""
    if not node.amends:
        return kept_by(node, facts | answers)
    amended: dict[str, object] = dict(amend(step, node, facts, answers))
    return amended | kept_by(node, facts | answers | amended)


def _set_answers(step: Step, node: Node, task_row: TaskRow, answers: dict[str, object]) -> None:
    step.answers = dict(answers)
    if node.collect:
        item = from_json(task_row.item) if task_row.item else None
        step.gathered = (node.collect, name_of(item))


def name_of(item: object) -> str:
    """What tells one of several instances from the others, short enough for its column."""
    text = str(item)
    return text if len(text) <= LONGEST else hashlib.sha256(text.encode()).hexdigest()


def _with_own_answers(step: Step, facts: Layers) -> Layers:
    if step.gathered is None:
        return facts
    key, _ = step.gathered
    gathered = facts.get(key)
    answers_so_far = gathered if isinstance(gathered, list) else []
    return facts | {key: [*answers_so_far, step.answers]}


def _move_on(step: Step, node: Node, facts: Layers) -> Done:
    rules = due_letters(node.letters, facts)
    for rule in rules:
        step.write(rule, facts, Writer(node.id, step.task))
    signing = any(rule.for_signature for rule in rules)
    step.keep(facts if signing else go_on(step, facts))
    return Done(step.case_row.reference, step.task) if signing else moved_on(step)
