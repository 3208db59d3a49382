"""A process that dies at any moment of a step: the step is whole or it never was."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from engine.crash import KILLED, POINTS
from engine.errors import Stale
from engine.jobs.mail import FolderPost
from engine.jobs.tables import job, mail
from engine.queries.verified import verified
from engine.rehearsals.play import StoryClock
from engine.worker import work_off
from tests.support.dying import acted
from tests.support.office import Office

OF_A_STEP = ("after_look", "after_letters", "after_guard", "before_commit", "after_commit")
OF_A_MESSAGE = ("after_lease", "after_send", "before_commit", "after_commit")


def deciding(office: Office) -> str:
    """The uid of the decision of a case that waits for it."""
    office.move_on(office.start(), "ask")
    for row in office.tasks("open"):
        office.complete(row.uid, row.element)
    (row,) = office.tasks("open")
    return str(row.uid)


def waiting(office: Office) -> list[str]:
    return [row.element for row in office.tasks("open", "signing")]


def green(office: Office) -> bool:
    return office.engine.ask(verified, None).faults == ()


def test_every_place_to_die_is_tried() -> None:
    assert set(POINTS) == {*OF_A_STEP, *OF_A_MESSAGE}


@pytest.mark.parametrize("point", OF_A_STEP)
def test_an_answer_is_kept_whole_or_not_at_all(
    point: str, office: Office, office_url: str, clock: StoryClock
) -> None:
    uid = office.start()
    assert acted(point, office_url, clock.now, "complete", uid, "ask") == KILLED

    kept = point == "after_commit"
    assert waiting(office) == (["check_cost", "check_people"] if kept else ["ask"])
    assert office.letters_by_task() == ({(uid, "S1"): 1} if kept else {})
    assert office.cases()[0].title == ("A request" if kept else "New request")
    assert green(office)
    if kept:
        with pytest.raises(Stale, match="already finished"):
            office.complete(uid, "ask")
    else:
        office.complete(uid, "ask")
    assert office.letters_by_task() == {(uid, "S1"): 1}
    assert green(office)


@pytest.mark.parametrize("point", OF_A_STEP)
def test_a_signed_letter_moves_the_case_on_or_is_still_awaited(
    point: str, office: Office, office_url: str, clock: StoryClock
) -> None:
    uid = deciding(office)
    assert office.complete(uid, "decide").to_sign == uid
    assert acted(point, office_url, clock.now, "sign", uid) == KILLED

    kept = point == "after_commit"
    assert waiting(office) == ([] if kept else ["decide"])
    assert [row.status for row in office.letters(uid)] == ["signed" if kept else "issued"]
    if not kept:
        office.sign(uid)
    assert [row.status for row in office.cases()] == ["ended"]
    assert green(office)


@pytest.mark.parametrize("point", ["before_commit", "after_commit"])
def test_a_case_is_opened_with_its_first_task_or_not_at_all(
    point: str, office: Office, office_url: str, clock: StoryClock
) -> None:
    assert acted(point, office_url, clock.now, "start") == KILLED

    assert waiting(office) == (["ask"] if point == "after_commit" else [])
    uid = office.start()
    office.complete(uid, "ask")
    numbers = [row.reference[-4:] for row in office.cases()]
    assert numbers == [f"{n:04}" for n in range(1, len(numbers) + 1)]
    assert green(office)


@pytest.mark.parametrize("point", ["after_lease", *OF_A_STEP])
def test_a_timer_fires_once_whatever_becomes_of_the_worker(
    point: str, office: Office, office_url: str, clock: StoryClock, tmp_path: Path
) -> None:
    deciding(office)
    clock.now += timedelta(days=6)
    assert acted(point, office_url, clock.now, "work", str(tmp_path)) == KILLED

    finish(office, clock, tmp_path)
    assert len(list(tmp_path.iterdir())) == 1
    assert waiting(office) == ["decide"]


@pytest.mark.parametrize("point", OF_A_MESSAGE)
def test_a_message_is_on_record_once_and_twice_sent_is_the_same(
    point: str, office: Office, office_url: str, clock: StoryClock, tmp_path: Path
) -> None:
    deciding(office)
    clock.now += timedelta(days=6)
    assert work_off(office.engine, FolderPost(tmp_path))
    assert list(tmp_path.iterdir()) == []
    assert acted(point, office_url, clock.now, "work", str(tmp_path)) == KILLED

    finish(office, clock, tmp_path)
    assert len(list(tmp_path.iterdir())) == 1
    with office.engine.database.reading() as db:
        assert len(db.execute(select(mail)).all()) == 1


def test_the_number_of_a_job_that_is_over_is_given_to_no_other(office: Office) -> None:
    names: dict[int, str] = {}
    for _ in range(3):
        uid = deciding(office)
        office.complete(uid, "decide", yes=False)
        with office.engine.database.reading() as db:
            for row in db.execute(select(job)).all():
                assert names.setdefault(row.id, row.dedupe_key) == row.dedupe_key
        lapsing = office.tasks("open")[0]
        office.complete(lapsing.uid, "ask")
        for row in office.tasks("open"):
            office.complete(row.uid, row.element)
        (last,) = office.tasks("open")
        office.move_on(last.uid, "decide")

    assert len(names) == 3


def finish(office: Office, clock: StoryClock, outbox: Path) -> None:
    """Another worker does what is left, once the dead one's lease is over."""
    clock.now += timedelta(minutes=3)
    while work_off(office.engine, FolderPost(outbox)):
        pass
    with office.engine.database.reading() as db:
        assert db.execute(select(job)).all() == []
    assert green(office)


def test_the_environment_names_the_place() -> None:
    dying = "from engine.crash import crash_point; crash_point('after_send'); print('alive')"
    for named, code in (("after_send", KILLED), ("after_look", 0)):
        environment = {**os.environ, "S26_CRASH_AT": named}
        ran = subprocess.run([sys.executable, "-c", dying], env=environment, check=False)
        assert ran.returncode == code
