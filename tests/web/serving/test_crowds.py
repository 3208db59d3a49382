"""Who makes room when there are too many, how many those are, and what is in hand at the end."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.web.serving.conftest import ASKED, HEAD, SHORT, UPLOAD, Line, Looked, Small, wait_until
from web.serving.lanes import Lanes
from web.serving.limits import FILES_OF_OURS, Limits, affordable, connections_for
from web.serving.pages import PatientServer

Call = Callable[[], Line]


def test_a_crowd_makes_room_the_longest_unfinished_first(call: Call, server: Looked) -> None:
    crowd = [call().say(b"GET / HTTP/1.1\r\nX-A: b" * (n % 2)) for n in range(200)]
    told = [call().say(ASKED).status() for _ in range(10)]

    assert told == [200] * 10
    server.look()
    assert all(line.has_gone() for line in crowd[:100])


def test_a_crowd_of_those_who_were_refused_makes_room_first(call: Call) -> None:
    refused = [call().say(b"NO REQUEST\r\n\r\n" + b"a" * 1000) for _ in range(200)]
    waiting = call().say(UPLOAD % 1_000 + b"b" * 999)
    told = [call().say(ASKED).status() for _ in range(10)]

    assert told == [200] * 10
    assert waiting.say(b"b").status() == 200
    assert refused[-1].status() == 400


def test_no_more_are_let_in_than_there_are_files_for() -> None:
    assert connections_for(20_000, 4000) == 4000
    assert connections_for(1024, 4000) == 1024 - FILES_OF_OURS
    assert connections_for(100, 4000) == 1
    assert connections_for(-1, 4000) == 4000
    assert 0 < affordable(Limits()).connections <= Limits().connections


def test_what_was_in_hand_when_it_stopped_is_told(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shut_down(lanes: Lanes) -> None:
        small.let_go.set()
        ended(lanes)

    ended = Lanes.shutdown
    monkeypatch.setattr(Lanes, "shutdown", shut_down)
    monkeypatch.setattr("web.serving.pages.PATIENCE", 0.0)
    small.asked.clear()
    small.let_go.clear()
    server, stopping = PatientServer(small, ("127.0.0.1", 0), SHORT), threading.Event()
    with ThreadPoolExecutor(1) as pool:
        told = pool.submit(server.run, stopping)
        held = Line(int(server.server.effective_port)).say(b"GET /hold " + HEAD + b"\r\n")
        idle = Line(int(server.server.effective_port))
        wait_until(lambda: small.asked == ["/hold"])
        stopping.set()

        assert told.result() == (1, 1)
    held.close()
    idle.close()
