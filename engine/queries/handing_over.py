"""Handing a task to somebody else: which tasks this person may give away, and to whom."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from engine.cases.reach import around, duty
from engine.cases.tables import task as task_table
from engine.errors import NotAllowed, NotFound, Stale
from engine.people.actor import Actor
from engine.people.held import holders
from engine.people.may import Around, Duty, may, may_hand_over
from engine.queries.briefs import CaseBrief, case_brief, name_of, open_tasks
from engine.queries.look import AnyRow, Look

ADMINISTRATOR = "administrator"


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


def handing_over(look: Look, task: str) -> HandingOver:
    """The task with who could take it; NotAllowed when it is not this person's to give away."""
    row = look.db.execute(select(task_table).where(task_table.c.uid == task)).first()
    if row is None:
        raise NotFound("there is no such task")
    case_row = look.case_by_id(row.case_id)
    facts = look.facts(case_row)
    asked, place = _about(look, case_row, row, facts)
    if why_not := may_hand_over(look.who, asked, place):
        raise NotAllowed(why_not)
    if row.status not in {"open", "signing"}:
        raise Stale("somebody has already finished this task: go back to the case to see how")
    found = (one for one in _able(look, asked, place) if one.id != row.claimed_by)
    return HandingOver(
        task=row.uid,
        title=asked.title,
        case=case_brief(look, case_row, facts),
        claimed_by=name_of(look, row.claimed_by),
        drafted=row.draft_at is not None,
        people=tuple(Colleague(one.id, one.name, one.email) for one in found),
    )


def overseen(look: Look, case_row: AnyRow, facts: Mapping[str, Any]) -> tuple[Overseen, ...]:
    """The open tasks of a case that are others' to do and this person's to give away."""
    mine = {held.role for held in look.who.holdings}
    above = {ADMINISTRATOR, *(row.get("overseen_by") for row in look.reference.roles.values())}
    if not mine & above:
        return ()
    found = []
    for row in open_tasks(look, case_row.id):
        asked, place = _about(look, case_row, row, facts)
        theirs = may(look.who, asked, place) is not None
        if theirs and may_hand_over(look.who, asked, place) is None:
            found.append(Overseen(row.uid, asked.title, asked.claimed_by_name or None))
    return tuple(found)


def _about(
    look: Look, case_row: AnyRow, row: AnyRow, facts: Mapping[str, Any]
) -> tuple[Duty, Around]:
    asked = duty(look.db, look.reference, row, look.loaded(case_row).model)
    return asked, around(look.db, look.reference, (case_row, look.today), facts, asked)


def _able(look: Look, asked: Duty, place: Around) -> list[Actor]:
    free = replace(asked, claimed_by=None)
    known = holders(look.db, look.reference, look.today, asked.role)
    return [one for one in known if may(one, free, place) is None]
