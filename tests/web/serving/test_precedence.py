"""Who is signed in comes first, strangers one at a time, and watchers wait for nobody."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import pairwise

import pytest

from tests.web.serving.conftest import PATIENCE, SHORT, Clock, Line, Looked, Small, wait_until
from web.serving.precedence import MOST, PAUSE, REMEMBERED, InOrder, Precedence

Call = Callable[[], Line]
TOKEN = b"Cookie: a=b; s26=known\r\n"


def asked(path: bytes, more: bytes = b"") -> bytes:
    """A question for a page."""
    return b"GET %s HTTP/1.1\r\nHost: a\r\n%s\r\n" % (path, more)


@pytest.mark.parametrize(
    ("cookies", "known"),
    [
        ("s26=known", True),
        ("a=b; s26=known", True),
        ("a=b;s26=known ;c=d", True),
        ("xs26=known", False),
        ("s26_form=known", False),
        ("s26=knownx", False),
        ("s26=", False),
        ("s26", False),
        ("", False),
        ("=;;;" * 5000, False),
    ],
)
def test_somebody_is_known_by_the_token_they_were_given(cookies: str, *, known: bool) -> None:
    precedence = Precedence("s26")
    precedence.note("known")

    assert precedence.knows(cookies) == known


def test_nobody_is_known_for_ever() -> None:
    clock = Clock()
    precedence = Precedence("s26", clock)
    for number in range(MOST + 1):
        precedence.note(str(number))
    assert not precedence.knows("s26=0")
    assert precedence.knows(f"s26={MOST}")
    precedence.forget(str(MOST))
    precedence.forget("nobody")
    assert not precedence.knows(f"s26={MOST}")

    assert precedence.knows("s26=1")
    clock.now += REMEMBERED
    assert not precedence.knows("s26=1")


@contextmanager
def a_stranger(precedence: Precedence, begun: list[float]) -> Iterator[threading.Event]:
    """A stranger's page that is made until the event is set; when it was begun is noted."""
    over = threading.Event()

    def made() -> None:
        with precedence.of_strangers():
            begun.append(time.monotonic())
            over.wait(PATIENCE)

    page = threading.Thread(target=made)
    page.start()
    try:
        yield over
    finally:
        over.set()
        page.join()


def wait_for(begun: list[float], number: int) -> None:
    """Waits until so many have begun, and makes sure that no more do."""
    wait_until(lambda: len(begun) >= number)
    time.sleep(3 * PAUSE)
    assert len(begun) == number


def test_strangers_come_one_at_a_time_and_people_do_not_wait_for_them() -> None:
    precedence, begun = Precedence(), list[float]()
    with a_stranger(precedence, begun) as first, a_stranger(precedence, begun):
        wait_for(begun, 1)
        with precedence.of_people(), precedence.of_people():
            wait_for(begun, 1)
        first.set()
        wait_for(begun, 2)


def test_a_fault_gives_the_turn_back() -> None:
    precedence, begun = Precedence(), list[float]()
    for turn in (precedence.of_strangers, precedence.of_people):
        with pytest.raises(ZeroDivisionError), turn():
            _ = 1 / 0
    with a_stranger(precedence, begun):
        wait_for(begun, 1)


def five_strangers(precedence: Precedence) -> list[float]:
    """When five who come at once had their turns."""
    begun = list[float]()

    def stranger(_: int) -> None:
        with precedence.of_strangers():
            begun.append(time.monotonic())

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(stranger, range(5)))
    return begun


def test_strangers_pause_while_people_are_at_work_and_are_not_kept_out() -> None:
    precedence = Precedence()
    with precedence.of_people():
        begun = five_strangers(precedence)

    assert min(after - before for before, after in pairwise(begun)) >= PAUSE * 0.9


def test_strangers_come_in_order() -> None:
    turns, came = InOrder(), list[int]()

    def come(number: int) -> None:
        turns.acquire()
        came.append(number)
        turns.release()

    def there(number: int) -> None:
        wait_until(lambda: len(turns._waiting) == number)

    turns.acquire()
    with ThreadPoolExecutor(5) as pool:
        for number in range(5):
            pool.submit(come, number)
            there(number + 1)
        turns.release()

    assert came == [0, 1, 2, 3, 4]


def test_strangers_do_not_pause_while_nobody_is_at_work() -> None:
    assert len(five_strangers(Precedence(clock=lambda: 0.0))) == 5  # no time goes by


def test_whoever_waits_for_something_slow_lets_the_next_go_on() -> None:
    precedence, begun = Precedence(), list[float]()
    with precedence.aside():  # nobody's turn: nothing to give up
        pass
    with precedence.of_strangers(), a_stranger(precedence, begun) as other:
        wait_for(begun, 0)
        with precedence.aside():
            wait_for(begun, 1)
            with a_stranger(precedence, begun) as third:
                wait_for(begun, 1)
                other.set()
                wait_for(begun, 2)
                third.set()


@contextmanager
def held(call: Call, small: Small, question: bytes, number: int, at_once: int) -> Iterator[None]:
    """While so many pages are asked for that do not come to an end, so many of them at once."""
    small.let_go.clear()
    small.asked.clear()
    lines = [call().say(question) for _ in range(number)]
    try:
        wait_until(lambda: small.asked.count("/hold") == at_once)
        yield
    finally:
        small.let_go.set()
    assert [line.status() for line in lines] == [200] * number


def no_answer(line: Line) -> bool:
    """Whether nothing is said for a while."""
    line.socket.settimeout(4 * SHORT.tick)
    try:
        line.status()
    except TimeoutError:
        return True
    finally:
        line.socket.settimeout(PATIENCE)
    return False


def test_somebody_known_is_answered_however_many_strangers_are_before_them(
    call: Call, small: Small, server: Looked
) -> None:
    server.precedence.note("known")
    with held(call, small, asked(b"/hold"), SHORT.threads + 20, 1):
        assert no_answer(call().say(asked(b"/")))
        assert no_answer(call().say(asked(b"/", b"Cookie: s26=guessed\r\n")))
        assert call().say(asked(b"/", TOKEN) * 3).status() == 200


def test_a_watcher_is_answered_while_every_thread_is_taken(
    call: Call, small: Small, server: Looked
) -> None:
    server.precedence.note("known")
    with (
        held(call, small, asked(b"/hold"), 1, 1),
        held(call, small, asked(b"/hold", TOKEN), SHORT.threads + 2, SHORT.threads),
    ):
        assert no_answer(call().say(asked(b"/", TOKEN)))
        for path in (b"/live", b"/ready", b"/health"):
            assert call().say(asked(path) * 2).status() == 200
