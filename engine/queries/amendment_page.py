"""Changing an answer: the questions with what was answered, and all that a change would touch."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import func, select

from engine.analysis.amendment import Touched
from engine.cases.amending import StepToAmend, step_in_case, step_to_amend
from engine.cases.drafts import draft_in
from engine.cases.rows import CaseRow, TaskRow
from engine.cases.tables import fact
from engine.cases.tables import task as task_table
from engine.context import QueryContext
from engine.errors import AnswersRejected, NotAllowed, NotFound
from engine.feel.values import Facts
from engine.forms.answer_words import answer_in_words
from engine.forms.answers import check
from engine.forms.fields import Form
from engine.forms.shown import NOTHING
from engine.people.may import may
from engine.queries.briefs import CaseBrief, case_brief
from engine.queries.damage import readable
from engine.store.reading import first_row


class ChangedFact(NamedTuple):
    """A fact in words, as it was and as it would be."""

    label: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class StepTouched:
    """A step that rests on what would change: who took it, and why it is touched."""

    title: str
    role_title: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Consequences:
    """All that a change would touch, and why it is not to be made here, when it is not."""

    changed: tuple[ChangedFact, ...]
    worked_out: tuple[ChangedFact, ...]
    again: tuple[StepTouched, ...]
    perhaps: tuple[StepTouched, ...]
    letters: tuple[str, ...]
    why_not: str | None


@dataclass(frozen=True, slots=True)
class AmendmentPage:
    """A step that is done, with its questions and what was answered."""

    task: str
    title: str
    case: CaseBrief
    form: Form
    facts: Facts
    answers: dict[str, object]
    seen: int  # the newest fact of the case


def amendment_page(context: QueryContext, task: str) -> AmendmentPage:
    """The answers of a step that this person gave; a refusal when they are not theirs to change."""
    row, case_row, step = _step(context, task)
    newest = select(func.max(fact.c.id)).where(fact.c.case_id == case_row.id)
    return AmendmentPage(
        task=row.uid,
        title=step.node.title,
        case=case_brief(context, case_row, step.facts),
        form=step.form,
        facts=step.facts,
        answers=dict(step.answers),
        seen=int(context.db.execute(newest).scalar() or 0),
    )


def amendment_touches(
    context: QueryContext, task: str, answers: Mapping[str, object]
) -> Consequences:
    """What other *answers* would touch; AnswersRejected for those that will not do."""
    _, _, step = _step(context, task)
    found = step.touched_by(step.changes(answers))
    return _consequences(context, step, found, step.why_only_a_return(found))


def draft_touches(context: QueryContext, task: str) -> Consequences | None:
    """What the answers typed so far would touch, for a step that amends others.

    None where it amends none, and while its answers will not do.
    """
    row, case_row = _rows(context, task)
    node = context.process_of(case_row).model.at(row.element)
    form = context.definitions.form_of(context.db, case_row, node)
    draft = readable(lambda: draft_in(row.draft), None)
    if not node.also_asks or form is None or draft is None:
        return None
    step = step_in_case(context, case_row, node, form, context.facts(case_row))
    try:
        answers = check(form, draft, step.facts, context.today)
    except AnswersRejected:
        return None
    own = context.definitions.form(context.db, case_row, node.form)
    asked_again = form.keys.keys() - (own.keys.keys() if own else set())
    changes = {key: value for key, value in answers.items() if key in asked_again}
    return _consequences(context, step, step.touched_by(changes), None)


def _consequences(
    context: QueryContext, step: StepToAmend, found: Touched, why_not: str | None
) -> Consequences:
    return Consequences(
        changed=tuple(_answers_changed(step, found)),
        worked_out=tuple(_facts_changed(step, found)),
        again=tuple(_steps(context, step, found.again)),
        perhaps=tuple(_steps(context, step, found.perhaps)),
        letters=tuple(_letters(context, found)),
        why_not=why_not,
    )


def _rows(context: QueryContext, task: str) -> tuple[TaskRow, CaseRow]:
    row = first_row(context.db, select(task_table).where(task_table.c.uid == task), TaskRow)
    if row is None:
        raise NotFound("there is no such task")
    return row, context.case_by_id(row.case_id)


def _step(context: QueryContext, task: str) -> tuple[TaskRow, CaseRow, StepToAmend]:
    row, case_row = _rows(context, task)
    facts = context.facts(case_row)
    requirement = context.requirement(row, context.process_of(case_row).model)
    why_not = may(context.who, requirement, context.authorisation(case_row, facts, requirement))
    if why_not is not None:
        raise NotAllowed(why_not)
    return row, case_row, step_to_amend(context, case_row, row, facts)


def _answers_changed(step: StepToAmend, found: Touched) -> Iterator[ChangedFact]:
    for key, change in found.changed.items():
        was, now = step.in_words(key, change.was), step.in_words(key, change.now)
        yield ChangedFact(step.definition.readers.label(key), was, now)


def _facts_changed(step: StepToAmend, found: Touched) -> Iterator[ChangedFact]:
    for key, change in found.worked_out.items():
        label = step.definition.readers.label(key)
        yield ChangedFact(label, _in_words(change.was), _in_words(change.now))


def _in_words(value: object) -> str:
    """A value that no question words, as a person reads it."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return answer_in_words(value, {}).replace("_", " ") or NOTHING


def _steps(
    context: QueryContext, step: StepToAmend, reasons: Mapping[str, Iterable[str]]
) -> Iterator[StepTouched]:
    for element, why in reasons.items():
        node = step.definition.model.at(element)
        yield StepTouched(
            node.title, context.reference.role_title(node.role, context.today), tuple(why)
        )


def _letters(context: QueryContext, found: Touched) -> Iterator[str]:
    for letter in found.letters:
        title = context.reference.letter_title(letter.code, context.today)
        yield f"{title} ({letter.code}, version {letter.version})"
