"""Callers take turns, and whoever has hung up by then has had theirs."""

import socket
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from tests.web.serving.conftest import ASKED, HEAD, PATIENCE, SHORT, Line, Looked, Small, wait_until
from web.serving.turns import Turns, caller_of

Call = Callable[[], Line]


def test_the_next_is_that_of_the_next_caller() -> None:
    turns = Turns[str](lambda task: task[0], 3, 6)
    for task in ("a1", "a2", "a3", "b1", "c1", "b2"):
        turns.append(task)
    assert len(turns) == 6
    assert turns.has_enough_of("d1")

    assert [turns.popleft() for _ in range(4)] == ["a1", "b1", "c1", "a2"]
    turns.append("d1")
    assert not turns.has_enough_of("a4")
    turns.append("a4")
    turns.append("a5")
    assert turns.has_enough_of("a6")
    assert not turns.has_enough_of("e1")
    assert [turns.popleft() for _ in range(5)] == ["b2", "a3", "d1", "a4", "a5"]
    assert not turns


@pytest.mark.parametrize(
    ("address", "said", "caller"),
    [
        ("192.0.2.1", "", "192.0.2.1"),
        ("192.0.2.1", "198.51.100.1", "192.0.2.1"),
        ("10.0.0.5", "", "10.0.0.5"),
        ("10.0.0.5", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.5", "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        ("2001:db8::1", "", "2001:db8::/64"),
        ("10.0.0.5", "2001:db8::2", "2001:db8::/64"),
    ],
)
def test_a_caller_is_an_address_or_what_the_proxy_says(
    address: str, said: str, caller: str
) -> None:
    request = SimpleNamespace(headers={"X_FORWARDED_FOR": said} if said else {})
    task: Any = SimpleNamespace(addr=(address, 1), requests=[request])

    assert caller_of(task, "10.0.0.5") == caller


def whoever_is_answered(call: Call, small: Small) -> Line:
    """A stranger whose page is being made until the test lets it go, while others wait."""
    small.asked.clear()
    small.let_go.clear()
    line = call().say(b"GET /hold " + HEAD + b"\r\n")
    wait_until(lambda: small.asked == ["/hold"])
    return line


def test_whoever_asks_for_a_lot_waits_for_themselves(
    call: Call, small: Small, server: Looked
) -> None:
    crowd = [whoever_is_answered(call, small)]
    threads = SHORT.threads_for_strangers
    crowd += [call().say(b"GET /crowd " + HEAD + b"\r\n") for _ in range(threads + 10)]
    wait_until(lambda: waiting(server) == 11)  # the others are with a thread, and wait there
    with socket.create_connection(
        ("127.0.0.1", int(server.server.effective_port)), PATIENCE, ("127.0.0.2", 0)
    ) as neighbour:
        neighbour.sendall(b"GET /neighbour " + HEAD + b"\r\n")
        wait_until(lambda: waiting(server) == 12)
        small.let_go.set()
        assert neighbour.recv(12) == b"HTTP/1.1 200"

    assert [line.status() for line in crowd] == [200] * len(crowd)
    assert small.asked.index("/neighbour") <= threads + 2


def test_whoever_finds_too_many_of_theirs_waiting_is_told_so_at_once(
    call: Call, small: Small, server: Looked
) -> None:
    crowd = [whoever_is_answered(call, small)]
    others = SHORT.threads_for_strangers - 1
    crowd += [call().say(ASKED) for _ in range(others)]
    wait_until(lambda: len(server.precedence._strangers._waiting) == others)
    crowd += [call().say(ASKED) for _ in range(SHORT.waiting_of_one)]
    wait_until(lambda: waiting(server) == SHORT.waiting_of_one)
    told = call().say(ASKED).rest()
    small.let_go.set()

    assert told.startswith(b"HTTP/1.1 503 ")
    assert b"Retry-After: 5" in told
    assert [line.status() for line in crowd] == [200] * len(crowd)


def waiting(server: Looked) -> int:
    """Requests of strangers that no thread has taken on."""
    return len(server.server.task_dispatcher.strangers.queue)


def test_no_page_is_made_for_whoever_has_hung_up_before_their_turn(
    call: Call, small: Small, server: Looked
) -> None:
    small.asked.clear()
    small.let_go.clear()
    held = call().say(b"GET /hold " + HEAD + b"\r\n")
    wait_until(lambda: small.asked == ["/hold"])
    for _ in range(SHORT.threads_for_strangers + 3):
        call().say(b"GET /gone " + HEAD + b"\r\n").close()
    patient = call().say(ASKED)
    wait_until(lambda: waiting(server) == 5)
    server.look(2.0)
    small.let_go.set()

    assert held.status() == patient.status() == 200
    assert small.asked == ["/hold", "/"]


def test_whoever_asks_nothing_more_and_is_answered_at_once_is_answered(call: Call) -> None:
    line = call().say(ASKED)
    line.socket.shutdown(socket.SHUT_WR)

    assert line.status() == 200
