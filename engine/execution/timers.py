"""How a timer stands: when it is due, how often it still repeats, and how far apart."""

from datetime import UTC, datetime, timedelta
from typing import NotRequired, TypedDict

from engine import calendar
from engine.feel.values import Value
from engine.times import Cycle, is_duration, parse_cycle

_MISSED = 1_000


class TimerState(TypedDict):
    """How a timer stands, as it is kept with its case."""

    due: int  # seconds since 1970
    every: NotRequired[str]  # how far apart it repeats; one that does not has none
    left: NotRequired[int]  # how often it still repeats; one that goes on for ever has none


def wind(kind: str, value: Value, now: datetime) -> TimerState | None:
    """How a timer of that kind stands when it begins to run; None if *value* is no time."""
    if kind != "cycle":
        due = calendar.due(value, now)
        return {"due": _seconds(due)} if due else None
    every = _cycle_of(value)
    if every is None:
        return None
    first = calendar.due(every.start or every.every, now)
    if first is None:
        return None
    timer: TimerState = {"due": _seconds(first), "every": every.every}
    return timer if every.times is None else {**timer, "left": every.times - 1}


def wind_on(timer: TimerState, now: datetime) -> TimerState | None:
    """How a repeating timer stands after firing at *now*: those missed meanwhile have fired too."""
    if "every" not in timer:
        return None
    left, firings = timer.get("left"), 0
    due: datetime | None = due_at(timer["due"])
    while due is not None and (due <= now or not firings):
        if left == 0:
            return None
        left = None if left is None else left - 1
        firings += 1
        due = calendar.due(timer["every"], due if firings < _MISSED else now)
    if due is None:
        return None
    again: TimerState = {"due": _seconds(due), "every": timer["every"]}
    return again if left is None else {**again, "left": left}


def due_at(seconds: int) -> datetime:
    """When a timer is due whose state says so."""
    return datetime.fromtimestamp(seconds, UTC)


def _cycle_of(value: Value) -> Cycle | None:
    if isinstance(value, str):
        return Cycle(None, None, value) if is_duration(value) else parse_cycle(value)
    if isinstance(value, timedelta) and value > timedelta():
        return Cycle(None, None, f"P{value.days}DT{value.seconds}S")
    months = getattr(value, "months", None)
    if isinstance(months, int) and months > 0:
        return Cycle(None, None, f"P{months}M")
    return None


def _seconds(due: datetime) -> int:
    return int(due.timestamp())
