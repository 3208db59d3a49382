"""Due times: dates, durations and working days of England and Wales in London time, UTC out.

Bank holidays are those published, and by the rules for years before and after.
Days, weeks, months and years follow the wall clock; hours, minutes and seconds pass exactly.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from govuk_bank_holidays.bank_holidays import BankHolidays

LONDON = ZoneInfo("Europe/London")
MOST_WORKING_DAYS = 2_000
MOST_MONTHS = 1_200
_MONDAY = 0

_DURATION = re.compile(
    r"P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?"
    r"(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})(?:\.\d+)?S)?)?",
    re.IGNORECASE,
)
_WORKING = re.compile(r"(\d{1,4})\s+working\s+days?", re.IGNORECASE)
_CYCLE = re.compile(r"R(\d{0,4})/(?:([^/]+)/)?([^/]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time to be added to a moment: calendar, exact and working-day parts."""

    months: int = 0
    days: int = 0
    exact: timedelta = timedelta()
    working_days: int = 0

    def after(self, moment: datetime) -> datetime:
        """The moment this span after *moment*, in UTC."""
        local = moment.astimezone(LONDON)
        day = _add_months(local.date(), self.months) + timedelta(days=self.days)
        if self.working_days:
            day = add_working_days(day, self.working_days)
        return _instant(day, local.time()) + self.exact

    @property
    def empty(self) -> bool:
        """Whether adding it changes nothing."""
        return self == Span()


@dataclass(frozen=True, slots=True)
class Cycle:
    """A repeating timer: how often (None: for ever), from when, and how far apart."""

    times: int | None
    start: datetime | None
    every: str


def span(text: str) -> Span | None:
    """The span that a text such as P14D, PT24H or '3 working days' means, or None."""
    text = text.strip()
    if working := _WORKING.fullmatch(text):
        days = int(working[1])
        return Span(working_days=days) if days <= MOST_WORKING_DAYS else None
    found = _DURATION.fullmatch(text)
    if found is None or text[-1:] in "PpTt":
        return None
    years, months, weeks, days, hours, minutes, seconds = (
        int(part or 0) for part in found.groups()
    )
    if years * 12 + months > MOST_MONTHS:
        return None
    exact = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return Span(years * 12 + months, weeks * 7 + days, exact)


def cycle(text: str) -> Cycle | None:
    """The repetition that a text such as R3/P7D or R/3 working days means, or None."""
    found = _CYCLE.fullmatch(text.strip())
    if found is None:
        return None
    times, start, every = found.groups()
    gap = span(every)
    begins = moment(start) if start else None
    if gap is None or gap.empty or (start and begins is None):
        return None
    return Cycle(int(times) if times else None, begins, every.strip())


def moment(value: Any) -> datetime | None:
    """The instant that a date, a date-time or its text means: a date is its first moment."""
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=LONDON)).astimezone(UTC)
    if isinstance(value, date):
        return _instant(value, time())
    if not isinstance(value, str):
        return None
    text = value.strip()
    try:
        return moment(date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text))
    except ValueError:
        return None


def due(value: Any, now: datetime) -> datetime | None:
    """When something is due that was said as *value*, counted from *now*; None if it says nothing.

    *value* is a date, a moment, a length of time, or the text of one.
    """
    length = _length(value)
    try:
        return length.after(now) if length is not None else moment(value)
    except (OverflowError, ValueError):
        return None  # beyond the calendar


def _length(value: Any) -> Span | None:
    if isinstance(value, str):
        return span(value)
    if isinstance(value, timedelta):
        return Span(days=value.days, exact=value - timedelta(days=value.days))
    months = getattr(value, "months", None)  # a FEEL duration of years and months
    return Span(months=months) if isinstance(months, int) else None


def due_by(value: Any, now: datetime) -> datetime | None:
    """As `due`, but a bare date means that the whole of that day may be used."""
    text = isinstance(value, str) and len(value.strip()) == 10
    found = due(value, now)
    if found and (text or (isinstance(value, date) and not isinstance(value, datetime))):
        return _instant(found.astimezone(LONDON).date(), time(23, 59, 59))
    return found


def is_working_day(day: date) -> bool:
    """Whether offices in England and Wales are open that day."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def add_working_days(day: date, count: int) -> date:
    """The day *count* working days after *day*."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


@cache
def _last_day(year: int, month: int) -> int:
    first = date(year + month // 12, month % 12 + 1, 1)
    return (first - timedelta(days=1)).day


def _add_months(day: date, months: int) -> date:
    if not months:
        return day
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, _last_day(year, month + 1)))


def _instant(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=LONDON).astimezone(UTC)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of a year."""
    published = _published().get(year)
    return published or _by_rule(year)


@cache
def _published() -> dict[int, frozenset[date]]:
    # The package's own copy: a working day must not depend on the network.
    known = BankHolidays(use_cached_holidays=True).get_holidays(BankHolidays.ENGLAND_AND_WALES)
    days = [holiday["date"] for holiday in known]
    return {year: frozenset(d for d in days if d.year == year) for year in _whole_years(days)}


def _whole_years(days: list[date]) -> set[int]:
    years = [day.year for day in days]
    return {year for year in set(years) if years.count(year) >= 8}


def _by_rule(year: int) -> frozenset[date]:
    easter = _easter(year)
    may, june = date(year, 5, 1), date(year, 6, 1)
    christmas = _substituted([date(year, 12, 25), date(year, 12, 26)])
    return frozenset(
        [
            *_substituted([date(year, 1, 1)]),
            easter - timedelta(days=2),
            easter + timedelta(days=1),
            _monday_from(may),
            _monday_from(june) - timedelta(days=7),
            _monday_from(date(year, 9, 1)) - timedelta(days=7),
            *christmas,
        ]
    )


def _monday_from(day: date) -> date:
    return day + timedelta(days=(_MONDAY - day.weekday()) % 7)


def _substituted(days: list[date]) -> list[date]:
    """The days off in lieu of *days*: the next weekdays that are free."""
    taken: list[date] = []
    for day in sorted(days, key=lambda d: d.weekday() >= 5):
        off = day
        while off.weekday() >= 5 or off in taken:
            off += timedelta(days=1)
        taken.append(off)
    return taken


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, odd = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - shift + 15) % 30
    fourth, remainder = divmod(rest, 4)
    weekday = (32 + 2 * odd + 2 * fourth - epact - remainder) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
