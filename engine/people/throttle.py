"""How long whoever guesses at passwords waits before one more is looked at. No database here.

A pair is an account tried from an address. Where the account was signed in to from that address of
late, the pair is familiar: only its own wrong tries count, so that no stranger can hold it up.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

FREE = 5  # wrong tries of one pair before it waits
FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=15)
REMEMBERED_FOR = timedelta(hours=24)  # how long a pair's wrong tries are remembered
FAMILIAR = timedelta(days=90)  # how long a right password makes a pair familiar
HOUR = timedelta(hours=1)
STRANGERS = 20  # an hour: wrong tries on one account by all its strangers
ACCOUNTS = 30  # an hour: accounts tried wrongly from one address by its strangers
PACE = timedelta(seconds=2)  # between two tries of strangers from an address that tries many
NOTHING = timedelta()


@dataclass(frozen=True, slots=True)
class Pair:
    """What is remembered of one account tried from one address."""

    failures: int = 0
    last_at: datetime | None = None
    right_at: datetime | None = None  # when a right password last came from there


@dataclass(frozen=True, slots=True)
class Pressure:
    """How much strangers try on one account, or from one address: each try is forgotten in turn.

    `calm_at` is when the last of them will be: as an hour holds 20 or 30, each takes its share.
    """

    calm_at: datetime | None = None
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered before or after a try: its pair, its account and its address."""

    pair: Pair = Pair()
    address: Pressure = Pressure()
    account: Pressure = Pressure()


def familiar(pair: Pair, now: datetime) -> bool:
    """Whether this account was signed in to from this address of late."""
    return pair.right_at is not None and now - pair.right_at < FAMILIAR


def wait(memory: Memory, now: datetime) -> timedelta:
    """How long until a password may be looked at; nothing for most."""
    until = [_ready_at(memory.pair.last_at, growing(failures_of(memory.pair, now)))]
    if not familiar(memory.pair, now):
        on_account = weight(memory.account, now, STRANGERS)
        held_up = growing(FREE + on_account - STRANGERS) if on_account >= STRANGERS else NOTHING
        until.append(_ready_at(memory.account.last_at, held_up))
        paced = PACE if weight(memory.address, now, ACCOUNTS) >= ACCOUNTS else NOTHING
        until.append(_ready_at(memory.address.last_at, paced))
    return max([instant - now for instant in until if instant is not None], default=NOTHING)


def after_a_try(memory: Memory, now: datetime) -> Memory:
    """What is remembered once this try is counted as a wrong one, whatever comes of it."""
    pair = replace(memory.pair, failures=failures_of(memory.pair, now) + 1, last_at=now)
    if familiar(memory.pair, now):
        return replace(memory, pair=pair)
    last = memory.pair.last_at
    another_account = last is None or now - last >= HOUR or not memory.pair.failures
    return Memory(
        pair,
        _with_share(memory.address, now, HOUR / ACCOUNTS if another_account else NOTHING),
        _with_share(memory.account, now, HOUR / STRANGERS),
    )


def share_added(before: Pressure, after: Pressure) -> timedelta:
    """The share of an hour that one try added, for `without_share`."""
    if after.calm_at is None or after.last_at is None or after == before:
        return NOTHING
    calm_at = after.last_at if before.calm_at is None else max(before.calm_at, after.last_at)
    return after.calm_at - calm_at


def without_share(pressure: Pressure, share: timedelta) -> Pressure:
    """The pressure without the share of a try that proved to be right."""
    return replace(pressure, calm_at=pressure.calm_at and pressure.calm_at - share)


def failures_of(pair: Pair, now: datetime) -> int:
    """The wrong tries of a pair that are still remembered."""
    if pair.last_at is None or now - pair.last_at >= REMEMBERED_FOR:
        return 0
    return pair.failures


def growing(failures: int) -> timedelta:
    """The wait after so many wrong tries: five are free, then it doubles up to the longest."""
    if failures < FREE:
        return NOTHING
    doublings = 1 << min(failures - FREE, 20)  # more would only be cut to the longest wait
    return min(FIRST_WAIT * doublings, LONGEST_WAIT)


def weight(pressure: Pressure, now: datetime, an_hour: int) -> int:
    """How many tries are not forgotten yet, where an hour forgets *an_hour* of them."""
    if pressure.calm_at is None or pressure.calm_at <= now:
        return 0
    share = HOUR / an_hour
    return -(-(pressure.calm_at - now) // share)  # rounded up: a part of a try is a try


def _with_share(pressure: Pressure, now: datetime, share: timedelta) -> Pressure:
    calm_at = now if pressure.calm_at is None else max(pressure.calm_at, now)
    return Pressure(calm_at + share, now)


def _ready_at(last_at: datetime | None, pause: timedelta) -> datetime | None:
    return None if last_at is None else last_at + pause
