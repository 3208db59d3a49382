"""How long a guesser waits, and that the people who work there do not: tables and three attacks."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from engine.people.throttle import (
    ACCOUNTS,
    FAMILIAR,
    FREE,
    HOUR,
    LONGEST_WAIT,
    NOTHING,
    REMEMBERED_FOR,
    STRANGERS,
    Memory,
    Pair,
    Pressure,
    after_a_try,
    familiar,
    growing,
    share_added,
    wait,
    weight,
    without_share,
)

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (4, 0), (5, 2), (6, 4), (7, 8), (12, 256), (13, 512), (14, 900), (10**9, 900)],
)
def test_five_tries_are_free_and_then_the_wait_doubles(failures: int, seconds: int) -> None:
    assert growing(failures) == timedelta(seconds=seconds)


@pytest.mark.parametrize(("ago", "seconds"), [(0, 2), (1, 1), (2, 0), (3, 0)], ids=str)
def test_the_wait_runs_from_the_last_try(ago: int, seconds: int) -> None:
    memory = Memory(Pair(FREE, NOW - ago * SECOND))

    assert max(wait(memory, NOW), NOTHING) == seconds * SECOND


def test_wrong_tries_are_forgotten_after_a_day() -> None:
    memory = Memory(Pair(40, NOW - REMEMBERED_FOR))

    assert wait(memory, NOW) <= NOTHING
    assert after_a_try(memory, NOW).pair.failures == 1


def test_a_right_password_makes_a_pair_familiar_for_ninety_days() -> None:
    for right_at in (NOW, NOW - FAMILIAR + SECOND):
        assert familiar(Pair(right_at=right_at), NOW)
    assert not familiar(Pair(right_at=NOW - FAMILIAR), NOW)
    assert not familiar(Pair(), NOW)


@pytest.mark.parametrize(
    ("tries", "seconds"), [(STRANGERS - 1, 0), (STRANGERS, 2), (STRANGERS + 1, 4), (900, 900)]
)
def test_strangers_hold_up_strangers_and_never_a_familiar_pair(tries: int, seconds: int) -> None:
    account = Pressure(NOW + tries * HOUR / STRANGERS, NOW)

    assert wait(Memory(account=account), NOW) == seconds * SECOND
    assert wait(Memory(Pair(right_at=NOW - DAY), account=account), NOW) <= NOTHING


def test_each_try_of_a_stranger_is_forgotten_in_turn() -> None:
    account = Pressure(NOW + HOUR, NOW)

    assert weight(account, NOW, STRANGERS) == STRANGERS
    assert weight(account, NOW + HOUR / STRANGERS, STRANGERS) == STRANGERS - 1
    assert weight(account, NOW + HOUR, STRANGERS) == 0
    assert weight(Pressure(), NOW, STRANGERS) == 0


@pytest.mark.parametrize(("accounts", "seconds"), [(ACCOUNTS - 1, 0), (ACCOUNTS, 2), (900, 2)])
def test_an_address_that_tries_many_accounts_is_paced_and_never_shut(
    accounts: int, seconds: int
) -> None:
    address = Pressure(NOW + accounts * HOUR / ACCOUNTS, NOW)

    assert wait(Memory(address=address), NOW) == seconds * SECOND


def test_the_same_account_tried_again_counts_once_an_hour_against_its_address() -> None:
    once = after_a_try(Memory(), NOW)
    twice = after_a_try(once, NOW + SECOND)
    later = after_a_try(twice, NOW + SECOND + HOUR)

    assert weight(twice.address, NOW + SECOND, ACCOUNTS) == 1
    assert weight(twice.account, NOW + SECOND, STRANGERS) == 2
    assert weight(later.address, NOW + SECOND + HOUR, ACCOUNTS) == 1
    assert later.pair.failures == 3


def test_a_wrong_try_of_a_familiar_pair_presses_on_nobody() -> None:
    memory = after_a_try(Memory(Pair(right_at=NOW - DAY)), NOW)

    assert memory.pair.failures == 1
    assert (memory.account, memory.address) == (Pressure(), Pressure())


def test_a_try_that_proves_right_is_taken_back() -> None:
    before = Memory(account=Pressure(NOW + HOUR / 2, NOW - SECOND))
    after = after_a_try(before, NOW)
    again = after_a_try(after, NOW)

    assert share_added(before.account, after.account) == HOUR / STRANGERS
    assert share_added(before.address, after.address) == HOUR / ACCOUNTS
    assert share_added(after.address, again.address) == NOTHING
    assert share_added(Pressure(), Pressure()) == NOTHING
    assert without_share(after.account, HOUR / STRANGERS).calm_at == before.account.calm_at
    assert without_share(Pressure(), HOUR) == Pressure()


@dataclass
class Service:
    """What the service would remember, of every pair, account and address."""

    pairs: dict[tuple[str, str], Pair] = field(default_factory=dict)
    accounts: dict[str, Pressure] = field(default_factory=dict)
    addresses: dict[str, Pressure] = field(default_factory=dict)

    def of(self, account: str, address: str) -> Memory:
        return Memory(
            self.pairs.get((account, address), Pair()),
            self.addresses.get(address, Pressure()),
            self.accounts.get(account, Pressure()),
        )

    def wait(self, account: str, address: str, now: datetime) -> timedelta:
        return max(wait(self.of(account, address), now), NOTHING)

    def guess(self, account: str, address: str, now: datetime) -> bool:
        """Whether the wrong password was looked at."""
        if self.wait(account, address, now):
            return False
        memory = after_a_try(self.of(account, address), now)
        self.pairs[account, address] = memory.pair
        self.accounts[account], self.addresses[address] = memory.account, memory.address
        return True


FORCE = "the force's one address"


@pytest.fixture
def service() -> Service:
    """The Minister works from the office, and forty clerks behind one address of a force."""
    service = Service()
    service.pairs["minister", "office"] = Pair(right_at=NOW - 3 * DAY)
    for number in range(40):
        service.pairs[f"clerk{number}", FORCE] = Pair(right_at=NOW - DAY)
    return service


def test_five_hundred_addresses_on_one_account_for_a_day(service: Service) -> None:
    looks = [
        service.guess("minister", f"bot{second % 500}", NOW + second * SECOND)
        for second in range(0, 86_400, 5)
    ]

    assert len(looks) == 17_280
    assert sum(looks) <= 660
    assert service.wait("minister", "office", NOW + DAY) == NOTHING
    assert service.wait("minister", "home", NOW + DAY) <= LONGEST_WAIT


def test_one_typist_behind_the_address_of_a_force_for_an_hour(service: Service) -> None:
    looks = [service.guess("clerk0", FORCE, NOW + second * SECOND) for second in range(3600)]
    end = NOW + HOUR
    colleagues = {service.wait(f"clerk{number}", FORCE, end) for number in range(1, 40)}

    assert sum(looks) <= 16
    assert colleagues == {NOTHING}
    assert service.wait("newcomer", FORCE, end) == NOTHING


def test_six_hundred_accounts_sprayed_from_the_address_of_a_force(service: Service) -> None:
    looks = [
        service.guess(f"account{second}", FORCE, NOW + second * SECOND) for second in range(600)
    ]
    end = NOW + 601 * SECOND

    assert sum(looks) <= 315
    assert service.wait("clerk5", FORCE, end) == NOTHING
    assert service.wait("newcomer", FORCE, end) <= 2 * SECOND


def test_a_guesser_from_one_address_never_holds_up_another_place_of_the_account(
    service: Service,
) -> None:
    for second in range(0, 86_400, 5):
        service.guess("minister", "one bot", NOW + second * SECOND)

    assert service.wait("minister", "home", NOW + DAY) == NOTHING
