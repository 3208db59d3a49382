"""What a person sees after a step: the case, the letters to sign, the next task of theirs."""

from dataclasses import dataclass

from sqlalchemy import select

from engine.cases.reach import tasks_for
from engine.cases.tables import case, task
from engine.commands.work import Work


@dataclass(frozen=True, slots=True)
class Done:
    """Where to go next after a step."""

    case: str
    to_sign: str | None = None  # the task whose letters now wait for a signature
    next_task: str | None = None


def next_task(work: Work, reference: str) -> str | None:
    """The first open task of the same case that this person's roles ask for, or None."""
    if work.actor is None:
        return None
    query = (
        select(task.c.uid)
        .join(case, case.c.id == task.c.case_id)
        .where(
            case.c.reference == reference,
            task.c.status == "open",
            tasks_for(work.actor, work.reference, work.today),
        )
        .order_by(task.c.opened_at, task.c.uid)
    )
    with work.database.reading() as db:
        found = db.execute(query).first()
    return found.uid if found else None
