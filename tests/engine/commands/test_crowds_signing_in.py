"""However many sign in at once, few are looked at, and the rest lose nothing by it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from argon2 import PasswordHasher

from engine.api import Engine
from engine.audit.log import REGISTER, entries
from engine.commands.add_person import AddPerson
from engine.commands.sign_in import SignIn
from engine.errors import TooManyAtOnce, TooManyTries
from engine.people.gate import FOR_STRANGERS, FOR_THE_FAMILIAR
from engine.people.throttle import FREE
from engine.queries.signing_in import who
from tests.crowding import crowded
from tests.engine.commands.test_guessing import HOME, MINISTER, OFFICE, PASSWORD, rows, told

Verify = Callable[[PasswordHasher, str, str], bool]


@pytest.fixture(autouse=True)
def minister(engine: Engine) -> int:
    """Somebody who signs in."""
    return engine.do(AddPerson("The Minister", MINISTER, PASSWORD), None)


def test_whoever_finds_the_gate_full_is_told_to_come_again_and_no_try_is_counted(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes: list[str] = []
    monkeypatch.setattr(PasswordHasher, "verify", lambda _, kept, __: hashes.append(kept))
    before = rows(engine)
    with crowded(FOR_STRANGERS):
        for account in [MINISTER, "nobody@home-office.example"] * FREE:
            with pytest.raises(TooManyAtOnce, match="wait 5 seconds") as told_so:
                engine.do(SignIn(account, PASSWORD, OFFICE), None)

    assert told_so.value.seconds == 5
    assert rows(engine) == before
    assert hashes == []
    monkeypatch.undo()
    assert told(engine, MINISTER, PASSWORD) == ""


def test_a_crowd_of_strangers_keeps_out_nobody_who_signed_in_from_there_of_late(
    engine: Engine,
) -> None:
    assert told(engine, MINISTER, PASSWORD, OFFICE) == ""
    with crowded(FOR_STRANGERS):
        assert told(engine, MINISTER, PASSWORD, OFFICE) == ""
        assert "So many people" in told(engine, MINISTER, PASSWORD, HOME)
    with crowded(FOR_THE_FAMILIAR):
        assert "So many people" in told(engine, MINISTER, PASSWORD, OFFICE)
        assert told(engine, MINISTER, PASSWORD, HOME) == ""


def test_whoever_has_to_wait_takes_no_place(engine: Engine) -> None:
    for _ in range(FREE):
        told(engine, MINISTER, "wrong")
    with crowded(FOR_STRANGERS), pytest.raises(TooManyTries):
        engine.do(SignIn(MINISTER, "wrong", OFFICE), None)


def test_every_way_out_gives_the_place_back(engine: Engine) -> None:
    ways = [PASSWORD, "wrong", *["wrong"] * FREE, "wrong"]
    for _ in range(2):
        for password in ways:
            told(engine, MINISTER, password, HOME)
    with crowded(FOR_STRANGERS), crowded(FOR_THE_FAMILIAR):
        pass


def all_let_go(engine: Engine) -> bool:
    """Whether nobody has a connection, once those who still look at the database are done."""
    pool: Any = engine.database.engine.pool
    until = time.monotonic() + 20
    while pool.checkedout() and time.monotonic() < until:
        time.sleep(0.01)
    return bool(pool.checkedout() == 0)


def test_one_password_is_looked_at_at_a_time_and_no_connection_is_held_meanwhile(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, bool, bool]] = []
    at_work: list[str] = []
    verify: Verify = PasswordHasher.verify

    def watched(hasher: PasswordHasher, kept: str, password: str) -> bool:
        at_work.append(kept)
        with engine.database.writing():  # nobody is in the way of who writes
            pass
        right = verify(hasher, kept, password)
        seen.append((len(at_work), all_let_go(engine), right))
        at_work.pop()
        return right

    monkeypatch.setattr(PasswordHasher, "verify", watched)
    tries = [
        threading.Thread(target=told, args=(engine, MINISTER, PASSWORD, f"192.0.2.{number}"))
        for number in range(6)
    ]
    for one in tries:
        one.start()
    for one in tries:
        one.join()

    assert len(seen) == 6
    assert {at_once for at_once, _, _ in seen} == {1}
    assert {right for _, _, right in seen} == {True}
    assert {let_go for _, let_go, _ in seen} == {True}


def test_others_go_on_while_a_password_is_looked_at(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    told_of: list[str] = []

    @contextmanager
    def aside() -> Iterator[None]:
        told_of.append("begins")
        yield
        told_of.append("over")

    verify: Verify = PasswordHasher.verify

    def noted(hasher: PasswordHasher, kept: str, password: str) -> bool:
        told_of.append("hash")
        return verify(hasher, kept, password)

    monkeypatch.setattr(PasswordHasher, "verify", noted)
    engine.do(SignIn(MINISTER, PASSWORD, OFFICE, aside=aside), None)
    assert told_of == ["begins", "hash", "over"]


def test_what_was_counted_before_the_hash_is_taken_back_after_it(engine: Engine) -> None:
    token = engine.do(SignIn(MINISTER, PASSWORD, OFFICE), None)
    for _ in range(FREE - 1):
        assert "not right" in told(engine, MINISTER, "wrong")
    assert told(engine, MINISTER, PASSWORD) == ""
    assert "not right" in told(engine, MINISTER, "wrong")

    assert engine.ask(who, None, token=token) is not None
    with engine.database.reading() as db:
        begun = [one for one in entries(db, REGISTER) if '"event":"sign_in"' in one.body]
    assert len(begun) == 2
