"""One task with everything its page shows: the questions, the draft, the case beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from engine.bpmn.ahead import letters_ahead
from engine.bpmn.elements import LetterRule, Model, Node
from engine.cases.drafts import draft_in, item_in
from engine.cases.tables import task as task_table
from engine.cases.telling_apart import people_of_like_name
from engine.clock import london_date
from engine.context import AnyRow, QueryContext
from engine.errors import AnswersRejected, NotFound
from engine.feel.compile import compile_expression
from engine.feel.errors import FeelError
from engine.forms.answers import check
from engine.forms.fields import Form
from engine.forms.shown import Line, summary
from engine.people.identity import KnownPerson
from engine.people.may import AuthorisationContext, may, may_hand_over
from engine.queries.briefs import (
    CaseBrief,
    LetterBrief,
    case_brief,
    letters_of,
    name_of,
)
from engine.queries.decision_folder import DecisionFolder, decides, decision_folder
from engine.queries.said_before import SaidBefore, said_before

WAITS = {"open", "signing"}


@dataclass(frozen=True, slots=True)
class TaskPage:
    """A task as its page shows it."""

    task: str
    version: int
    element: str
    title: str
    guidance: str
    kind: str
    authority: str
    case: CaseBrief
    form: Form | None
    facts: Mapping[str, Any]
    draft: dict[str, Any]
    draft_saved_at: datetime | None
    problems: dict[str, str]
    summary: tuple[Line, ...]
    letters: tuple[LetterBrief, ...]
    status: str
    claimed_by: str | None
    mine: bool
    may: str | None
    may_hand_over: bool
    role_title: str
    due: date | None
    writes: tuple[str, ...]  # the letters that finishing it writes
    may_follow: tuple[str, ...]  # those that the steps after it may write by themselves
    for_signature: bool  # whether one of its letters has to come back signed
    said_before: tuple[SaidBefore, ...]
    folder: DecisionFolder | None  # of a task that decides something
    alike: tuple[KnownPerson, ...]  # who must be confirmed to be somebody else than who acts


def task_page(context: QueryContext, task: str) -> TaskPage:
    """The task; NotFound alike for none and for one of a case that is not theirs."""
    row = _row(context, task)
    case_row = context.case_by_id(row.case_id)
    model = context.process_of(case_row).model
    node = model.at(row.element)
    facts = context.facts(case_row)
    form = context.definitions.form(context.db, case_row, node.form)
    known = facts | _item(node, row)
    rights, authorisation = _rights(context, (case_row, row), model, facts)
    # what somebody has typed and not yet said is for those who may say it, and nobody else
    draft, lost = _draft(row.draft if rights["may"] is None else None)
    answers, problems = _answers(form, draft, known, context.today)
    return TaskPage(
        **_about(context, row, node),
        **_letters(context, model, node, None if draft is None else known | answers),
        title=_title(context, node, known),
        case=case_brief(context, case_row, facts),
        form=form,
        facts=known,
        draft=draft or {},
        problems=problems | lost,
        summary=summary(form, answers, known) if form else (),
        letters=letters_of(context, case_row, row.uid),
        **rights,
        **_before(context, (case_row, node), facts, form),
        alike=people_of_like_name(context.who, form, answers, authorisation, context.reference),
    )


def _before(
    context: QueryContext,
    at: tuple[AnyRow, Node],
    facts: Mapping[str, Any],
    form: Form | None,
) -> dict[str, Any]:
    """What stands above the questions of a task."""
    case_row, node = at
    said = said_before(context, case_row, node, facts)
    if not decides(form):
        return {"said_before": said, "folder": None}
    shown = frozenset(task for one in said for task in one.tasks)
    return {"said_before": said, "folder": decision_folder(context, case_row, shown)}


def _row(context: QueryContext, task: str) -> AnyRow:
    row = context.db.execute(select(task_table).where(task_table.c.uid == task)).first()
    if row is None:
        raise NotFound("there is no such task")
    return row


def _rights(
    context: QueryContext, rows: tuple[AnyRow, AnyRow], model: Model, facts: Mapping[str, Any]
) -> tuple[dict[str, Any], AuthorisationContext]:
    """Why this person may not do the task, and whether they may hand it over."""
    case_row, row = rows
    requirement = context.requirement(row, model)
    authorisation = context.authorisation(case_row, facts, requirement)
    may_give = (
        row.status in WAITS and may_hand_over(context.who, requirement, authorisation) is None
    )
    return {
        "may": may(context.who, requirement, authorisation),
        "may_hand_over": may_give,
    }, authorisation


def _about(context: QueryContext, row: AnyRow, node: Node) -> dict[str, Any]:
    """What a page says of a task whatever its case holds."""
    return {
        "task": row.uid,
        "version": row.version,
        "element": node.id,
        "guidance": node.documentation,
        "kind": node.properties.get("kind", ""),
        "authority": node.properties.get("authority.cite", ""),
        "draft_saved_at": row.draft_at,
        "status": row.status,
        "claimed_by": name_of(context, row.claimed_by),
        "mine": row.claimed_by == context.who.id,
        "role_title": context.reference.role_title(row.role),
        "due": london_date(row.due_at) if row.due_at else None,
    }


def _item(node: Node, row: AnyRow) -> dict[str, Any]:
    if node.several is None or node.several.item is None or row.item is None:
        return {}
    return {node.several.item: item_in(row.item)}


def _draft(kept: str | None) -> tuple[dict[str, Any] | None, dict[str, str]]:
    try:
        return draft_in(kept), {}
    except AnswersRejected as lost:
        return None, lost.problems


def _title(context: QueryContext, node: Node, facts: Mapping[str, Any]) -> str:
    item = facts.get(node.several.item) if node.several and node.several.item else None
    return f"{node.title}: {context.item_name(item)}" if isinstance(item, str) else node.title


def _answers(
    form: Form | None, draft: Mapping[str, Any] | None, facts: Mapping[str, Any], today: date
) -> tuple[dict[str, Any], dict[str, str]]:
    if form is None or draft is None:
        return dict(draft or {}), {}
    try:
        return check(form, draft, facts, today), {}
    except AnswersRejected as rejected:
        return dict(draft), rejected.problems


def _letters(
    context: QueryContext, model: Model, node: Node, answered: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The letters that the answers so far lead to; before there are any, all it may write."""
    own = [rule for rule in node.letters if answered is None or _may_be_due(rule, answered)]
    for_signature = any(rule.for_signature for rule in own)
    ahead = letters_ahead(model, node)
    # nothing after a step goes on before its letters are back
    at_once = [one.rule for one in ahead if one.certain and not for_signature]
    later = [one.rule for one in ahead if one.rule not in at_once]
    return {
        "writes": tuple(context.reference.letter_title(rule.code) for rule in (*own, *at_once)),
        "may_follow": tuple(context.reference.letter_title(rule.code) for rule in later),
        "for_signature": for_signature,
    }


def _may_be_due(rule: LetterRule, facts: Mapping[str, Any]) -> bool:
    try:
        return rule.when is None or compile_expression(rule.when)(facts) is True
    except FeelError:  # completing the task says what is wrong with it
        return True
