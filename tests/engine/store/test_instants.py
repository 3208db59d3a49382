"""How a moment is written: a step's one moment once, and never as another that is called equal."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Dialect, make_url

from engine.store.base import Instant

LONDON = ZoneInfo("Europe/London")
SQLITE, POSTGRESQL = (make_url(f"{name}://").get_dialect()() for name in ("sqlite", "postgresql"))


class Counted(Instant):
    """An instant that says each time it is worked out."""

    cache_ok = True

    def __init__(self) -> None:
        super().__init__()
        self.worked_out: list[Any] = []

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        self.worked_out.append(value)
        return super().process_bind_param(value, dialect)


def test_the_moment_of_a_step_is_worked_out_once() -> None:
    kind, now = Counted(), datetime(2011, 8, 15, 9, tzinfo=UTC)
    write = kind.dialect_impl(SQLITE).bind_processor(SQLITE)
    assert write is not None
    written = [write(now) for _ in range(9)]

    assert set(written) == {"2011-08-15 09:00:00.000000"}
    assert kind.worked_out.count(now) == 1
    assert write(None) is None


def test_both_half_past_ones_of_an_autumn_night_are_kept() -> None:
    first, second = (datetime(2011, 10, 30, 1, 30, fold=fold, tzinfo=LONDON) for fold in (0, 1))
    assert first == second  # to Python, which does not look at the fold
    for dialect in (SQLITE, POSTGRESQL):
        write = Instant().dialect_impl(dialect).bind_processor(dialect)
        assert write is not None
        assert str(write(first)).startswith("2011-10-30 00:30")
        assert str(write(second)).startswith("2011-10-30 01:30")
