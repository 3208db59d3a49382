"""The small pictures several screens share: a case, a letter or a task at a glance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, select

from engine.cases.reach import tasks_for
from engine.cases.rows import CaseRow, TaskRow
from engine.cases.tables import case, task
from engine.clock import london_date
from engine.context import QueryContext
from engine.feel.values import Facts
from engine.letters.rows import LetterRow
from engine.letters.tables import letter
from engine.people.tables import person
from engine.queries.damage import DAMAGED, readable
from engine.section26.key_facts import PLACE, key_facts
from engine.store.reading import Order, all_rows

SUNDAY = 6


@dataclass(frozen=True, slots=True)
class CaseBrief:
    """A case at a glance."""

    reference: str
    title: str
    force: str
    country: str | None
    with_whom: str
    key_facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LetterBrief:
    """A letter at a glance."""

    id: int
    code: str
    title: str
    doc_id: str
    version: int
    fingerprint: str
    issued_at: datetime
    issued_by: str
    for_signature: bool
    signatory: str
    status: str
    file_name: str
    size: int
    sha256: str
    signed_file_name: str | None
    signed_at: datetime | None
    signed_sha256: str | None
    returned_by: str | None
    keeper: str  # who hands the signed copy in, and sends the letter
    goes_to: str  # nothing when it stays on file
    superseded_at: datetime | None = None  # when an amendment made it say what is no longer so


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A task in a list."""

    task: str
    title: str
    case: str
    case_title: str
    force: str
    role_title: str
    due: date | None
    overdue: bool
    due_this_week: bool
    claimed_by: str | None
    mine: bool
    status: str
    done_at: datetime | None
    begun: bool  # whether somebody has saved answers to it
    held_up: bool  # whether its case has an incident that waits to be dealt with


class _Listed(NamedTuple):
    """As much of a task and its case as a list shows."""

    uid: str
    element: str
    role: str
    status: str
    claimed_by: int | None
    due_at: datetime | None
    closed_at: datetime | None
    draft_at: datetime | None
    reference: str
    title: str
    force: str
    incidents: int
    process_key: str
    version: int
    bundle_sha256: str


_LISTED = select(
    task.c.uid,
    task.c.element,
    task.c.role,
    task.c.status,
    task.c.claimed_by,
    task.c.due_at,
    task.c.closed_at,
    task.c.draft_at,
    case.c.reference,
    case.c.title,
    case.c.force,
    case.c.incidents,
    case.c.process_key,
    case.c.version,
    case.c.bundle_sha256,
).join(case, case.c.id == task.c.case_id)


def listed_tasks(
    context: QueryContext,
    *which: ColumnElement[bool],
    order: Sequence[Order],
    most: int | None = None,
) -> tuple[WorkRow, ...]:
    """The tasks that this person's roles ask for and that fulfil every condition, in *order*."""
    of_their_roles = tasks_for(context.who, context.reference, context.today)
    query = _LISTED.where(of_their_roles, *which).order_by(*order).limit(most)
    return tuple(_work_row(context, row) for row in all_rows(context.db, query, _Listed))


def _work_row(context: QueryContext, row: _Listed) -> WorkRow:
    due = london_date(row.due_at) if row.due_at else None
    waits = row.status in {"open", "signing"}
    return WorkRow(
        task=row.uid,
        title=readable(lambda: context.process_of(row).model.at(row.element).title, DAMAGED),
        case=row.reference,
        case_title=row.title,
        force=force_name(context, row.force),
        role_title=context.reference.role_title(row.role, context.today),
        due=due,
        overdue=bool(due and waits and due < context.today),
        due_this_week=bool(due and waits and is_this_week(due, context.today)),
        claimed_by=name_of(context, row.claimed_by),
        mine=context.actor is not None and row.claimed_by == context.actor.id,
        status=row.status,
        done_at=row.closed_at,
        begun=row.draft_at is not None,
        held_up=waits and row.incidents > 0,
    )


def is_this_week(day: date, today: date) -> bool:
    """Whether a day is today or later in the week that ends on Sunday."""
    return today <= day <= today + timedelta(SUNDAY - today.weekday())


