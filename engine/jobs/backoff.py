"""How long to wait before a job that failed is tried again. Pure."""

from datetime import timedelta

ATTEMPTS = 8


def pause(attempts_left: int) -> timedelta:
    """One minute after the first failure, doubling to about two hours."""
    failed = max(0, ATTEMPTS - attempts_left)
    return timedelta(minutes=2**failed)


LONGEST = pause(0)  # no worker holds a job back for longer
