"""Functions on days and moments: day of week, week of year, and the duration between two dates."""

from datetime import date, datetime
from decimal import Decimal

from engine.feel.library.builtin import Shelf
from engine.feel.values import YearsMonths
from engine.feel.zones import clock

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
def _day_of_year(day: date) -> Decimal:
    return Decimal(day.timetuple().tm_yday)


@SHELF.add("day of week", _DAY)
def _day_of_week(day: date) -> str:
    return _DAYS[day.weekday()]


@SHELF.add("month of year", _DAY)
def _month_of_year(day: date) -> str:
    return _MONTHS[day.month - 1]


@SHELF.add("week of year", _DAY)
def _week_of_year(day: date) -> Decimal:
    return Decimal(day.isocalendar().week)


@SHELF.add("years and months duration", "from: date|date and time, to: date|date and time")
def _months_between(start: date, end: date) -> YearsMonths:
    if isinstance(start, datetime) and isinstance(end, datetime):
        start, end = clock(start), clock(end)
    if start.toordinal() > end.toordinal():
        return YearsMonths(-_whole_months(end, start))
    return YearsMonths(_whole_months(start, end))


def _whole_months(start: date, end: date) -> int:
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day)
