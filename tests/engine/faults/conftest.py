"""An office on the small definition, on each database."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from engine.rehearsals.play import StoryClock
from tests.support.office import Office


def furnish(url: str) -> None:
    office = Office(url, clock=lambda: datetime(2026, 11, 2, 9, tzinfo=UTC))
    office.furnish()
    office.close()


@pytest.fixture
def clock() -> StoryClock:
    """A clock that stands at nine on Monday 2 November 2026."""
    return StoryClock(datetime(2026, 11, 2, 9, tzinfo=UTC))


@pytest.fixture
def office_url(database_kind: str, databases: Any) -> Iterator[str]:
    """The address of a database with the small definition and its people."""
    with databases.fresh(database_kind, "small", furnish) as url:
        yield url


@pytest.fixture
def office(office_url: str, clock: StoryClock) -> Iterator[Office]:
    """The office at work on it."""
    opened = Office(office_url, clock)
    yield opened
    opened.close()
