"""Functions on days and moments: day of week, week of year, and the duration between two dates."""

from decimal import Decimal

from engine.feel.library.builtin import Shelf
from engine.feel.longdates import in_utc, month_and_day, near
from engine.feel.values import INSTANT, Day, YearsMonths, kind

SHELF = Shelf()
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAY = "date: date|date and time"


@SHELF.add("day of year", _DAY)
def _day_of_year(day: Day) -> Decimal:
    return Decimal(near(day).timetuple().tm_yday)


@SHELF.add("day of week", _DAY)
def _day_of_week(day: Day) -> str:
    return _DAYS[near(day).weekday()]


@SHELF.add("month of year", _DAY)
def _month_of_year(day: Day) -> str:
    return _MONTHS[near(day).month - 1]


@SHELF.add("week of year", _DAY)
def _week_of_year(day: Day) -> Decimal:
    return Decimal(near(day).isocalendar().week)


@SHELF.add("years and months duration", "from: date|date and time, to: date|date and time")
def _months_between(start: Day, end: Day) -> YearsMonths:
    are_instants = kind(start) == kind(end) == INSTANT
    first, last = (
        month_and_day(in_utc(moment) if are_instants else moment) for moment in (start, end)
    )
    if first > last:
        return YearsMonths(-_whole_months(last, first))
    return YearsMonths(_whole_months(first, last))


def _whole_months(first: tuple[int, int], last: tuple[int, int]) -> int:
    return last[0] - first[0] - (last[1] < first[1])