def case_brief(
    context: QueryContext, row: CaseRow, facts: Facts, day: date | None = None
) -> CaseBrief:
    """A case at a glance, as of that day: by itself today or, once it has ended, its last act."""
    return CaseBrief(
        reference=row.reference,
        title=row.title,
        force=force_name(context, row.force, day or context.day_of(row)),
        country=country_in(facts),
        with_whom=with_whom(context, row),
        key_facts=key_facts(facts),
    )


def country_in(facts: Facts) -> str | None:
    """Where a case would send officers, once that is known."""
    country = facts.get(PLACE)
    return None if country is None else str(country)


def force_name(context: QueryContext, force: str, day: date | None = None) -> str:
    """What people call a force on a day, today by itself.

    Its last name once it ended without a successor; its id where the tables know none.
    """
    day = day or context.today
    once = context.reference.ever.get(force)
    name = once.name if once else force
    return readable(lambda: context.reference.force(force, day)["force_name"], name)


def with_whom(context: QueryContext, row: CaseRow) -> str:
    """Who has the ball: the state that the open steps name, or the offices they wait for."""
    if row.status == "ended":
        return "Ended"
    waits: dict[str, None] = {}
    model = context.process_of(row).model
    for open_task in open_tasks(context, row.id):
        node = model.at(open_task.element)
        words = node.properties.get("state") or f"With the {role_title(context, node.role)}"
        waits[words] = None
    return ", ".join(waits) or "Moving on by itself"


def role_title(context: QueryContext, role: str | None) -> str:
    """What people call a role today."""
    return context.reference.role_title(role, context.today)


def open_tasks(context: QueryContext, case_id: int) -> list[TaskRow]:
    """The tasks of a case that wait for somebody, oldest first."""
    is_open = task.c.status.in_(["open", "signing"])
    query = select(task).where(task.c.case_id == case_id, is_open)
    return all_rows(context.db, query.order_by(task.c.opened_at, task.c.uid), TaskRow)


def letter_brief(context: QueryContext, row: LetterRow, case_row: CaseRow) -> LetterBrief:
    """A letter of a case at a glance."""
    return LetterBrief(
        id=row.id,
        code=row.code,
        title=row.title,
        doc_id=f"{case_row.reference}-{row.code}",
        version=row.version,
        fingerprint=row.fingerprint,
        issued_at=row.issued_at,
        issued_by=name_of(context, row.issued_by) or "the service",
        for_signature=row.for_signature,
        signatory=context.reference.role_title(row.signatory, london_date(row.issued_at)),
        status=row.status,
        file_name=f"{case_row.reference}-{row.code}-v{row.version}.docx",
        size=row.size,
        sha256=row.sha256,
        signed_file_name=row.signed_name,
        signed_at=row.signed_at,
        superseded_at=row.superseded_at,
        signed_sha256=row.signed_sha256,
        returned_by=name_of(context, row.returned_by),
        keeper=_keeper(context, row, case_row),
        goes_to=context.reference.letter_goes_to(row.code, london_date(row.issued_at)),
    )


def _keeper(context: QueryContext, row: LetterRow, case_row: CaseRow) -> str:
    """The title of the role whose step writes a letter; nothing where that cannot be read."""
    step = readable(lambda: context.process_of(case_row).model.at(row.element), None)
    return role_title(context, step.role) if step else ""


def letters_of(
    context: QueryContext, case_row: CaseRow, task_uid: str | None = None
) -> tuple[LetterBrief, ...]:
    """The letters of a case, or of one of its tasks, in the order they were issued."""
    query = select(letter).where(letter.c.case_id == case_row.id).order_by(letter.c.id)
    if task_uid is not None:
        query = query.where(letter.c.task == task_uid, letter.c.status != "superseded")
    letters = all_rows(context.db, query, LetterRow)
    return tuple(letter_brief(context, row, case_row) for row in letters)


def name_of(context: QueryContext, person_id: int | None) -> str | None:
    """The name of a person by id."""
    if person_id is None:
        return None
    return context.db.execute(select(person.c.name).where(person.c.id == person_id)).scalar()
