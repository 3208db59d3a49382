"""How a timer stands: when it is due, how often it still repeats, and how far apart."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from engine import calendar
from engine.times import Cycle, is_duration, parse_cycle

_MISSED = 1_000


def wind(kind: str, said: Any, now: datetime) -> dict[str, Any] | None:
    """How a timer of that kind stands when it begins to run; None if *said* is no time."""
    if kind != "cycle":
        due = calendar.due(said, now)
        return {"due": _seconds(due)} if due else None
    every = _every(said)
    if every is None:
        return None
    first = calendar.due(every.start or every.every, now)
    if first is None:
        return None
    held: dict[str, Any] = {"due": _seconds(first), "every": every.every}
    return held if every.times is None else {**held, "left": every.times - 1}


def wind_on(held: Mapping[str, Any], now: datetime) -> dict[str, Any] | None:
    """How a repeating timer stands after firing at *now*: those missed meanwhile have fired too."""
    if "every" not in held:
        return None
    left, passed = held.get("left"), 0
    due: datetime | None = due_at(held)
    while due is not None and (due <= now or not passed):
        if left == 0:
            return None
        left = None if left is None else left - 1
        passed += 1
        due = calendar.due(held["every"], due if passed < _MISSED else now)
    if due is None:
        return None
    again = {"due": _seconds(due), "every": held["every"]}
    return again if left is None else {**again, "left": left}


def due_at(held: Mapping[str, Any]) -> datetime:
    """When a timer that stands so is due."""
    return datetime.fromtimestamp(held["due"], UTC)


def _every(said: Any) -> Cycle | None:
    if isinstance(said, str):
        return Cycle(None, None, said) if is_duration(said) else parse_cycle(said)
    if isinstance(said, timedelta) and said > timedelta():
        return Cycle(None, None, f"P{said.days}DT{said.seconds}S")
    months = getattr(said, "months", None)
    if isinstance(months, int) and months > 0:
        return Cycle(None, None, f"P{months}M")
    return None


def _seconds(due: datetime) -> int:
    return int(due.timestamp())
