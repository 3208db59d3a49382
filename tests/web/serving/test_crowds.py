"""Who makes room when there are too many, how many those are, and what is in hand at the end."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest

from tests.web.serving.conftest import ASKED, HEAD, SHORT, UPLOAD, Line, Looked, Small, wait_until
from web.serving.channel import Standing
from web.serving.lanes import Lanes
from web.serving.limits import FILES_OF_OURS, Limits, affordable, connections_for
from web.serving.pages import PatientServer
from web.serving.shedding import who_has_to_go

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


def test_whoever_is_signed_in_is_the_last_to_make_room(call: Call, server: Looked) -> None:
    server.precedence.note("known")
    person = call().say(b"GET / " + HEAD + b"Cookie: s26=known\r\n\r\n")
    assert person.status() == 200
    upload = call().say((UPLOAD % 1_000).replace(b"s26=a", b"s26=known") + b"b" * 999)
    for _ in range(200):
        call().say(UPLOAD % 1_000 + b"b" * 999)
    server.look()

    assert upload.say(b"b").status() == 200
    assert b" 200 " in person.say(b"GET / " + HEAD + b"Connection: close\r\n\r\n").rest()


@dataclass(eq=False)
class Unfinished:
    """A connection as whoever sheds sees it."""

    since: float
    state: Standing
    known: bool = False
    room: int = 0
    late: bool = False

    def standing(self) -> Standing:
        return self.state

    def is_late(self, now: float) -> bool:
        return self.late

    def is_known(self) -> bool:
        return self.known

    def room_taken(self) -> int:
        return self.room


def going(*channels: Any) -> list[float]:
    """The beginnings of those who have to go where there is room for four of them."""
    limits = Limits(connections=5, crowded=0.8, all_bodies=100)
    return [one.since for one in who_has_to_go(channels, 0.0, limits)]


def test_strangers_who_take_nothing_make_room_too_and_whoever_waits_for_us_does_not() -> None:
    waits = [Unfinished(n, Standing.NOTHING) for n in range(3)]
    taking = [Unfinished(n, Standing.TAKING) for n in (9, 8)]
    person = Unfinished(5, Standing.HEAD, known=True)

    assert going(*waits, *taking) == [8]
    assert going(*waits, *taking, person) == [8, 9]
    assert going(*waits, person, Unfinished(4, Standing.NEXT, known=True)) == [5]
    assert going(*waits, *waits) == []
    assert going(*waits, Unfinished(7, Standing.BODY, late=True), person) == [7]


def test_the_bodies_of_strangers_make_room_before_those_of_people() -> None:
    person = Unfinished(1, Standing.BODY, known=True, room=60)
    strangers = [Unfinished(n, Standing.BODY, room=30) for n in (3, 2)]

    assert going(person, *strangers) == [2]
    assert going(person, person, strangers[0]) == [3, 1]


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
