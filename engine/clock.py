"""The one place a clock is read. Everything else is told the time."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


def london_date(at: datetime) -> date:
    """The calendar day in London at that instant: the day the law looks at."""
    return at.astimezone(LONDON).date()
