"""What every test may ask for: a clock, an engine on a database of its own, and people."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from engine.api import Engine
from engine.commands.publish_shipped import PublishShipped
from engine.people.actor import Actor
from engine.rehearsals.people import Cast
from engine.rehearsals.play import StoryClock
from engine.rehearsals.rehearse import Definitions, shipped_definitions


@pytest.fixture(scope="session")
def shipped() -> Definitions:
    """The shipped diagrams, forms, decisions, letters and reference tables."""
    return shipped_definitions()


@pytest.fixture
def clock() -> StoryClock:
    """A clock that stands at nine in the morning of 1 August 2011 until a test moves it."""
    return StoryClock(datetime(2011, 8, 1, 8, tzinfo=UTC))


@pytest.fixture
def engine(clock: StoryClock, shipped: Definitions, tmp_path: Path) -> Iterator[Engine]:
    """An engine on a fresh SQLite file with the shipped definitions in use."""
    opened = Engine.open(
        f"sqlite:///{tmp_path / 'section26.db'}", clock=clock, reference=shipped.reference
    )
    opened.do(PublishShipped(shipped.bundle), None)
    yield opened
    opened.close()


@pytest.fixture
def cast(engine: Engine) -> Cast:
    """Offices made as they are asked for."""
    return Cast(engine)


@pytest.fixture
def someone(cast: Cast, clock: StoryClock) -> Callable[..., Actor]:
    """`someone("chief_officer")`: the holder of a role for a case of Lancashire, as of now."""

    def find(role: str, of: str | None = None, force: str = "lancashire") -> Actor:
        return cast.actor(role, of, force, clock.now)

    return find


@pytest.fixture
def on(clock: StoryClock) -> Callable[[str], None]:
    """`on("2012-11-22")`: moves the clock to nine that morning."""

    def move(day: str) -> None:
        wanted = date.fromisoformat(day)
        clock.now = datetime(wanted.year, wanted.month, wanted.day, 9, tzinfo=UTC)

    return move
