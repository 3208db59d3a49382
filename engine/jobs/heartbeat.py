"""Since when nobody does the jobs, by what workers say of themselves. No database here."""

from datetime import datetime, timedelta

WORKER, PAGES = "worker", "pages"  # who says that they are there
EVERY = timedelta(seconds=10)
STALE = timedelta(minutes=2)  # as long as a worker may have a job in hand: see `claim.LEASE`

NEVER = "none has gone round yet: start s26 worker, or s26 serve without --no-worker"
STOPPED = "the last one went round {seconds} seconds ago: see whether it runs, and what it says"
AHEAD = "its clock is {seconds} seconds ahead of the clock here: set both right"


def is_due(last: datetime | None, now: datetime) -> bool:
    """Whether it is time to say so again; also when the clock was put back."""
    return last is None or not timedelta(0) <= now - last < EVERY


def why_not_at_work(last: datetime | None, now: datetime) -> str:
    """Why no worker seems to be at work, by when one was last; empty when one is."""
    if last is None:
        return NEVER
    seconds = int((now - last).total_seconds())
    if now - last > STALE:
        return STOPPED.format(seconds=seconds)
    return AHEAD.format(seconds=-seconds) if last - now > STALE else ""
