"""Which jobs are due, and what becomes of one that could not be done."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select, update

from engine.jobs.backoff import pause
from engine.jobs.rows import JobRow
from engine.jobs.tables import job
from engine.store.reading import first_row

LEASE = timedelta(minutes=2)
BUSY = timedelta(seconds=2)


def next_due(db: Connection) -> datetime | None:
    """The moment the earliest job that may still be tried is due."""
    put_off = and_(job.c.lease_until.is_not(None), job.c.lease_until > job.c.due_at)
    moment = case((put_off, job.c.lease_until), else_=job.c.due_at)
    query = select(func.min(moment)).where(job.c.attempts_left > 0)
    due: datetime | None = db.execute(query).scalar()
    return due


def due_job(db: Connection, now: datetime) -> JobRow | None:
    """The job that has been due the longest and that nobody has leased."""
    free = or_(job.c.lease_until.is_(None), job.c.lease_until <= now)
    query = (
        select(job)
        .where(job.c.attempts_left > 0, job.c.due_at <= now, free)
        .order_by(job.c.due_at, job.c.id)
        .limit(1)
    )
    return first_row(db, query, JobRow)


def lease(db: Connection, row: JobRow, now: datetime) -> bool:
    """Whether this worker now holds the job for two minutes."""
    free: ColumnElement[bool] = or_(job.c.lease_until.is_(None), job.c.lease_until <= now)
    # a colleague may have tried it meanwhile and put it off, or somebody moved the moment it is due
    due = job.c.due_at <= now
    statement = update(job).where(job.c.id == row.id, due, free).values(lease_until=now + LEASE)
    return db.execute(statement).rowcount == 1


def give_back(db: Connection, row: JobRow, now: datetime) -> None:
    """Lets go of a job that met a busy case: no attempt is used up, and it is due as before."""
    db.execute(update(job).where(job.c.id == row.id).values(lease_until=now + BUSY))


def put_off(db: Connection, row: JobRow, now: datetime, why: str) -> None:
    """Keeps why a job failed and when it is tried again; it is due as before."""
    attempts_left = row.attempts_left - 1
    db.execute(
        update(job)
        .where(job.c.id == row.id)
        .values(
            attempts_left=attempts_left,
            last_error=why[:2000],
            lease_until=now + pause(row.attempts_left),
        )
    )
