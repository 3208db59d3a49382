"""Callers over real sockets: each has a deadline for what they have to do, and people get in."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.web.serving.conftest import (
    ASKED,
    HEAD,
    LARGE,
    PATIENCE,
    SHORT,
    UPLOAD,
    Line,
    Looked,
    Small,
    wait_until,
)
from web.serving.loop import Sockets

Call = Callable[[], Line]
SMUGGLED = b"GET /smuggled " + HEAD + b"\r\n"
STEP = 0.1  # seconds


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
        b"Content-Length: 0\r\nContent-Length: 44\r\n\r\n",
        b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n0;a\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n",
        b"Transfer-Encoding : chunked\r\nContent-Length: 0\r\n\r\n",
        b"X-A: b\r\n Content-Length: 0\r\n\r\n",
        b"Host: other.example\r\n\r\n",
        b"Content-Length: %s\r\n\r\n" % (b"9" * 5000),
    ],
)
def test_two_meanings_are_answered_with_400_and_the_end(
    head: bytes, call: Call, small: Small
) -> None:
    said = call().say(b"POST / " + HEAD + head + SMUGGLED + ASKED).rest()

    assert said.split()[1] == b"400"
    assert said.count(b"HTTP/1.") == 1
    assert b"Connection: close" in said
    assert "/smuggled" not in small.asked


def test_one_after_the_other_is_answered_on_one_connection(call: Call) -> None:
    line = call().say(b"\r\n" + ASKED * 3)
    line.say(
        b"POST /a "
        + HEAD
        + b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
    )

    assert line.rest().count(b"HTTP/1.1 200") == 4


def test_whoever_waits_to_be_told_to_go_on_is_told(call: Call) -> None:
    head = b"POST /a " + HEAD + b"Connection: close\r\n"
    line = call().say(head + b"Content-Length: 3\r\nExpect: 100-continue\r\n\r\n")
    assert line.status() == 100
    assert b" 200 OK" in line.say(b"abc").rest()
    nothing_to_send = call().say(b"GET / " + HEAD + b"Expect: 100-continue\r\n\r\n")
    assert nothing_to_send.status() == 200


ANSWERED = [  # they have been answered before
    (ASKED, b""),
    (ASKED, b"\r\n"),
    (ASKED + b"GET / HTTP/1.1\r\n", b"X-A: b\r\n"),
]
TOO_SLOW = [  # what is said at first, and then again and again
    (b"", b""),
    (b"", b"\r\n"),
    (b"", b"\r\n\r\n"),
    (b"G", b""),
    (b"GET / HTTP/1.1\r\nX-A: ", b"b"),
    (b"GET / " + HEAD, b"X-A: b\r\n"),
    (UPLOAD % 90_000, b""),
    (UPLOAD % 90_000, b"b"),
    (b"POST / " + HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
    *ANSWERED,
]


def test_whoever_is_too_slow_is_let_go(call: Call, server: Looked) -> None:
    slow = {call().say(said): again for said, again in TOO_SLOW}
    assert [line.status() for line in list(slow)[-len(ANSWERED) :]] == [200] * len(ANSWERED)
    server.look()
    waited = 0.0
    while slow and waited < 5 * SHORT.idle:
        for line, again in slow.items():
            line.say(again)
        server.look(STEP)
        waited += STEP
        gone = {line for line in slow if line.has_gone()}
        assert waited > SHORT.head / 2 or not gone
        slow = {line: again for line, again in slow.items() if line not in gone}

    assert waited <= SHORT.idle + SHORT.grace


def test_whoever_keeps_the_pace_is_waited_for(call: Call, server: Looked) -> None:
    line = call().say(UPLOAD % 36_000)
    for number in range(1, 10):
        line.say(b"b" * 3_600)
        wait_until_heard(server, 3_600 * number)
        server.look(0.7)  # 5.1 kB/s, and the pace is 5

    assert line.say(b"b" * 3_600).status() == 200


def test_whoever_was_quick_and_says_nothing_more_is_let_go(call: Call, server: Looked) -> None:
    line = call().say(UPLOAD % 250_000 + b"b" * 200_000)
    wait_until_heard(server, 200_000)
    server.look(0.9 * SHORT.idle)
    assert not line.has_gone()

    server.look(0.2 * SHORT.idle)
    assert line.has_gone()


def wait_until_heard(server: Looked, wanted: int) -> None:
    """Waits until the server has so many bytes of bodies that are still coming."""

    def heard() -> int:
        coming = [one.request for one in list(server.server.active_channels.values())]
        return sum(request.body_bytes_received for request in coming if request)

    wait_until(lambda: heard() == wanted)


def test_who_is_late_is_judged_by_a_moment_before_we_last_listened(
    server: Looked, monkeypatch: pytest.MonkeyPatch
) -> None:
    listened, judged = list[float](), list[tuple[float, float]]()
    turn, shed = Sockets.turn, Looked._shed

    def noted_turn(sockets: Sockets, seconds: float) -> None:
        listened.append(server.clock())
        turn(sockets, seconds)

    def noted_shed(server: Looked, now: float) -> None:
        judged.append((now, listened[-1]))
        shed(server, now)

    monkeypatch.setattr(Sockets, "turn", noted_turn)
    wait_until(lambda: bool(listened))
    monkeypatch.setattr(Looked, "_shed", noted_shed)
    wait_until(lambda: len(judged) > 3)

    assert all(now < last for now, last in judged)


def test_whoever_does_not_take_their_answer_is_let_go_and_keeps_no_thread(
    call: Call, small: Small, server: Looked
) -> None:
    small.asked.clear()
    slow = [call().say(b"GET /large " + HEAD + b"\r\n") for _ in range(SHORT.threads + 2)]
    wait_until(lambda: small.asked == ["/large"] * len(slow))
    assert call().say(ASKED).status() == 200

    server.look_until_all_have_gone()
    assert all(len(line.rest()) < len(LARGE) for line in slow)


def test_whoever_asks_for_a_lot_at_once_and_takes_nothing_keeps_no_thread_and_no_room(
    call: Call, small: Small, server: Looked
) -> None:
    small.asked.clear()
    asked = b"GET /large " + HEAD + b"\r\n"
    greedy = [call().say(asked * 16) for _ in range(SHORT.threads + 2)]
    wait_until(lambda: small.asked == ["/large"] * len(greedy))
    assert call().say(ASKED).status() == 200

    server.look()
    assert small.asked.count("/large") == len(greedy)  # 30 MB for each, and not 64
    server.look_until_all_have_gone()
    assert all(len(line.rest()) < len(LARGE) for line in greedy)


@pytest.mark.parametrize("path", [b"/", b"/medium", b"/large"])
def test_whoever_asks_for_a_lot_at_once_and_takes_it_is_answered_in_order(
    call: Call, path: bytes
) -> None:
    times = 3 if path == b"/large" else SHORT.most_at_once
    asked = (b"GET %s " % path + HEAD + b"\r\n") * (times - 1)
    line = call().say(
        asked + b"POST / " + HEAD + b"Connection: close\r\nContent-Length: 1\r\n\r\na"
    )
    said = line.rest()

    assert said.count(b"HTTP/1.1 200 OK") == times
    assert said.endswith(b"\r\n\r\n1 1")


def test_an_answer_that_is_taken_steadily_is_sent_whole(call: Call) -> None:
    said = call().say(b"GET /large " + HEAD + b"Connection: close\r\n\r\n").rest()

    assert said.endswith(LARGE[-1000:])
    assert len(said) > len(LARGE)


@pytest.mark.parametrize(
    ("size", "cookie", "kept"),
    [
        (300_000, b"Cookie: s26=a\r\n", 300_000),
        (300_001, b"Cookie: s26=a\r\n", 0),
        (1_900_000, b"Cookie: s26=a\r\n", 0),
        (100_000, b"", 100_000),
        (200_000, b"", 0),
    ],
)
def test_what_is_too_large_is_thrown_away_and_the_page_says_so(
    size: int, cookie: bytes, kept: int, call: Call
) -> None:
    head = b"POST /upload " + HEAD + cookie + b"Connection: close\r\n"
    said = call().say(head + b"Content-Length: %d\r\n\r\n" % size + b"b" * size).rest()
    assert said.endswith(b"%d %d" % (size, kept))

    chunked = b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % size + b"b" * size + b"\r\n0\r\n\r\n"
    assert call().say(head + chunked).rest().endswith(b"%d %d" % (size, kept))


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (UPLOAD % 2_500_000 + b"b" * 1_500_000, b"413"),
        (b"GET / HTTP/1.1\r\n" + b"X-A: b\r\n" * 200_000, b"431"),
        (b"POST / " + HEAD + b"X-A: b\r\n c\r\n\r\n" + b"b" * 1_500_000, b"400"),
    ],
    ids=["body", "head", "two meanings"],
)
def test_a_refusal_is_read_by_whoever_is_still_sending(
    words: bytes, status: bytes, call: Call
) -> None:
    line = call()
    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(line.say, words)
        assert line.rest().split()[1] == status
        sending.result(timeout=PATIENCE)


def test_so_many_questions_are_heard_at_once_and_no_more(call: Call, small: Small) -> None:
    small.asked.clear()
    said = call().say(ASKED * 100).rest()

    assert small.asked == ["/"] * SHORT.most_at_once
    assert said.count(b"HTTP/1.1 200 OK") == SHORT.most_at_once
    assert b"too many requests at once" in said


def test_bodies_that_are_still_coming_have_so_much_room_and_no_more(
    call: Call, server: Looked
) -> None:
    def begin() -> Line:
        return call().say(UPLOAD % 250_000 + b"b" * 200_000)

    first = begin()
    wait_until_heard(server, 200_000)
    second = begin()
    wait_until_heard(server, 400_000)
    third = begin()
    wait_until(first.has_gone)
    fourth = begin()
    wait_until(second.has_gone)

    told = [line.say(b"b" * 50_000).status() for line in (third, fourth)]
    assert told == [200, 200]
