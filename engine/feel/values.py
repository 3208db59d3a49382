"""What a FEEL value can be, and the FEEL name of its type."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    from engine.feel.limits import Budget

#: Anything that an expression can meet; who works with one asks first what it is.
Value = object
#: The facts of a case by their keys, each a FEEL value.
Facts = Mapping[str, Value]
Number = Decimal | float

NUMBER = "number"
TEXT = "string"
BOOLEAN = "boolean"
DATE = "date"
TIME = "time"
INSTANT = "date and time"
DAYS = "days and time duration"
MONTHS = "years and months duration"
LIST = "list"
CONTEXT = "context"
RANGE = "range"
FUNCTION = "function"
NULL = "Null"


@dataclass(frozen=True, slots=True, order=True)
class YearsMonths:
    """A duration in whole months."""

    months: int


@dataclass(frozen=True, slots=True)
class LongDate:
    """A day or moment that Python's own cannot hold; engine.feel.longdates reckons with it."""

    near: date
    cycles: int = 0
    nanos: int = 0


@dataclass(frozen=True, slots=True)
class FineTime:
    """A time of day with nanoseconds, which Python's own cannot hold."""

    near: time
    nanos: int


Day = date | LongDate
Clock = time | FineTime
Temporal = date | time | LongDate | FineTime


@dataclass(frozen=True, slots=True)
class Range:
    """The values between two ends, or, with a *sign*, those that (< 10) or (!= 10) lets pass."""

    start: Value
    end: Value
    start_included: bool = True
    end_included: bool = True
    sign: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """Something an expression can call, by position or by name, on the budget of the caller."""

    name: str
    params: tuple[str, ...]
    call: Callable[["Budget", Sequence[Value], Mapping[str, Value]], Value]


_KINDS: dict[type, str] = {
    type(None): NULL,
    bool: BOOLEAN,
    str: TEXT,
    Decimal: NUMBER,
    int: NUMBER,
    float: NUMBER,
    datetime: INSTANT,
    date: DATE,
    time: TIME,
    FineTime: TIME,
    timedelta: DAYS,
    YearsMonths: MONTHS,
    list: LIST,
    tuple: LIST,
    dict: CONTEXT,
    Range: RANGE,
    Function: FUNCTION,
}


def kind(value: Value) -> str:
    """The FEEL name of the type of *value*; what FEEL does not know counts as null."""
    name = _KINDS.get(type(value))
    if name:
        return name
    if isinstance(value, LongDate):
        return _KINDS[type(value.near)]
    return CONTEXT if isinstance(value, Mapping) else NULL


def is_number(value: Value) -> TypeGuard[Number]:
    """Whether FEEL counts *value* as a number; true and false are none."""
    return _KINDS.get(type(value)) is NUMBER
