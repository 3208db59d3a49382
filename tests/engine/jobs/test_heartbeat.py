"""A worker says every few seconds that it goes round; whoever listens is told when it does not."""

import logging
import threading
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, select

from engine.api import Engine
from engine.commands.beat import FROM_A_WORKER
from engine.jobs.heartbeat import EVERY, STALE, is_due, why_not_at_work
from engine.jobs.mail import HeldPost
from engine.jobs.tables import heartbeat
from engine.rehearsals.play import StoryClock
from engine.worker import Pulse, run
from tests.conftest import START

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (None, "none has gone round yet"),
        (timedelta(0), ""),
        (STALE, ""),
        (STALE + SECOND, "went round 121 seconds ago"),
        (-STALE, ""),
        (-STALE - SECOND, "121 seconds ahead"),
    ],
)
def test_a_worker_is_at_work_for_two_minutes_after_it_said_so(
    ago: timedelta | None, words: str
) -> None:
    told = why_not_at_work(None if ago is None else START - ago, START)

    assert words in told
    assert bool(told) == bool(words)


def test_it_is_said_again_after_a_while_and_when_the_clock_is_put_back() -> None:
    assert is_due(None, START)
    assert not is_due(START, START + EVERY - SECOND)
    assert is_due(START, START + EVERY)
    assert is_due(START, START - SECOND)


class StopsAtOnce(threading.Event):
    """Told to stop by the first who has nothing to do."""

    def wait(self, timeout: float | None = None) -> bool:
        """Does not wait."""
        self.set()
        return timeout is not None


def moments(engine: Engine) -> list[datetime]:
    """When workers said that they go round."""
    with engine.database.reading() as db:
        return [row.at for row in db.execute(select(heartbeat))]


def test_a_worker_with_nothing_to_do_says_that_it_goes_round(
    engine: Engine, clock: StoryClock
) -> None:
    stop = StopsAtOnce()
    run(engine, HeldPost(), "s26@example.org", stop)
    assert moments(engine) == [clock.now]

    clock.now += EVERY
    engine.do(FROM_A_WORKER, None)
    assert moments(engine) == [clock.now]


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_worker_that_cannot_write_goes_on_and_says_so_in_a_line(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(connection: object) -> None:
        connection.connection.driver_connection.execute("PRAGMA query_only=ON")  # type: ignore[attr-defined]

    event.listen(engine.database.engine, "begin", refuse)
    pulse = Pulse(engine)
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            pulse.beat()

    lines = [one for one in caplog.messages if "could not say that it goes round" in one]
    assert len(lines) == 1
    assert not moments(engine)
