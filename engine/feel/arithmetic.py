"""Adding, multiplying and the rest, on numbers, texts, dates and durations; None when undefined."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal

from engine.feel.limits import fits
from engine.feel.longdates import far_between, far_later, months_later, put_together
from engine.feel.values import DATE, INSTANT, NUMBER, LongDate, Value, YearsMonths, kind
from engine.feel.zones import clock, later

#: Decimal128, as FEEL prescribes; nothing is raised, odd results are turned into null.
DECIMAL = Context(prec=34, rounding=ROUND_HALF_EVEN, Emin=-6143, Emax=6144, traps=[])
_COUNTLESS = 10**18
_MICRO = timedelta(microseconds=1)


def finite(value: Decimal) -> Decimal | None:
    """*value*, unless it is infinite or not a number at all."""
    return value if value.is_finite() else None


def exact(value: Decimal | float) -> Decimal | None:
    """Any number as a Decimal of FEEL's precision."""
    return finite(DECIMAL.create_decimal(repr(value) if isinstance(value, float) else value))


def whole(number: Decimal) -> int | None:
    """The number without its fraction; None when nothing has so many places or parts."""
    return int(number) if abs(number) < _COUNTLESS else None


def add(left: Value, right: Value) -> Value:
    if type(left) is Decimal and type(right) is Decimal:
        return finite(DECIMAL.add(left, right))
    if isinstance(left, str) and isinstance(right, str):
        fits(len(left) + len(right))
        return left + right
    if kind(left) == NUMBER and kind(right) == NUMBER:
        return finite(DECIMAL.add(_number(left), _number(right)))
    if isinstance(right, YearsMonths | timedelta):
        return _plus(left, right)
    if isinstance(left, YearsMonths | timedelta):
        return _plus(right, left)
    return None


def subtract(left: Value, right: Value) -> Value:
    if type(left) is Decimal and type(right) is Decimal:
        return finite(DECIMAL.subtract(left, right))
    if kind(left) == NUMBER and kind(right) == NUMBER:
        return finite(DECIMAL.subtract(_number(left), _number(right)))
    if isinstance(right, YearsMonths | timedelta):
        return _plus(left, negate(right))
    return _between(left, right)


def _plus(left: Value, span: YearsMonths | timedelta) -> Value:
    if isinstance(left, date):
        return _moved(left, span)
    if type(left) is type(span):
        return _sum(left, span)
    if isinstance(left, time) and isinstance(span, timedelta):
        whole = datetime.combine(date(2000, 1, 1), left)
        moved = whole + timedelta(seconds=span.seconds, microseconds=span.microseconds)
        return moved.timetz()
    return _long_plus(left, span) if isinstance(left, LongDate) else None


def _long_plus(left: LongDate, span: YearsMonths | timedelta) -> Value:
    if isinstance(left.near, date):
        return _moved(left, span)
    moved = _plus(left.near, span)
    return None if moved is None else put_together(moved, 0, left.nanos)


def _sum(left: Value, right: Value) -> Value:
    try:
        if isinstance(left, YearsMonths):
            return YearsMonths(left.months + right.months)
        return left + right
    except OverflowError:
        return None


def _moved(day: date | LongDate, span: YearsMonths | timedelta) -> Value:
    if isinstance(span, YearsMonths):
        return months_later(day, span.months)
    moved = None if isinstance(day, LongDate) else later(day, span)
    return far_later(day, span) if moved is None else moved


def _between(left: Value, right: Value) -> timedelta | None:
    if isinstance(left, LongDate) or isinstance(right, LongDate):
        alike = kind(left) == kind(right) or {kind(left), kind(right)} <= {DATE, INSTANT}
        return far_between(right, left) if alike else None
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


def _moment(day: date) -> datetime:
    """A day counts from its first moment in UTC."""
    return day if isinstance(day, datetime) else datetime.combine(day, time(tzinfo=UTC))


def multiply(left: Value, right: Value) -> Value:
    if kind(left) == NUMBER and kind(right) == NUMBER:
        return finite(DECIMAL.multiply(_number(left), _number(right)))
    if kind(left) == NUMBER:
        left, right = right, left
    return _scaled(left, right) if kind(right) == NUMBER else None


def _scaled(span: Value, factor: Value) -> Value:
    if isinstance(span, YearsMonths):
        return _months(DECIMAL.multiply(Decimal(span.months), _number(factor)))
    if isinstance(span, timedelta):
        return _days(DECIMAL.multiply(micros(span), _number(factor)))
    return None


def divide(left: Value, right: Value) -> Value:
    if kind(left) == NUMBER and kind(right) == NUMBER:
        return finite(DECIMAL.divide(_number(left), _number(right)))
    if isinstance(left, YearsMonths | timedelta) and type(left) is type(right):
        return finite(DECIMAL.divide(_units(left), _units(right)))
    if kind(right) != NUMBER or not right:
        return None
    if isinstance(left, YearsMonths):
        return _months(DECIMAL.divide(Decimal(left.months), _number(right)))
    if isinstance(left, timedelta):
        return _days(DECIMAL.divide(micros(left), _number(right)))
    return None


def power(left: Value, right: Value) -> Value:
    if kind(left) != NUMBER or kind(right) != NUMBER:
        return None
    return finite(DECIMAL.power(_number(left), _number(right)))


def negate(value: Value) -> Value:
    if kind(value) == NUMBER:
        return DECIMAL.minus(_number(value))
    if isinstance(value, YearsMonths):
        return YearsMonths(-value.months)
    return -value if isinstance(value, timedelta) else None


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


def _number(value: Decimal | float) -> Decimal:
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
