"""Adding, multiplying and the rest, on numbers, texts, dates and durations; None when undefined."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal

from engine.feel.limits import fits
from engine.feel.longdates import exact_clock, far_between, far_later, months_later
from engine.feel.values import (
    DATE,
    INSTANT,
    Day,
    FineTime,
    LongDate,
    Number,
    Temporal,
    Value,
    YearsMonths,
    is_number,
    kind,
)
from engine.feel.zones import clock, later

#: Decimal128, as FEEL prescribes; nothing is raised, odd results are turned into null.
DECIMAL = Context(prec=34, rounding=ROUND_HALF_EVEN, Emin=-6143, Emax=6144, traps=[])
_COUNTLESS = 10**18
_MICRO = timedelta(microseconds=1)


def finite(value: Decimal) -> Decimal | None:
    """*value*, unless it is infinite or not a number at all."""
    return value if value.is_finite() else None


def exact(value: Number) -> Decimal | None:
    """Any number as a Decimal of FEEL's precision."""
    return finite(DECIMAL.create_decimal(repr(value) if isinstance(value, float) else value))


def whole(number: Number) -> int | None:
    """The number without its fraction; None when nothing has so many places or parts."""
    return int(number) if -_COUNTLESS < number < _COUNTLESS else None


def add(left: Value, right: Value) -> Value:
    if type(left) is Decimal and type(right) is Decimal:
        return finite(DECIMAL.add(left, right))
    if isinstance(left, str) and isinstance(right, str):
        fits(len(left) + len(right))
        return left + right
    if is_number(left) and is_number(right):
        return finite(DECIMAL.add(_number(left), _number(right)))
    if isinstance(right, YearsMonths | timedelta):
        return _plus(left, right)
    if isinstance(left, YearsMonths | timedelta):
        return _plus(right, left)
    return None


def subtract(left: Value, right: Value) -> Value:
    if type(left) is Decimal and type(right) is Decimal:
        return finite(DECIMAL.subtract(left, right))
    if is_number(left) and is_number(right):
        return finite(DECIMAL.subtract(_number(left), _number(right)))
    if isinstance(right, YearsMonths | timedelta):
        return _plus(left, _backwards(right))
    return _between(left, right)


def _plus(left: Value, span: YearsMonths | timedelta) -> Value:
    if isinstance(left, date):
        return _move(left, span)
    if isinstance(left, time):
        return _clock_later(left, span)
    return _long_plus(left, span) if isinstance(left, LongDate | FineTime) else _sum(left, span)


def _clock_later(clock: time, span: YearsMonths | timedelta) -> time | None:
    if not isinstance(span, timedelta):
        return None
    whole = datetime.combine(date(2000, 1, 1), clock)
    moment = whole + timedelta(seconds=span.seconds, microseconds=span.microseconds)
    return moment.timetz()


def _long_plus(left: LongDate | FineTime, span: YearsMonths | timedelta) -> Value:
    if isinstance(left, LongDate):
        return _move(left, span)
    later_clock = _clock_later(left.near, span)
    return None if later_clock is None else exact_clock(later_clock, left.nanos)


def _sum(left: Value, right: YearsMonths | timedelta) -> Value:
    if isinstance(left, YearsMonths) and isinstance(right, YearsMonths):
        return YearsMonths(left.months + right.months)
    if not isinstance(left, timedelta) or not isinstance(right, timedelta):
        return None
    try:
        return left + right
    except OverflowError:
        return None


def _move(day: Day, span: YearsMonths | timedelta) -> Value:
    if isinstance(span, YearsMonths):
        return months_later(day, span.months)
    later_day = None if isinstance(day, LongDate) else later(day, span)
    return far_later(day, span) if later_day is None else later_day


def _backwards(span: YearsMonths | timedelta) -> YearsMonths | timedelta:
    return YearsMonths(-span.months) if isinstance(span, YearsMonths) else -span


def _between(left: Value, right: Value) -> timedelta | None:
    if isinstance(left, LongDate | FineTime) or isinstance(right, LongDate | FineTime):
        return _far_between(left, right)
    if isinstance(left, time) and isinstance(right, time):
        if (left.tzinfo is None) != (right.tzinfo is None):
            return None
        return clock(left) - clock(right)
    if not isinstance(left, date) or not isinstance(right, date):
        return None
    start, end = _moment(right), _moment(left)
    if (start.tzinfo is None) != (end.tzinfo is None):
        return None
    return clock(end) - clock(start)


def _far_between(left: Value, right: Value) -> timedelta | None:
    if not isinstance(left, Temporal) or not isinstance(right, Temporal):
        return None
    alike = kind(left) == kind(right) or {kind(left), kind(right)} <= {DATE, INSTANT}
    return far_between(right, left) if alike else None


def _moment(day: date) -> datetime:
    """A day counts from its first moment in UTC."""
    return day if isinstance(day, datetime) else datetime.combine(day, time(tzinfo=UTC))


def multiply(left: Value, right: Value) -> Value:
    if is_number(left) and is_number(right):
        return finite(DECIMAL.multiply(_number(left), _number(right)))
    if is_number(left):
        return _scale(right, left)
    return _scale(left, right) if is_number(right) else None


def _scale(span: Value, factor: Number) -> Value:
    if isinstance(span, YearsMonths):
        return _months(DECIMAL.multiply(Decimal(span.months), _number(factor)))
    if isinstance(span, timedelta):
        return _days(DECIMAL.multiply(micros(span), _number(factor)))
    return None


def divide(left: Value, right: Value) -> Value:
    if is_number(left) and is_number(right):
        return finite(DECIMAL.divide(_number(left), _number(right)))
    if isinstance(left, YearsMonths | timedelta) and type(left) is type(right):
        return finite(DECIMAL.divide(_units(left), _units(right)))
    if not is_number(right) or not right:
        return None
    if isinstance(left, YearsMonths):
        return _months(DECIMAL.divide(Decimal(left.months), _number(right)))
    if isinstance(left, timedelta):
        return _days(DECIMAL.divide(micros(left), _number(right)))
    return None


def power(left: Value, right: Value) -> Value:
    if not is_number(left) or not is_number(right):
        return None
    return finite(DECIMAL.power(_number(left), _number(right)))


def negate(value: Value) -> Value:
    if is_number(value):
        return DECIMAL.minus(_number(value))
    return _backwards(value) if isinstance(value, YearsMonths | timedelta) else None


def micros(span: timedelta) -> Decimal:
    """The whole duration in microseconds."""
    return Decimal(span // _MICRO)


def _units(span: YearsMonths | timedelta) -> Decimal:
    return Decimal(span.months) if isinstance(span, YearsMonths) else micros(span)


def _months(count: Decimal) -> YearsMonths | None:
    if not count.is_finite() or abs(count) > 10**15:
        return None
    return YearsMonths(int(count))


def _days(count: Decimal) -> timedelta | None:
    try:
        return timedelta(microseconds=int(count)) if count.is_finite() else None
    except OverflowError:
        return None


def _number(value: Number) -> Decimal:
    if type(value) is Decimal:
        return value
    return exact(value) or Decimal(0)


OPERATIONS: Mapping[str, Callable[[Value, Value], Value]] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
    "**": power,
}
