"""What is remembered of tries to sign in, read and kept under a lock. `people.throttle` decides.

A try is counted before its password is looked at, in a transaction of its own: however many come
at once, no more of them are looked at than may be.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, delete, select, update

from engine.people.tables import sign_in_pressure, sign_in_try
from engine.people.throttle import (
    FAMILIAR,
    HOUR,
    REMEMBERED_FOR,
    Memory,
    Pair,
    Pressure,
    after_a_try,
    familiar,
    share_added,
    without_share,
)
from engine.store.once import insert_once
from engine.store.reading import first_row, only_row

_ALL = select(sign_in_pressure)
_TRIED = select(sign_in_try.c.failures, sign_in_try.c.last_at, sign_in_try.c.right_at)


class _Tried(NamedTuple):
    """What is kept of the tries on an account from an address."""

    failures: int
    last_at: datetime
    right_at: datetime | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody's try: the account they mean, hashed, and where they are."""

    account: str
    address: str

    @property
    def of_account(self) -> str:
        """The name of the pressure on the account."""
        return f"account:{self.account}"

    @property
    def of_address(self) -> str:
        """The name of the pressure from the address."""
        return f"address:{self.address}"


def attempt(account: str, address: str) -> Attempt:
    """The try on *account* from *address*; what was typed is kept only as its hash."""
    return Attempt(hashlib.sha256(account.encode(errors="replace")).hexdigest(), address)


def glance(db: Connection, this_try: Attempt, now: datetime) -> Memory:
    """What is remembered of a try's pair, address and account, without a lock: it may be more."""
    row = first_row(db, _TRIED.where(_pair(this_try)), _Tried)
    pair = Pair() if row is None else _pair_of(row)
    if familiar(pair, now):
        return Memory(pair)
    of_attempt = sign_in_pressure.c.about.in_([this_try.of_address, this_try.of_account])
    pressures = {
        row.about: Pressure(row.calm_at, row.last_at) for row in db.execute(_ALL.where(of_attempt))
    }
    address, account = (
        pressures.get(about, Pressure()) for about in (this_try.of_address, this_try.of_account)
    )
    return Memory(pair, address, account)


def memory_of(db: Connection, this_try: Attempt, now: datetime) -> Memory:
    """The same while nobody else counts: the pair, then the address, then the account is locked."""
    key = {"account": this_try.account, "address": this_try.address}
    insert_once(db, sign_in_try, failures=0, last_at=now, **key)
    locked = _TRIED.where(_pair(this_try)).with_for_update()
    pair = _pair_of(only_row(db, locked, _Tried))
    if familiar(pair, now):
        return Memory(pair)
    return Memory(
        pair, _pressure(db, this_try.of_address, now), _pressure(db, this_try.of_account, now)
    )


def count(db: Connection, this_try: Attempt, memory: Memory, now: datetime) -> Memory:
    """What is remembered after one more try, which is kept as a wrong one for now."""
    memory_after = after_a_try(memory, now)
    values = {"failures": memory_after.pair.failures, "last_at": now}
    db.execute(update(sign_in_try).where(_pair(this_try)).values(**values))
    _keep(db, this_try.of_address, memory.address, memory_after.address)
    _keep(db, this_try.of_account, memory.account, memory_after.account)
    return memory_after


def take_back(
    db: Connection, this_try: Attempt, memory: Memory, memory_after: Memory, now: datetime
) -> None:
    """The password was right: the pair starts anew, and the try presses on nobody."""
    values = {"failures": 0, "last_at": now, "right_at": now}
    db.execute(update(sign_in_try).where(_pair(this_try)).values(**values))
    for about, was, became in (
        (this_try.of_address, memory.address, memory_after.address),
        (this_try.of_account, memory.account, memory_after.account),
    ):
        if share := share_added(was, became):
            pressure = _pressure(db, about, now)
            _keep(db, about, pressure, without_share(pressure, share))
    _forget(db, now)


def forgive(db: Connection, account: str) -> int:
    """Lets an account be tried again at once from everywhere; how many places had failed."""
    of_account = attempt(account, "")
    failed_tries = and_(sign_in_try.c.account == of_account.account, sign_in_try.c.failures > 0)
    places = db.execute(update(sign_in_try).where(failed_tries).values(failures=0)).rowcount
    calm = sign_in_pressure.c.about == of_account.of_account
    db.execute(delete(sign_in_pressure).where(calm))
    return int(places)


def _pair(this_try: Attempt) -> ColumnElement[bool]:
    return and_(
        sign_in_try.c.account == this_try.account, sign_in_try.c.address == this_try.address
    )


def _pair_of(row: _Tried) -> Pair:
    return Pair(row.failures, row.last_at if row.failures else None, row.right_at)


def _pressure(db: Connection, about: str, now: datetime) -> Pressure:
    insert_once(db, sign_in_pressure, about=about, calm_at=now, last_at=now)
    query = select(sign_in_pressure).where(sign_in_pressure.c.about == about)
    row = db.execute(query.with_for_update()).one()
    return Pressure(row.calm_at, row.last_at)


def _keep(db: Connection, about: str, old: Pressure, new: Pressure) -> None:
    if new != old:
        values = {"calm_at": new.calm_at, "last_at": new.last_at}
        statement = update(sign_in_pressure).where(sign_in_pressure.c.about == about)
        db.execute(statement.values(**values))


def _forget(db: Connection, now: datetime) -> None:
    """Rows that no wait depends on any more."""
    familiar_here = sign_in_try.c.right_at > now - FAMILIAR
    old = and_(sign_in_try.c.last_at < now - REMEMBERED_FOR, familiar_here.is_not(True))
    db.execute(delete(sign_in_try).where(old))
    db.execute(delete(sign_in_pressure).where(sign_in_pressure.c.calm_at < now - HOUR))
