"""What the engine's tables say of each case, in the words of the model."""

from typing import Any

import orjson
from sqlalchemy import func, select

from engine.cases.tables import case, fact, task
from engine.cases.values import from_json
from engine.context import QueryContext
from engine.jobs.tables import job, mail
from engine.letters.tables import letter

QUESTIONS = ("title", "cost", "people", "risk", "verdict", "note", "why")


def cases(context: QueryContext) -> list[dict[str, Any]]:
    """Every case, the oldest first."""
    return [
        _case(context, row) for row in context.db.execute(select(case).order_by(case.c.id)).all()
    ]


def references(context: QueryContext) -> list[str]:
    """What each case is called, the oldest first."""
    return [
        row.reference for row in context.db.execute(select(case.c.reference).order_by(case.c.id))
    ]


def open_uids(context: QueryContext) -> list[dict[str, str]]:
    """For every case, the uid of each step that waits."""
    ids = [row.id for row in context.db.execute(select(case.c.id).order_by(case.c.id))]
    return [{row.element: row.uid for row in _waiting(context, one)} for one in ids]


def closed_uids(context: QueryContext) -> list[str]:
    """The tasks that are over."""
    query = select(task.c.uid).where(task.c.status.in_(["done", "cancelled"])).order_by(task.c.uid)
    return [row.uid for row in context.db.execute(query)]


def element_of(context: QueryContext, uid: str) -> str:
    """The step that a task is."""
    return str(context.db.execute(select(task.c.element).where(task.c.uid == uid)).scalar_one())


def version_of(context: QueryContext, uid: str) -> int:
    """The version of a task that its page would show."""
    return int(context.db.execute(select(task.c.version).where(task.c.uid == uid)).scalar_one())


def messages(context: QueryContext) -> int:
    """How many messages are on record as sent."""
    return int(context.db.execute(select(func.count(mail.c.id))).scalar_one())


def _case(context: QueryContext, row: Any) -> dict[str, Any]:
    tasks = _waiting(context, row.id)
    letters = context.db.execute(
        select(letter).where(letter.c.case_id == row.id).order_by(letter.c.id)
    ).all()
    timers = _timers(context, row.id)
    return {
        "open": {one.element: one.status for one in tasks},
        "facts": sorted((key, str(value)) for key, value in _facts(context, row.id)),
        "letters": [(one.element, one.code, one.version, one.status) for one in letters],
        "timers": {orjson.loads(one.payload)["element"]: one.due_at for one in timers},
        "status": row.status,
        "version": row.version,
        "drafts": {one.element: from_json(one.draft) for one in tasks if one.draft},
        "takers": {one.element for one in tasks if one.claimed_by is not None},
    }


def _facts(context: QueryContext, case_id: int) -> list[tuple[str, Any]]:
    """The facts as they are; one that stands there twice is told twice."""
    query = select(fact.c.key, fact.c.value).where(
        fact.c.case_id == case_id, fact.c.current.is_(True), fact.c.key.in_(QUESTIONS)
    )
    return [(row.key, from_json(row.value)) for row in context.db.execute(query)]


def _waiting(context: QueryContext, case_id: int) -> list[Any]:
    query = select(task).where(task.c.case_id == case_id, task.c.status.in_(["open", "signing"]))
    return list(context.db.execute(query))


def _timers(context: QueryContext, case_id: int) -> list[Any]:
    return list(
        context.db.execute(select(job).where(job.c.case_id == case_id, job.c.kind == "timer"))
    )
