"""What a rehearsal looks at: its case, what waits, what is due, how it stands at the end."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from engine.cases.rows import CaseRow
from engine.cases.tables import case, task
from engine.context import QueryContext
from engine.jobs.claim import next_due
from engine.letters.tables import letter
from engine.people.tables import person
from engine.queries.history import log_of, passed
from engine.store import blobs
from engine.store.reading import first_row


@dataclass(frozen=True, slots=True)
class Waiting:
    """A task that waits for somebody."""

    uid: str
    element: str
    organisation: str | None


def newest_case(context: QueryContext) -> str:
    """The reference of the case opened last."""
    newest = select(case.c.reference).order_by(case.c.id.desc()).limit(1)
    return str(context.db.execute(newest).scalar_one())


def any_case(context: QueryContext) -> bool:
    """Whether there is any case at all."""
    return bool(context.db.execute(select(func.count(case.c.id))).scalar_one())


def waiting(context: QueryContext, reference: str) -> tuple[Waiting, ...]:
    """The tasks of a case that wait, the oldest first."""
    query = (
        select(task.c.uid, task.c.element, task.c.organisation)
        .join(case, case.c.id == task.c.case_id)
        .where(case.c.reference == reference, task.c.status.in_(["open", "signing"]))
        .order_by(task.c.opened_at, task.c.uid)
    )
    return tuple(
        Waiting(row.uid, row.element, row.organisation) for row in context.db.execute(query)
    )


def due_next(context: QueryContext) -> datetime | None:
    """The moment the next job is due."""
    return next_due(context.db)


def ended_as(context: QueryContext, reference: str) -> str | None:
    """The end event of a case that is over."""
    row = _case(context, reference)
    return row.ended_as if row else None


def facts_now(context: QueryContext, reference: str) -> dict[str, object]:
    """The facts of a case as they stand."""
    row = _case(context, reference)
    return dict(context.facts(row)) if row else {}


def letters_now(context: QueryContext, reference: str) -> dict[str, bytes]:
    """The newest version of each letter by code."""
    return {code: content for code, _, content in every_letter(context, reference)}


def every_letter(context: QueryContext, reference: str) -> tuple[tuple[str, str, bytes], ...]:
    """Every version of every letter as it was issued: its code, its file name, its bytes."""
    query = (
        select(letter.c.code, letter.c.version, letter.c.sha256)
        .join(case, case.c.id == letter.c.case_id)
        .where(case.c.reference == reference)
        .order_by(letter.c.id)
    )
    return tuple(
        (
            row.code,
            f"{reference}-{row.code}-v{row.version}.docx",
            blobs.read(context.db, row.sha256),
        )
        for row in context.db.execute(query)
    )


def elements_passed(context: QueryContext, reference: str) -> tuple[str, ...]:
    """The ids of the elements that a case has passed."""
    row = _case(context, reference)
    return passed(log_of(context, row)) if row else ()


def people(context: QueryContext) -> dict[str, int]:
    """Everybody's id by email address, in the order they were added."""
    rows = context.db.execute(select(person.c.email, person.c.id).order_by(person.c.id))
    return {row.email: row.id for row in rows}


def _case(context: QueryContext, reference: str) -> CaseRow | None:
    return first_row(context.db, select(case).where(case.c.reference == reference), CaseRow)
