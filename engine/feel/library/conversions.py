"""Functions that make one type from another: date, time, number, string, duration, range."""

import re
from datetime import time, timedelta
from decimal import Decimal

from engine.feel.arithmetic import DECIMAL, finite, whole
from engine.feel.library.builtin import Shelf
from engine.feel.longdates import clock_part, day_of, day_part, exact_clock, joined
from engine.feel.ranges_read import read_range
from engine.feel.temporal import read_date, read_duration, read_instant, read_time
from engine.feel.values import Clock, Day, FineTime, Range, Temporal, Value, YearsMonths
from engine.feel.writing import text_of
from engine.feel.zones import offset_zone

SHELF = Shelf()
_NUMBER = re.compile(r"-?(\d+(\.\d+)?|\.\d+)([eE][+-]?\d{1,4})?", re.ASCII)
_MAX_DIGITS = 400
_MAX_CLOCK = 60


@SHELF.add("date", "from: string")
def _date_from_text(text: str) -> Value:
    return read_date(text)


@SHELF.add("date", "from: date|date and time")
def _date_from_moment(moment: Day) -> Value:
    return day_part(moment)


@SHELF.add("date", "year: number, month: number, day: number")
def _date_from_parts(year: Decimal, month: Decimal, day: Decimal) -> Value:
    return day_of(whole(year), whole(month), whole(day))


@SHELF.add("time", "from: string")
def _time_from_text(text: str) -> Value:
    return read_time(text)


@SHELF.add("time", "from: time|date and time|date")
def _time_from_moment(moment: Temporal) -> Clock:
    return moment if isinstance(moment, time | FineTime) else clock_part(moment)


@SHELF.add(
    "time",
    "hour: number, minute: number, second: number, offset: days and time duration|Null?",
)
def _time_from_parts(
    hour: Decimal, minute: Decimal, second: Decimal, offset: timedelta | None
) -> Value:
    zone = None if offset is None else offset_zone(offset)
    if (offset is not None and zone is None) or not _on_a_clock(hour, minute, second):
        return None
    micro, nanos = divmod(int((second - int(second)) * 1_000_000_000), 1000)
    try:
        clock = time(int(hour), int(minute), int(second), micro, zone)
        return exact_clock(clock, nanos)
    except ValueError:
        return None


def _on_a_clock(*parts: Decimal) -> bool:
    return all(0 <= part < _MAX_CLOCK for part in parts)


@SHELF.add("date and time", "from: string")
def _instant_from_text(text: str) -> Value:
    return read_instant(text)


@SHELF.add("date and time", "from: date and time")
def _instant_itself(moment: Day) -> Day:
    return moment


@SHELF.add("date and time", "date: date|date and time, time: time")
def _instant_from_parts(day: Day, clock: Clock) -> Value:
    return joined(day, clock)


@SHELF.add("duration", "from: string")
def _duration(text: str) -> timedelta | YearsMonths | None:
    return read_duration(text)


@SHELF.add("number", "from: string")
def _plain_number(text: str) -> Decimal | None:
    if not _NUMBER.fullmatch(text) or len(text) > _MAX_DIGITS:
        return None
    return finite(DECIMAL.create_decimal(text))


@SHELF.add(
    "number", "from: string, grouping separator: string|Null, decimal separator: string|Null"
)
def _number(text: str, grouping: str | None, point: str | None) -> Decimal | None:
    if grouping not in {None, " ", ",", "."} or point not in {None, ",", "."} or grouping == point:
        return None if grouping or point else _plain_number(text)
    plain = text.replace(grouping, "") if grouping else text
    return _plain_number(plain.replace(point, ".") if point else plain)


@SHELF.add("string", "from: any")
def _string(value: Value) -> str | None:
    return None if value is None else text_of(value)


@SHELF.add("range", "from: string")
def _range(text: str) -> Range | None:
    return read_range(text)
