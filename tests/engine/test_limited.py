"""What reads foreign files does so in a process of its own, and costs no more than its limits."""

import threading
import tracemalloc
from pathlib import Path

import pytest

from engine import limited
from engine.limited import Broken, TooMuch

GREEDY = "tests.engine.greedy"


def test_what_a_reader_says_comes_back() -> None:
    assert limited.read(GREEDY, b"x" * 5_000_000, "size") == {"bytes": 5_000_000}


def test_a_reader_without_end_costs_two_seconds_and_a_sentence() -> None:
    with pytest.raises(TooMuch, match="too much time"):
        limited.read(GREEDY, b"", "processor")


def test_a_reader_that_waits_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "PATIENCE", 0.2)

    with pytest.raises(TooMuch, match="too long"):
        limited.read(GREEDY, b"", "patience")


def test_a_reader_that_wants_all_memory_is_told() -> None:
    with pytest.raises(TooMuch, match="memory"):
        limited.read(GREEDY, b"", "memory")


@pytest.mark.parametrize("wish", ["talk", "complaint"])
def test_a_reader_that_says_more_than_there_is_to_say_is_ended(wish: str) -> None:
    tracemalloc.start()

    with pytest.raises(TooMuch, match="far more"):
        limited.read(GREEDY, b"x" * 5_000_000, wish)

    assert tracemalloc.get_traced_memory()[1] < 40_000_000
    tracemalloc.stop()


def test_a_reader_may_leave_what_it_is_given() -> None:
    with pytest.raises(Broken):
        limited.read("tests.engine.no_such_reader", b"x" * 5_000_000)


@pytest.mark.parametrize("wish", ["death", "fault"])
def test_a_reader_that_dies_takes_nobody_with_it(wish: str) -> None:
    with pytest.raises(Broken):
        limited.read(GREEDY, b"", wish)


def test_a_reader_sees_no_settings_and_writes_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S26_SECRET_KEY", "secret")
    surroundings = limited.read(GREEDY, b"", "surroundings")
    assert isinstance(surroundings, list)
    assert "S26_SECRET_KEY" not in surroundings

    with pytest.raises(Broken, match="File too large"):
        limited.read(GREEDY, b"left", "file")
    left = Path("/dev/shm/section26-left-behind")
    assert not left.exists() or left.read_bytes() == b""
    left.unlink(missing_ok=True)


def test_many_threads_read_at_once() -> None:
    said: list[object] = []
    threads = [
        threading.Thread(target=lambda: said.append(limited.read(GREEDY, b"abc", "size")))
        for _ in range(6)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert said == [{"bytes": 3}] * 6
