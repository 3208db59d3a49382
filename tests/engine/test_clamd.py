"""The virus scanner is asked in its own words, and what is no answer is none."""

import socket
import threading
import time
from pathlib import Path

import pytest

from engine.clamd import CHUNK, Clamd, NoVerdict
from tests.scanners import BAD, scanner

LARGE = bytes(range(256)) * (10_000_000 // 256)


def test_a_file_is_shown_whole_over_a_port_and_a_socket(tmp_path: Path) -> None:
    for at in (None, tmp_path / "clamd.ctl"):
        with scanner(at=at) as running:
            clamd = Clamd(running.address)

            assert clamd.virus_in(b"") is None
            assert clamd.virus_in(LARGE) is None
            assert clamd.virus_in(b"x" * CHUNK + BAD) == "Test.Virus-1"
            assert running.taken == [b"", LARGE, b"x" * CHUNK + BAD]


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: OK and more\0",
        b"stream:  FOUND\0",
        b"OK\0",
        b"\xff\0",
        b"stream: OK" * 1_000,
    ],
)
def test_whatever_else_it_answers_says_nothing_of_the_file(answer: bytes) -> None:
    with scanner(lambda _: answer) as running, pytest.raises(NoVerdict, match="it answered"):
        Clamd(running.address).virus_in(b"x")


def test_an_answer_in_pieces_or_without_its_end_is_one() -> None:
    with scanner(lambda _: b"stream: OK") as running:
        assert Clamd(running.address).virus_in(b"x") is None


def test_a_scanner_that_says_nothing_is_not_waited_for() -> None:
    with scanner(lambda _: None) as running, pytest.raises(NoVerdict, match="timed out"):
        Clamd(running.address, seconds=0.3).virus_in(b"x")


def test_a_scanner_that_answers_a_byte_at_a_time_is_not_waited_for() -> None:
    listening = socket.create_server(("127.0.0.1", 0))

    def trickle() -> None:
        line, _ = listening.accept()
        with line:
            while True:
                try:
                    line.sendall(b"s")
                except OSError:
                    return
                time.sleep(0.02)

    thread = threading.Thread(target=trickle)
    thread.start()
    with listening, pytest.raises(NoVerdict):
        Clamd(f"127.0.0.1:{listening.getsockname()[1]}", seconds=0.3).virus_in(b"x")
    thread.join()


def test_a_scanner_that_takes_nothing_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening, pytest.raises(NoVerdict):
        Clamd(f"127.0.0.1:{listening.getsockname()[1]}", seconds=0.3).virus_in(LARGE)


@pytest.mark.parametrize("address", ["/no/such/clamd.ctl", "/" + "x" * 200, "127.0.0.1:1"])
def test_a_scanner_that_is_not_there_is_told(address: str) -> None:
    with pytest.raises(NoVerdict, match="^" + address):
        Clamd(address).virus_in(b"x")


def test_no_time_left_is_no_answer() -> None:
    with scanner() as running, pytest.raises(NoVerdict, match=r"too long|timed out"):
        Clamd(running.address, seconds=1e-9).virus_in(b"x")
