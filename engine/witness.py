"""Whoever looks on while cases run, and is told which ways they take: nobody but a rehearsal.

What is told changes nothing, and where nobody looks on nothing is told.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol


class Witness(Protocol):
    """What somebody who looks on is told."""

    def flowed(self, source: str, target: str) -> None:
        """A token went from one element to another."""

    def matched(self, decision: str, row: int) -> None:
        """A row of a decision table matched; rows are numbered from 1."""

    def wrote(self, code: str, values: Mapping[str, object]) -> None:
        """A letter was written from those values."""


_WITNESS: ContextVar[Witness | None] = ContextVar("witness", default=None)


def witness() -> Witness | None:
    """Whoever looks on now, or None."""
    return _WITNESS.get()


@contextmanager
def told_to(onlooker: Witness) -> Iterator[None]:
    """All that runs inside is told to *onlooker*."""
    token = _WITNESS.set(onlooker)
    try:
        yield
    finally:
        _WITNESS.reset(token)
