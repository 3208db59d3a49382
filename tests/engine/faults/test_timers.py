"""Timers under many workers, after downtime, and on the days when the clocks change."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from engine.commands.publish_shipped import PublishShipped
from engine.commands.start_case import StartCase
from engine.jobs.mail import HeldPost
from engine.jobs.tables import job
from engine.queries.verified import verified
from engine.rehearsals.play import StoryClock
from engine.worker import work_off
from tests.support.drawing import Drawing, said, timer
from tests.support.office import FORCE, Office

WORKERS, CASES = 4, 6


@pytest.fixture
def remind(office: Office) -> Callable[[str, str], None]:
    """`remind("Cycle", "R5/P1D")`: a case whose only step is reminded of so."""

    def begin(kind: str, source: str) -> None:
        drawn = Drawing("reminded", role="force_lead").start().user("reply", name="Reply").end()
        drawn.boundary("soon", "reply", timer(kind, source), interrupting=False)
        drawn.service("remind", said(about="reply")).end("told").chain("start", "reply", "end")
        drawn.chain("soon", "remind", "told")
        office.engine.do(PublishShipped(drawn.files()), None)
        office.engine.do(StartCase("reminded", FORCE), office.who_does("ask"))

    return begin


def due(office: Office) -> list[datetime]:
    with office.engine.database.reading() as db:
        return [row.due_at for row in db.execute(select(job.c.due_at).order_by(job.c.due_at))]


def work_all(office: Office, post: HeldPost) -> None:
    while work_off(office.engine, post):
        pass


def test_four_workers_fire_each_of_many_timers_once(
    office: Office, office_url: str, clock: StoryClock
) -> None:
    for _ in range(CASES):
        office.move_on(office.start(), "ask")
    for row in office.tasks("open"):
        office.complete(row.uid, row.element)
    clock.now += timedelta(days=6)
    posts, together = [HeldPost() for _ in range(WORKERS)], Barrier(WORKERS)

    def work(post: HeldPost) -> None:
        with closing(Office(office_url, clock)) as own:
            together.wait(timeout=100)
            work_all(own, post)

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(work, posts))
    work_all(office, posts[0])  # what two of them were too busy for
    clock.now += timedelta(seconds=10)
    work_all(office, posts[0])

    subjects = Counter(str(one["Subject"]) for post in posts for one in post.messages)
    assert sorted(subjects.values()) == [1] * CASES
    assert due(office) == []
    assert office.engine.ask(verified, None).faults == ()


def test_reminders_missed_while_no_worker_ran_are_sent_once(
    office: Office, clock: StoryClock, remind: Callable[[str, str], None]
) -> None:
    remind("Cycle", "R5/P1D")
    began, post = clock.now, HeldPost()
    clock.now += timedelta(days=3, hours=1)
    work_all(office, post)

    assert len(post.messages) == 1
    assert due(office) == [began + timedelta(days=4)]
    clock.now = began + timedelta(days=4)
    work_all(office, post)
    assert len(post.messages) == 2
    assert due(office) == [began + timedelta(days=5)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (datetime(2027, 3, 27, 9, tzinfo=UTC), datetime(2027, 3, 28, 8, tzinfo=UTC)),
        (datetime(2027, 10, 30, 8, tzinfo=UTC), datetime(2027, 10, 31, 9, tzinfo=UTC)),
    ],
    ids=["forward", "back"],
)
def test_a_daily_reminder_keeps_its_hour_in_london_when_the_clocks_change(
    office: Office,
    clock: StoryClock,
    remind: Callable[[str, str], None],
    before: datetime,
    after: datetime,
) -> None:
    clock.now = before
    remind("Cycle", "R3/P1D")
    post = HeldPost()
    assert due(office) == [after]
    clock.now = after - timedelta(seconds=1)
    work_all(office, post)
    assert post.messages == []
    clock.now = after
    work_all(office, post)

    assert len(post.messages) == 1
    assert due(office) == [after + timedelta(days=1)]
