"""The answers of a step that is done, looked at anew: what would change, and what that touches."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from engine.analysis.amendment import Amendment, CaseSoFar, Touched
from engine.analysis.definition import Definition
from engine.analysis.touched import touched
from engine.bpmn.elements import Node
from engine.cases.rows import CaseRow, TaskRow
from engine.cases.so_far import so_far
from engine.errors import AnswersRejected, NotAllowed, Stale
from engine.feel.layers import Layers
from engine.feel.values import Facts, Value
from engine.forms.answers import check
from engine.forms.fields import Form
from engine.forms.shown import answer_on_a_line

if TYPE_CHECKING:
    from engine.context import QueryContext

ASK_FOR_RETURN = "ask whoever has the case to return it with a question"
NOT_THEIRS = "only whoever gave these answers may change them"
NOT_DONE = "this task is not finished: change its answers on its own page"
ENDED = "this case has ended: its answers stand as they are"
NO_QUESTIONS = "this step asks no questions that could be changed"
OF_SEVERAL = (
    f"several answer this step, and what one of them said is not changed here: {ASK_FOR_RETURN}"
)
NOTHING_NEW = "Nothing is different: change an answer, or go back"


@dataclass(frozen=True, slots=True)
class StepToAmend:
    """A step that is done, in its case, with the facts as they are."""

    definition: Definition
    so_far: CaseSoFar
    node: Node
    form: Form
    facts: Layers
    today: date

    @property
    def answers(self) -> dict[str, Value]:
        """What the step's questions were answered with."""
        return {key: self.facts[key] for key in self.form.keys if key in self.facts}

    def changes(self, answers: Mapping[str, object]) -> dict[str, Value]:
        """The facts that other *answers* would change; AnswersRejected for those that will not do.

        An answer that stays is held against the day on which it was given, one that changes
        against today as well.
        """
        raw = {**self.answers, **answers}
        then = Layers(self.so_far.passed.get(self.node.id, {}), self.facts)
        values = check(self.form, raw, then, _day_in(then, self.today))
        changed = {key: value for key, value in values.items() if self.facts.get(key) != value}
        if not changed:
            raise AnswersRejected({"": NOTHING_NEW})
        self._must_hold_today(raw, changed)
        return changed

    def _must_hold_today(self, raw: Mapping[str, object], changed: Facts) -> None:
        try:
            check(self.form, raw, self.facts, self.today)
        except AnswersRejected as rejected:
            problems = {
                path: problem
                for path, problem in rejected.problems.items()
                if path.partition(".")[0] in changed
            }
            if problems:
                raise AnswersRejected(problems) from rejected

    def in_words(self, key: str, value: Value) -> str:
        """One of its answers as a person reads it, on one line."""
        return answer_on_a_line(self.form, key, value, self.facts)

    def touched_by(self, changes: Facts) -> Touched:
        """All that follows from those changes."""
        by = frozenset({self.node.id, *self.node.amends})
        amendment = Amendment(self.facts, changes, by)
        return touched(self.definition, self.so_far, amendment)

    def why_only_a_return(self, found: Touched) -> str | None:
        """Why the change has to be asked for by whoever has the case; None when it need not."""
        for way in found.other_ways:
            return (
                f"'{way.gateway}' would now be answered '{way.now}' and not '{way.was}', so the "
                f"case would have gone another way: {ASK_FOR_RETURN}"
            )
        model = self.definition.model
        others = [model.at(step) for step in found.again if model.at(step).role != self.node.role]
        if others:
            names = ", ".join(f"'{step.title}'" for step in others)
            return f"others rest on this already ({names}): {ASK_FOR_RETURN}"
        signed = [letter.code for letter in found.letters if letter.for_signature]
        if signed:
            return f"letter {', '.join(signed)} rests on this and is signed: {ASK_FOR_RETURN}"
        return None


def step_to_amend(
    context: "QueryContext", case_row: CaseRow, task_row: TaskRow, facts: Layers
) -> StepToAmend:
    """The step whose answers are to be changed; a refusal when they are not to be, by them."""
    node = context.process_of(case_row).model.at(task_row.element)
    if case_row.status != "open":
        raise Stale(ENDED)
    if task_row.status != "done":
        raise Stale(NOT_DONE)
    if task_row.closed_by != context.who.id:
        raise NotAllowed(NOT_THEIRS)
    form = context.definitions.form_of(context.db, case_row, node)
    if form is None:
        raise Stale(NO_QUESTIONS)
    if node.collect:
        raise Stale(OF_SEVERAL)
    return step_in_case(context, case_row, node, form, facts)


def step_in_case(
    context: "QueryContext", case_row: CaseRow, node: Node, form: Form, facts: Layers
) -> StepToAmend:
    """A step with its form, beside what its case has behind it."""
    return StepToAmend(
        definition=context.definitions.bundle(context.db, case_row),
        so_far=so_far(context.db, context.reference, case_row),
        node=node,
        form=form,
        facts=facts,
        today=context.today,
    )


def _day_in(facts: Facts, today: date) -> date:
    day = facts.get("today")
    return day if isinstance(day, date) else today
