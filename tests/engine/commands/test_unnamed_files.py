"""What is refused leaves no file behind, and what nothing names any more goes after a day."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import sleep
from types import ModuleType
from typing import Any

import orjson
import pytest
from sqlalchemy import select, update

from engine.api import Engine
from engine.commands.complete_task import CompleteTask
from engine.commands.discard_draft import DiscardDraft
from engine.commands.publish_shipped import PublishShipped
from engine.commands.save_draft import SaveDraft
from engine.commands.send_message import SendMessage
from engine.commands.start_case import StartCase
from engine.commands.upload_draft import UploadDraft
from engine.errors import AnswersRejected, EngineError, Stale
from engine.people.actor import Actor
from engine.queries.case_page import case_file
from engine.queries.played import newest_case
from engine.queries.verified import verified
from engine.rehearsals.play import StoryClock
from engine.rehearsals.story import upload
from engine.store import blobs
from engine.store.blobs import blob
from engine.worker import sweep
from tests.engine.enquiry import KEY, WITHDRAWAL, bundle

Someone = Callable[..., Actor]
DAY = timedelta(days=1, seconds=1)
SCRIPT = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript>>>>endobj"


def kept(engine: Engine) -> set[str]:
    """The names of all kept files."""
    with engine.database.reading() as db:
        return set(db.execute(select(blob.c.sha256)).scalars())


def name_of(file: dict[str, Any]) -> str:
    return blobs.sha256(file["content"])


REFUSED: dict[str, dict[str, Any]] = {
    "another answer that is missing": {"title": ""},
    "an answer that was not asked": {"nonsense": "x"},
    "a file of another kind": {"request_letter": upload("a.pdf") | {"name": "request.exe"}},
    "a file with a script": {"request_letter": {"name": "a.pdf", "content": SCRIPT}},
    "answers that are far too long": {"title": "x" * 600_000},
}


@pytest.mark.parametrize("name", REFUSED)
def test_answers_that_are_refused_leave_no_file(
    name: str, desk: Any, engine: Engine, someone: Someone, answers: ModuleType
) -> None:
    before = kept(engine)

    with pytest.raises(AnswersRejected):
        desk.complete(someone("force_lead"), "log_request", answers.request(**REFUSED[name]))

    assert kept(engine) == before


def test_a_draft_that_is_refused_leaves_no_file(
    desk: Any, engine: Engine, someone: Someone, answers: ModuleType
) -> None:
    lead, uid, before = someone("force_lead"), desk.uid("log_request"), kept(engine)
    long = answers.request(title="x" * 600_000)
    script = answers.request(request_letter={"name": "a.pdf", "content": SCRIPT})

    with pytest.raises(AnswersRejected):
        engine.do(SaveDraft(uid, long), lead)
    with pytest.raises(Stale):
        engine.do(SaveDraft(uid, answers.request(), version=99), lead)
    with pytest.raises(Stale):
        engine.do(CompleteTask(uid, 99, answers.request()), lead)
    assert "request_letter" in engine.do(SaveDraft(uid, script), lead)

    assert kept(engine) == before


def test_a_message_that_is_refused_leaves_no_file(engine: Engine, someone: Someone) -> None:
    drawn = bundle()
    asked = {"type": "filepicker", "key": "letter", "label": "Letter"}
    form = {**WITHDRAWAL, "components": [*WITHDRAWAL["components"], asked]}
    drawn["forms/withdrawal.form"] = orjson.dumps(form)
    engine.do(PublishShipped(drawn), None)
    lead = someone("force_lead")
    engine.do(StartCase(KEY, "lancashire"), lead)
    case, before = engine.ask(newest_case, None), kept(engine)

    with pytest.raises(AnswersRejected):
        engine.do(SendMessage(case, "withdrawn", {"letter": upload("a.pdf")}), lead)
    assert kept(engine) == before

    said = {"letter": upload("a.pdf"), "withdrawn_why": "The mission has ended."}
    engine.do(SendMessage(case, "withdrawn", said), lead)
    assert kept(engine) == before | {name_of(upload("a.pdf"))}
    assert engine.ask(case_file, lead, case, name_of(upload("a.pdf"))).name == "a.pdf"


def test_a_definition_that_is_refused_leaves_no_file(engine: Engine, someone: Someone) -> None:
    before = kept(engine)

    for files in ({"section_26.bpmn": b"<x/>"}, {"a.zip": b"PK\3\4"}, {"../a.bpmn": b""}):
        with pytest.raises(EngineError):
            engine.do(UploadDraft("section_26", files), someone("process_owner", of="home-office"))

    assert kept(engine) == before


def test_a_file_goes_a_day_after_the_last_draft_that_named_it(
    desk: Any, engine: Engine, clock: StoryClock, someone: Someone, answers: ModuleType
) -> None:
    lead, uid, before = someone("force_lead"), desk.uid("log_request"), kept(engine)
    first, second = upload("first.pdf"), upload("second.pdf")
    engine.do(SaveDraft(uid, answers.request(request_letter=first)), lead)
    engine.do(SaveDraft(uid, answers.request(request_letter=second)), lead)
    assert kept(engine) == before | {name_of(first), name_of(second)}

    sweep(engine)
    assert kept(engine) == before | {name_of(first), name_of(second)}

    clock.now += DAY
    sweep(engine)
    assert kept(engine) == before | {name_of(second)}


def test_whatever_was_decided_names_its_files_for_good(
    played: Callable[..., Any], engine: Engine, clock: StoryClock
) -> None:
    played("lancashire_cayman_2011")
    before = kept(engine)
    clock.now += DAY

    sweep(engine)

    assert kept(engine) == before
    assert engine.ask(verified, None).faults == ()


def test_the_files_of_a_draft_that_is_discarded_go_and_shared_ones_stay(
    engine: Engine, clock: StoryClock, someone: Someone
) -> None:
    owner = someone("process_owner", of="home-office")
    clock.now += DAY
    sweep(engine)
    before = kept(engine)
    made = engine.do(UploadDraft("section_26", {"more.form": orjson.dumps(WITHDRAWAL)}), owner)
    assert len(kept(engine)) == len(before) + 1

    engine.do(DiscardDraft("section_26", made.number), owner)
    clock.now += DAY
    sweep(engine)

    assert kept(engine) == before
    assert engine.ask(verified, None).faults == ()


def test_a_file_that_is_kept_again_stays_though_it_was_to_go(engine: Engine) -> None:
    now = engine.clock()
    with engine.database.writing() as db:
        name = blobs.keep(db, b"again", now - 3 * DAY)
        other = blobs.keep(db, b"other", now - 3 * DAY)
    with engine.database.writing() as db:
        blobs.keep(db, b"again", now)

    with engine.database.writing() as db:
        assert blobs.forget(db, [name, other], now - DAY) == 1

    assert kept(engine) & {name, other} == {name}


def test_who_keeps_a_file_and_who_forgets_it_wait_for_each_other(engine: Engine) -> None:
    now, database = engine.clock(), engine.database
    with database.writing() as db:
        names = [blobs.keep(db, content, now - 3 * DAY) for content in (b"first", b"last")]

    def keep(content: bytes) -> str:
        with database.writing() as db:
            return blobs.keep(db, content, now)

    def forget() -> int:
        with database.writing() as db:
            return blobs.forget(db, names, now - DAY)

    with ThreadPoolExecutor() as others:
        with database.writing() as db:
            blobs.keep(db, b"first", now)
            forgotten = others.submit(forget)
            sleep(0.3)
        assert forgotten.result() == 1
        keep(b"last")
        with database.writing() as db:
            db.execute(update(blob).where(blob.c.sha256 == names[1]).values(kept_at=None))
        with database.writing() as db:
            assert blobs.forget(db, names, now - DAY) == 1
            again = others.submit(keep, b"last")
            sleep(0.3)
        assert again.result() == names[1]

    assert set(names) <= kept(engine)


def test_of_a_file_of_before_nobody_knows_how_old_it_is(engine: Engine) -> None:
    with engine.database.writing() as db:
        name = blobs.keep(db, b"old", engine.clock())
        db.execute(update(blob).where(blob.c.sha256 == name).values(kept_at=None))

    sweep(engine)

    assert name not in kept(engine)
