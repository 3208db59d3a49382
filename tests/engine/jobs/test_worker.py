"""Timers and messages: each once, whatever happens to the worker."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from engine.api import Engine
from engine.jobs.backoff import pause
from engine.jobs.mail import FolderPost, HeldPost, message
from engine.jobs.tables import job, mail
from engine.queries.case_page import case_page
from engine.queries.verified import verified
from engine.rehearsals.play import StoryClock
from engine.worker import run, work_off


@pytest.fixture
def deciding(played: Callable[..., Any], someone: Any) -> Any:
    """A case that waits for the policing body, whose office somebody holds."""
    desk = played("lancashire_cayman_2011", until="decide_approval")
    someone("policing_body")
    return desk


def jobs(engine: Engine) -> list[Any]:
    with engine.database.reading() as db:
        return list(db.execute(select(job).order_by(job.c.due_at)))


def work_all(engine: Engine, post: HeldPost) -> int:
    done = 0
    while work_off(engine, post):
        done += 1
    return done


def test_a_reminder_is_sent_once_to_whoever_must_decide(
    deciding: Any, engine: Engine, clock: StoryClock
) -> None:
    post = HeldPost()
    assert work_all(engine, post) == 0
    clock.now = jobs(engine)[0].due_at
    work_all(engine, post)

    (sent,) = post.messages
    assert sent["To"] == "policing-body.lancashire-police-authority@example.org"
    assert "Decide on approval" in sent["Subject"]
    assert deciding.reference in sent["Subject"]
    assert [t.element for t in deciding.waiting()] == ["decide_approval"]
    work_all(engine, post)
    assert len(post.messages) == 1


def test_many_workers_fire_a_timer_once(deciding: Any, engine: Engine, clock: StoryClock) -> None:
    clock.now = jobs(engine)[0].due_at
    posts = [HeldPost() for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda post: work_all(engine, post), posts))

    assert sum(len(post.messages) for post in posts) == 1
    assert engine.ask(verified, None).faults == ()


def test_a_message_that_cannot_go_out_is_tried_again_later(
    deciding: Any, engine: Engine, clock: StoryClock, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        def send(self, message: EmailMessage) -> None:
            raise OSError("the server is away")

    clock.now = jobs(engine)[0].due_at
    assert work_off(engine, HeldPost())
    with caplog.at_level(logging.WARNING):
        assert work_off(engine, Broken())
    put_off = next(row for row in jobs(engine) if row.kind == "mail")
    assert (put_off.attempts_left, put_off.last_error) == (7, "OSError: the server is away")

    clock.now = put_off.lease_until
    post = HeldPost()
    work_all(engine, post)
    assert len(post.messages) == 1


def test_a_job_that_a_dead_worker_held_is_taken_over(
    deciding: Any, engine: Engine, clock: StoryClock
) -> None:
    from engine.jobs.claim import due_job, lease

    clock.now = jobs(engine)[0].due_at
    with engine.database.writing() as db:
        row = due_job(db, clock.now)
        assert row is not None
        assert lease(db, row, clock.now)
    assert work_off(engine, HeldPost()) is False
    clock.now += timedelta(minutes=3)
    assert work_all(engine, HeldPost()) == 2


def test_a_timer_whose_step_is_over_does_nothing(
    deciding: Any, engine: Engine, clock: StoryClock, someone: Any
) -> None:
    before = jobs(engine)
    assert before
    deciding.complete(
        someone("policing_body"),
        "decide_approval",
        {
            "lpb_decision": "refuse",
            "lpb_reasons": "Policing here would suffer.",
            "lpb_decider_name": "The Chairman",
            "lpb_decider_capacity": "holder",
            "publish": "full",
        },
    )
    assert jobs(engine) == []


def test_the_reminder_is_in_the_history(
    deciding: Any, engine: Engine, clock: StoryClock, someone: Any
) -> None:
    clock.now = jobs(engine)[0].due_at
    work_all(engine, HeldPost())
    page = engine.ask(case_page, someone("policing_body"), deciding.reference)
    assert [event.title.partition(":")[0] for event in page.history[:2]] == [
        "Sent an email about",
        "Time came",
    ]
    assert page.history[0].by == "the clock"


def test_sent_messages_are_kept_and_written_as_files(
    deciding: Any, engine: Engine, clock: StoryClock, tmp_path: Path
) -> None:
    clock.now = jobs(engine)[0].due_at
    while work_off(engine, FolderPost(tmp_path / "outbox")):
        pass
    (file,) = (tmp_path / "outbox").iterdir()
    assert b"Decide on approval" in file.read_bytes()
    with engine.database.reading() as db:
        assert len(db.execute(select(mail)).all()) == 1


def test_a_subject_cannot_smuggle_a_header() -> None:
    made = message("a@example.org", "b@example.org", "Hello\r\nBcc: c@example.org", "x", "k:1")
    assert made["Bcc"] is None
    assert "Bcc" in made["Subject"]


def test_the_pauses_double() -> None:
    assert [pause(left).total_seconds() / 60 for left in (8, 7, 6)] == [1, 2, 4]


def test_a_worker_stops_when_told(engine: Engine) -> None:
    stop = threading.Event()
    thread = threading.Thread(target=run, args=(engine, HeldPost(), "a@example.org", stop))
    thread.start()
    stop.set()
    thread.join(timeout=100)
    assert not thread.is_alive()
