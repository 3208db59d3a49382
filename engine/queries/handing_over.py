"""Handing a task to somebody else: which tasks this person may give away, and to whom."""

from dataclasses import dataclass, replace

from sqlalchemy import select

from engine.cases.rows import CaseRow, TaskRow
from engine.cases.tables import task as task_table
from engine.context import QueryContext
from engine.errors import NotAllowed, NotFound, Stale
from engine.feel.values import Facts
from engine.people.actor import Actor
from engine.people.held import holders
from engine.people.may import AuthorisationContext, TaskRequirement, may, may_hand_over
from engine.people.powers import Power
from engine.queries.briefs import CaseBrief, case_brief, name_of, open_tasks
from engine.store.reading import first_row


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who could do the task."""

    id: int
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class HandingOver:
    """A task to be given away, with everybody who could take it."""

    task: str
    title: str
    case: CaseBrief
    claimed_by: str | None
    drafted: bool
    people: tuple[Colleague, ...]


@dataclass(frozen=True, slots=True)
class Overseen:
    """A task that this person does not do but may give to somebody else."""

    task: str
    title: str
    claimed_by: str | None


def handing_over(context: QueryContext, task: str) -> HandingOver:
    """The task with who could take it; NotAllowed when it is not this person's to give away."""
    row = first_row(context.db, select(task_table).where(task_table.c.uid == task), TaskRow)
    if row is None:
        raise NotFound("there is no such task")
    case_row = context.case_by_id(row.case_id)
    facts = context.facts(case_row)
    requirement, authorisation = _requirements_of(context, case_row, row, facts)
    if why_not := may_hand_over(context.who, requirement, authorisation):
        raise NotAllowed(why_not)
    if row.status not in {"open", "signing"}:
        raise Stale("somebody has already finished this task: go back to the case to see how")
    able = _who_may_do(context, requirement, authorisation)
    others = (actor for actor in able if actor.id != row.claimed_by)
    return HandingOver(
        task=row.uid,
        title=requirement.title,
        case=case_brief(context, case_row, facts),
        claimed_by=name_of(context, row.claimed_by),
        drafted=row.draft_at is not None,
        people=tuple(Colleague(actor.id, actor.name, actor.email) for actor in others),
    )


def overseen(context: QueryContext, case_row: CaseRow, facts: Facts) -> tuple[Overseen, ...]:
    """The open tasks of a case that are others' to do and this person's to give away."""
    above = {row.get("overseen_by") for row in context.reference.roles(context.today).values()}
    oversees = any(holding.role in above for holding in context.who.holdings)
    if not oversees and not context.who.has(Power.HAND_OVER_TASKS):
        return ()
    others = []
    for row in open_tasks(context, case_row.id):
        requirement, authorisation = _requirements_of(context, case_row, row, facts)
        theirs = may(context.who, requirement, authorisation) is not None
        if theirs and may_hand_over(context.who, requirement, authorisation) is None:
            others.append(Overseen(row.uid, requirement.title, requirement.claimed_by_name or None))
    return tuple(others)


def _requirements_of(
    context: QueryContext, case_row: CaseRow, row: TaskRow, facts: Facts
) -> tuple[TaskRequirement, AuthorisationContext]:
    requirement = context.requirement(row, context.process_of(case_row).model)
    return requirement, context.authorisation(case_row, facts, requirement)


def _who_may_do(
    context: QueryContext, requirement: TaskRequirement, authorisation: AuthorisationContext
) -> list[Actor]:
    free = replace(requirement, claimed_by=None)
    actors = holders(context.db, context.reference, context.today, requirement.role)
    return [actor for actor in actors if may(actor, free, authorisation) is None]
