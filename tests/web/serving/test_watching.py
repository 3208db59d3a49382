"""What a watcher is told when the records cannot be written, and how often they are asked."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from engine.api import Engine
from engine.commands.beat import FROM_A_WORKER, FROM_THE_PAGES
from tests.web.conftest import START
from tests.web.test_reading_only import stop_writing
from web.serving.watching import OK, State, Watched, state_of


def later(engine: Engine, seconds: int) -> None:
    """The clock of the service, so many seconds after the start."""
    engine.clock = lambda: START + timedelta(seconds=seconds)


def test_records_that_cannot_be_written_are_told_and_a_worker_is_not_blamed(
    engine: Engine,
) -> None:
    engine.do(FROM_A_WORKER, None)
    stop_writing(engine)
    assert state_of(engine).ready  # it was written just now

    later(engine, 30)
    state = state_of(engine)
    assert "can be read but not changed: it, or its disk, is read-only" in state.database
    assert state.schema == OK
    assert "a worker cannot say so while nothing can be written" in state.worker


def test_records_are_not_written_for_a_watcher_while_somebody_else_writes(engine: Engine) -> None:
    written: list[str] = []

    def note(*given: Any) -> None:
        written.extend([given[2]] if given[2].startswith(("INSERT", "UPDATE")) else [])

    engine.do(FROM_A_WORKER, None)
    event.listen(engine.database.engine, "before_cursor_execute", note)
    for seconds in range(0, 20, 5):
        later(engine, seconds)
        assert state_of(engine).ready
    assert written == []

    later(engine, 30)
    assert state_of(engine).ready
    later(engine, 31)
    assert state_of(engine).ready
    assert len([one for one in written if "INSERT" in one]) == 1


def test_a_fault_of_ours_is_not_ready_and_tells_nothing_of_itself(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(engine, "ask", lambda *_: 1 / 0)
    state = state_of(engine)

    assert not state.ready
    assert "division" not in str(state)
    assert "division" in caplog.text


def test_the_database_is_asked_no_oftener_however_many_watch(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[State] = []

    def started(*_: object) -> Callable[[bytes], object]:
        return list[bytes]().append

    def counted(_: Engine) -> State:
        asked.append(State())
        return asked[-1]

    monkeypatch.setattr("web.serving.watching.state_of", counted)
    watched, told = Watched(engine, lambda *_: [b"a page"]), []
    for _ in range(50):
        environ = {"PATH_INFO": "/ready", "REQUEST_METHOD": "GET"}
        told.append([*watched(environ, started)])

    assert json.loads(told[0][0])["ready"]
    assert len(asked) == 1
    assert watched({"PATH_INFO": "/tasks", "REQUEST_METHOD": "GET"}, started) == [b"a page"]


def test_a_beat_of_the_pages_is_none_of_a_worker(engine: Engine) -> None:
    engine.do(FROM_THE_PAGES, None)

    assert "none has gone round yet" in state_of(engine).worker
