"""One task with everything its page shows: the questions, the draft, the case beside it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from engine.bpmn.ahead import letters_ahead
from engine.bpmn.elements import LetterRule, Model, Node
from engine.cases.drafts import draft_in
from engine.cases.rows import CaseRow, TaskRow
from engine.cases.tables import task as task_table
from engine.cases.task_place import TaskPlace
from engine.cases.telling_apart import people_of_like_name
from engine.clock import london_date
from engine.context import QueryContext
from engine.errors import AnswersRejected, NotFound
from engine.feel.compile import compile_expression
from engine.feel.errors import FeelError
from engine.feel.layers import Layers
from engine.feel.values import Facts
from engine.forms.answers import check
from engine.forms.fields import Form
from engine.forms.shown import Line, summary
from engine.people.actor import Actor
from engine.people.identity import KnownPerson
from engine.people.may import AuthorisationContext, TaskRequirement, may, may_hand_over
from engine.queries.addressees import NoAddress, without_address
from engine.queries.briefs import (
    CaseBrief,
    LetterBrief,
    case_brief,
    letters_of,
    name_of,
)
from engine.queries.decision_folder import DecisionFolder, decides, decision_folder
from engine.queries.said_before import SaidBefore, said_before
from engine.store.reading import first_row

WAITS = {"open", "signing"}


@dataclass(frozen=True, slots=True)
class TaskSummary:
    """The task itself: what it asks of whom, until when, and who has it."""

    uid: str
    version: int  # raised by every change of the task or its draft
    element: str
    title: str
    guidance: str
    kind: str  # statutory or policy, as the diagram says
    authority: str  # the provision that asks for it
    role_title: str
    due: date | None
    status: str
    claimed_by: str | None
    mine: bool


@dataclass(frozen=True, slots=True)
class Permissions:
    """Why this person may not do the task, if they may not; whether they may hand it over."""

    why_not: str | None
    may_hand_over: bool


@dataclass(frozen=True, slots=True)
class AnsweredForm:
    """The questions with what was typed so far, every problem, and the answers in words."""

    form: Form | None
    facts: Facts  # what the questions may ask about
    draft: dict[str, object]
    draft_saved_at: datetime | None
    problems: dict[str, str]  # by the path of the question
    summary: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class NextLetters:
    """The titles of the letters that finishing a task writes, and of those that may follow."""

    at_once: tuple[str, ...]
    may_follow: tuple[str, ...]
    for_signature: bool  # whether one of them has to come back signed
    without_address: tuple[NoAddress, ...]  # of those written at once


@dataclass(frozen=True, slots=True)
class TaskPage:
    """A task with everything its page shows."""

    task: TaskSummary
    permissions: Permissions
    answers: AnsweredForm
    case: CaseBrief
    letters: tuple[LetterBrief, ...]
    next_letters: NextLetters
    said_before: tuple[SaidBefore, ...]
    folder: DecisionFolder | None  # of a task that decides something
    alike: tuple[KnownPerson, ...]  # who must be confirmed to be somebody else than who acts


@dataclass(frozen=True, slots=True)
class _TaskInCase:
    """The task that a page shows, in its case and its diagram, and what is known there."""

    case: CaseRow
    model: Model
    place: TaskPlace
    facts: Layers  # of the case
    task_facts: Layers  # the same, and which of several the task is
    day: date  # by which it is read


@dataclass(frozen=True, slots=True)
class _Typed:
    """What is answered so far, right or wrong; the draft is None where there is none to show."""

    form: Form | None
    draft: dict[str, object] | None
    answers: dict[str, object]
    problems: dict[str, str]


def task_page(context: QueryContext, task: str) -> TaskPage:
    """The task; NotFound alike for none and for one of a case that is not theirs."""
    row = first_row(context.db, select(task_table).where(task_table.c.uid == task), TaskRow)
    if row is None:
        raise NotFound("there is no such task")
    case_row = context.case_by_id(row.case_id)
    model = context.process_of(case_row).model
    place = TaskPlace(model.at(row.element), row)
    day = london_date(row.closed_at) if row.closed_at else context.day_of(case_row)
    facts = context.facts_on(case_row, day)
    task_in_case = _TaskInCase(case_row, model, place, facts, facts | place.item, day)
    requirement = context.requirement(row, model)
    authorisation = context.authorisation(case_row, facts, requirement)
    permissions = _permissions(context.who, row, requirement, authorisation)
    typed = _answers_so_far(context, task_in_case, may_say_it=permissions.why_not is None)
    earlier_answers = said_before(context, case_row, place.node, facts)
    return TaskPage(
        task=_task_summary(context, task_in_case),
        permissions=permissions,
        answers=_answered_form(task_in_case, typed),
        case=case_brief(context, case_row, facts, day),
        letters=letters_of(context, case_row, row.uid),
        next_letters=_next_letters(context, task_in_case, typed),
        said_before=earlier_answers,
        folder=_folder_before(context, case_row, earlier_answers) if decides(typed.form) else None,
        alike=people_of_like_name(
            context.who, typed.form, typed.answers, authorisation, context.reference, context.today
        ),
    )


def _task_summary(context: QueryContext, task_in_case: _TaskInCase) -> TaskSummary:
    node, row = task_in_case.place.node, task_in_case.place.task
    return TaskSummary(
        uid=row.uid,
        version=row.version,
        element=node.id,
        title=_task_title(context, node, task_in_case.task_facts, row.closed_at),
        guidance=node.documentation,
        kind=node.properties.get("kind", ""),
        authority=node.properties.get("authority.cite", ""),
        role_title=context.reference.role_title(row.role, task_in_case.day),
        due=london_date(row.due_at) if row.due_at else None,
        status=row.status,
        claimed_by=name_of(context, row.claimed_by),
        mine=row.claimed_by == context.who.id,
    )


def _permissions(
    actor: Actor, row: TaskRow, requirement: TaskRequirement, authorisation: AuthorisationContext
) -> Permissions:
    may_give = may_hand_over(actor, requirement, authorisation) is None
    return Permissions(
        why_not=may(actor, requirement, authorisation),
        may_hand_over=may_give and row.status in WAITS,
    )


def _answered_form(task_in_case: _TaskInCase, typed: _Typed) -> AnsweredForm:
    form, facts = typed.form, task_in_case.task_facts
    return AnsweredForm(
        form=form,
        facts=facts,
        draft=_answered_before(task_in_case, form) if typed.draft is None else typed.draft,
        draft_saved_at=task_in_case.place.task.draft_at,
        problems=typed.problems,
        summary=summary(form, typed.answers, facts) if form else (),
    )


def _answered_before(task_in_case: _TaskInCase, form: Form | None) -> dict[str, object]:
    """What stands of the steps that this one amends, for whoever has typed nothing yet."""
    if form is None or not task_in_case.place.node.also_asks:
        return {}
    facts = task_in_case.facts
    return {key: facts[key] for key in form.keys if key in facts}


def _folder_before(
    context: QueryContext, case_row: CaseRow, earlier_answers: tuple[SaidBefore, ...]
) -> DecisionFolder:
    """What lies before whoever decides, but for what the page says of earlier steps anyway."""
    tasks = frozenset(task for answers in earlier_answers for task in answers.tasks)
    return decision_folder(context, case_row, tasks)


def _answers_so_far(
    context: QueryContext, task_in_case: _TaskInCase, *, may_say_it: bool
) -> _Typed:
    # what somebody has typed and not yet said is for those who may say it, and nobody else
    saved_draft = task_in_case.place.task.draft if may_say_it else None
    form = context.definitions.form_of(context.db, task_in_case.case, task_in_case.place.node)
    try:
        draft = draft_in(saved_draft)
    except AnswersRejected as lost:
        return _Typed(form, None, {}, lost.problems)
    if form is None or draft is None:
        return _Typed(form, draft, draft or {}, {})
    try:
        return _Typed(form, draft, check(form, draft, task_in_case.task_facts, context.today), {})
    except AnswersRejected as rejected:
        return _Typed(form, draft, draft, rejected.problems)


def _task_title(context: QueryContext, node: Node, facts: Facts, closed_at: datetime | None) -> str:
    item = facts.get(node.several.item) if node.several and node.several.item else None
    if not isinstance(item, str):
        return node.title
    return f"{node.title}: {context.item_name(item, closed_at)}"


def _next_letters(context: QueryContext, task_in_case: _TaskInCase, typed: _Typed) -> NextLetters:
    """The letters that the answers so far lead to; before there are any, all it may write."""
    node = task_in_case.place.node
    rules = list(node.letters)
    if typed.draft is not None:
        facts = task_in_case.task_facts | typed.answers
        rules = [rule for rule in rules if _may_be_due(rule, facts)]
    for_signature = any(rule.for_signature for rule in rules)
    letters = letters_ahead(task_in_case.model, node)
    # nothing after a step goes on before its letters are back
    at_once = [letter.rule for letter in letters if letter.certain and not for_signature]
    uncertain = [letter.rule for letter in letters if letter.rule not in at_once]
    written, titled = (*rules, *at_once), context.reference.letter_title
    return NextLetters(
        at_once=tuple(titled(rule.code, context.today) for rule in written),
        may_follow=tuple(titled(rule.code, context.today) for rule in uncertain),
        for_signature=for_signature,
        without_address=without_address(
            context, task_in_case.case, written, task_in_case.task_facts
        ),
    )


def _may_be_due(rule: LetterRule, facts: Facts) -> bool:
    try:
        return rule.when is None or compile_expression(rule.when)(facts) is True
    except FeelError:  # completing the task says what is wrong with it
        return True
