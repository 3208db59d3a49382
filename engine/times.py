"""How a time is written without an expression: ISO 8601, and working days. The only grammar of it.

The check and the engine both read by this file, so that what is published is what runs. What a
duration amounts to on a calendar is `engine.calendar`'s business.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

MOST_WORKING_DAYS = 2_000
MOST_MONTHS = 1_200
SERVICE_LEVEL = "service level"
REMINDER = "service level reminder"
ANY_URGENCY = "any"  # the level of a step at an urgency that has none of its own

_DATE = re.compile(
    r"\d{4}-\d{2}-\d{2}(?P<time>T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?)?"
)
# Capitals, as ISO 8601 has them: `p5d` is a name that a form may give to an answer.
_DURATION = re.compile(
    r"P(?=\d|T\d)(?:(?P<years>\d{1,4})Y)?(?:(?P<months>\d{1,4})M)?"
    r"(?:(?P<weeks>\d{1,4})W)?(?:(?P<days>\d{1,5})D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d{1,6})H)?(?:(?P<minutes>\d{1,7})M)?"
    r"(?:(?P<seconds>\d{1,9})(?:\.\d+)?S)?)?"
)
_WORKING_DAYS = re.compile(r"(\d{1,4})\s+working\s+days?", re.IGNORECASE)
_CYCLE = re.compile(r"R(?P<times>\d{0,4})/(?:(?P<start>\d{4}-[^/]+)/)?(?P<every>[^/]+)")
_LOOKS_LIKE_ONE = re.compile(
    r"R\d*/.*|PT?\d.*|\d{4}-\d.*|\d{8}(T\d+)?|.*\bworking\b.*|\d+( ?[a-z]+)+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time: calendar months and days, an exact part, and working days."""

    months: int = 0
    days: int = 0
    exact: timedelta = timedelta()
    working_days: int = 0

    @property
    def is_zero(self) -> bool:
        """Whether adding it changes nothing."""
        return self == Duration()


@dataclass(frozen=True, slots=True)
class Cycle:
    """A repetition: how many times (None: for ever), from when (None: at once), how far apart."""

    times: int | None
    start: date | datetime | None
    every: str  # a duration, as it is written


def parse_duration(text: str) -> Duration | None:
    """The duration that a text such as `P14D`, `PT24H` or `3 working days` writes, or None.

    Fractions of a second are read and left out. More than 100 years, or than 2,000 working days,
    is no duration.
    """
    text = text.strip()
    working_days = _WORKING_DAYS.fullmatch(text)
    if working_days is not None:
        days = int(working_days[1])
        return Duration(working_days=days) if days <= MOST_WORKING_DAYS else None
    written = _DURATION.fullmatch(text)
    if written is None:
        return None
    part = {name: int(digits or 0) for name, digits in written.groupdict().items()}
    months = 12 * part["years"] + part["months"]
    if months > MOST_MONTHS:
        return None
    exact = timedelta(hours=part["hours"], minutes=part["minutes"], seconds=part["seconds"])
    return Duration(months, 7 * part["weeks"] + part["days"], exact)


def parse_cycle(text: str) -> Cycle | None:
    """The repetition that a text such as `R3/P7D` or `R/3 working days` writes, or None.

    A repetition with nothing between its turns is none.
    """
    written = _CYCLE.fullmatch(text.strip())
    if written is None:
        return None
    every = parse_duration(written["every"])
    start = parse_date(written["start"]) if written["start"] else None
    if every is None or every.is_zero or (written["start"] and start is None):
        return None
    times = int(written["times"]) if written["times"] else None
    return Cycle(times, start, written["every"].strip())


def parse_date(text: str) -> date | datetime | None:
    """The day or the moment that a text such as `2012-07-01T09:00` writes, or None.

    A moment has a zone only if the text names one.
    """
    text = text.strip()
    written = _DATE.fullmatch(text)
    if written is None:
        return None
    try:
        return datetime.fromisoformat(text) if written["time"] else date.fromisoformat(text)
    except ValueError:  # the 30th of February, a quarter past 25
        return None


def is_duration(text: str) -> bool:
    """Whether *text* writes a duration."""
    return parse_duration(text) is not None


def is_cycle(text: str) -> bool:
    """Whether *text* writes a repetition."""
    return parse_cycle(text) is not None


def is_date(text: str) -> bool:
    """Whether *text* writes a day or a moment."""
    return parse_date(text) is not None


def is_service_level(text: str) -> bool:
    """Whether *text* leaves a time to the table of service levels."""
    return service_level_in(text) in {SERVICE_LEVEL, REMINDER}


def service_level_in(text: str) -> str:
    """*text* with one space between its words, as the table of service levels is asked."""
    return " ".join(text.split())


def is_time(text: str) -> bool:
    """Whether *text* writes a time of any kind; everything else is an expression."""
    return is_duration(text) or is_cycle(text) or is_date(text) or is_service_level(text)


def is_mistyped_time(text: str) -> bool:
    """Whether *text* looks like a time that was mistyped, rather than like an expression."""
    return not is_time(text) and _LOOKS_LIKE_ONE.fullmatch(text.strip()) is not None


def approximate_length(text: str) -> timedelta | None:
    """About how long a duration, or one turn of a repetition, lasts: a month is 30 days.

    None for working days, and for what is neither.
    """
    cycle = _CYCLE.fullmatch(text.strip())
    duration = parse_duration(cycle["every"] if cycle else text)
    if duration is None or duration.working_days:
        return None
    years, months = divmod(duration.months, 12)
    return timedelta(days=365 * years + 30 * months + duration.days) + duration.exact
