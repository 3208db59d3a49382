"""Whoever guesses at passwords waits, whoever works here does not, and no account is betrayed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select

from engine.api import Engine
from engine.audit.log import REGISTER, entries
from engine.commands.add_person import AddPerson
from engine.commands.sign_in import SignIn
from engine.commands.tries import Attempt, attempt, count, memory_of
from engine.commands.unlock_account import UnlockAccount
from engine.errors import NotAllowed, NotFound, SignInRefused, TooManyTries
from engine.people.actor import Actor
from engine.people.tables import sign_in_pressure, sign_in_try
from engine.people.throttle import ACCOUNTS, FREE, NOTHING, STRANGERS, wait
from engine.rehearsals.play import StoryClock

MINISTER, PASSWORD = "minister@home-office.example", "a long enough password"
OFFICE, HOME = "192.0.2.1", "192.0.2.99"
SECOND = timedelta(seconds=1)


@pytest.fixture
def minister(engine: Engine) -> int:
    """The owner of the account that is guessed at."""
    return engine.do(AddPerson("The Minister", MINISTER, PASSWORD), None)


def told(engine: Engine, account: str, password: str, address: str = OFFICE) -> str:
    """What somebody who signs in is told; nothing when they are in."""
    try:
        engine.do(SignIn(account, password, address), None)
    except SignInRefused as refused:
        return str(refused)
    return ""


def rows(engine: Engine) -> tuple[int, int]:
    """How many rows remember tries."""
    with engine.database.reading() as db:
        counts = (select(func.count()).select_from(one) for one in (sign_in_try, sign_in_pressure))
        pairs, pressures = (db.execute(one).scalar_one() for one in counts)
    return pairs, pressures


def test_the_sixth_try_waits_and_the_right_password_then_signs_in(
    engine: Engine, minister: int, clock: StoryClock
) -> None:
    wrong = [told(engine, MINISTER, "wrong") for _ in range(FREE + 1)]
    early = told(engine, MINISTER, PASSWORD)
    clock.now += 2 * SECOND

    assert ["wait" in one for one in wrong] == [False] * FREE + [True]
    assert "wait 2 seconds" in early
    assert told(engine, MINISTER, PASSWORD) == ""
    assert told(engine, MINISTER, "wrong") == wrong[0]


def test_every_spelling_of_an_account_is_counted_as_one(engine: Engine, minister: int) -> None:
    spellings = [MINISTER.upper(), f" {MINISTER}", MINISTER.replace("@", "\u200b@"), MINISTER]
    for spelling in [*spellings, MINISTER.replace(".", "\uff0e")]:
        assert "not right" in told(engine, spelling, "wrong")

    assert "wait" in told(engine, MINISTER, PASSWORD)


def test_a_whole_network_of_ipv6_is_one_address(engine: Engine, minister: int) -> None:
    for number in range(FREE):
        assert "not right" in told(engine, MINISTER, "wrong", f"2001:db8:0:1::{number}")

    assert "wait" in told(engine, MINISTER, "wrong", "2001:db8:0:1:ffff::1")
    assert "not right" in told(engine, MINISTER, "wrong", "2001:db8:0:2::1")


def test_strangers_hold_up_strangers_but_never_the_owner_at_the_office(
    engine: Engine, minister: int
) -> None:
    assert told(engine, MINISTER, PASSWORD, OFFICE) == ""
    for number in range(STRANGERS):
        assert "not right" in told(engine, MINISTER, "wrong", f"198.51.100.{number}")

    assert "wait" in told(engine, MINISTER, "wrong", "203.0.113.1")
    assert "wait" in told(engine, MINISTER, PASSWORD, HOME)
    assert told(engine, MINISTER, PASSWORD, OFFICE) == ""


def test_however_many_try_at_once_no_more_are_looked_at_than_are_free(
    engine: Engine, minister: int
) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: told(engine, MINISTER, "wrong"), range(40)))

    assert sum("not right" in answer for answer in answers) == FREE
    assert sum("wait" in answer for answer in answers) == 40 - FREE


def test_an_unknown_account_costs_the_same_hash_and_the_same_rows(
    engine: Engine, minister: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes: list[str] = []
    verify = PasswordHasher.verify

    def noted(hasher: PasswordHasher, kept: str, password: str) -> bool:
        hashes.append(kept.rsplit("$", 2)[0])
        return verify(hasher, kept, password)

    monkeypatch.setattr(PasswordHasher, "verify", noted)
    seen = []
    for account in (MINISTER, "nobody@home-office.example"):
        before = rows(engine)
        answer = told(engine, account, "wrong", HOME)
        after = rows(engine)
        seen.append((answer, after[0] - before[0], after[1] - before[1] - (account == MINISTER)))

    assert seen[0] == seen[1]
    assert len(hashes) == 2
    assert hashes[0] == hashes[1]  # the same work: its parameters stand before the salt


def test_what_waits_leaves_no_row_behind(engine: Engine, minister: int) -> None:
    for _ in range(FREE):
        told(engine, MINISTER, "wrong")
    before = rows(engine)
    assert "wait" in told(engine, MINISTER, "wrong")

    assert rows(engine) == before


def test_what_no_wait_depends_on_is_forgotten_at_the_next_right_password(
    engine: Engine, minister: int, clock: StoryClock
) -> None:
    for number in range(3):
        told(engine, f"nobody{number}@example.org", "wrong", HOME)
    clock.now += timedelta(days=2)
    assert told(engine, MINISTER, PASSWORD) == ""

    assert rows(engine) == (1, 2)


def test_an_operator_unlocks_an_account_and_the_register_says_who(
    engine: Engine, minister: int
) -> None:
    for number in range(STRANGERS + 1):
        told(engine, MINISTER, "wrong", f"198.51.100.{number}")
    assert "wait" in told(engine, MINISTER, PASSWORD, HOME)

    assert engine.do(UnlockAccount(MINISTER.upper(), "jo"), None) == STRANGERS
    assert told(engine, MINISTER, PASSWORD, HOME) == ""
    with engine.database.reading() as db:
        bodies = [one.body for one in entries(db, REGISTER)]
    assert [one for one in bodies if "unlock_account" in one and "jo at the command line" in one]


def test_unlocking_says_which_account_may_be_meant_and_who_may(
    engine: Engine, minister: int, someone: Callable[..., Actor]
) -> None:
    with pytest.raises(NotFound, match=f"did you mean {MINISTER}"):
        engine.do(UnlockAccount("minster@home-office.example"), None)
    with pytest.raises(NotAllowed):
        engine.do(UnlockAccount(MINISTER), someone("force_lead"))


def test_a_longer_wait_is_told_in_minutes() -> None:
    assert "wait a second," in str(TooManyTries(SECOND / 2))
    assert "wait 89 seconds" in str(TooManyTries(89 * SECOND))
    assert "wait 2 minutes" in str(TooManyTries(90 * SECOND))


@pytest.mark.parametrize(
    ("attempts", "most"),
    [
        ([attempt(f"account{n}", OFFICE) for n in range(60)], ACCOUNTS),
        ([attempt(MINISTER, f"198.51.100.{n}") for n in range(60)], STRANGERS),
    ],
    ids=["many accounts from one address", "one account from many addresses"],
)
def test_tries_that_come_at_once_wait_for_each_other(
    engine: Engine, clock: StoryClock, attempts: list[Attempt], most: int
) -> None:
    def looked_at(one: Attempt) -> bool:
        with engine.database.writing() as db:
            before = memory_of(db, one, clock.now)
            if wait(before, clock.now) > NOTHING:
                return False
            count(db, one, before, clock.now)
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(looked_at, attempts)) == most
