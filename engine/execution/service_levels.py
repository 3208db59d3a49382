"""When a step is due by the service levels: working days by step, and by how urgent the case is.

The levels are a fact of the case, `service_levels`, which follows from the reference tables: by
step, then by urgency. What a step says is only `service level`, or `service level reminder`.
"""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from engine import calendar
from engine.feel.values import Facts, Value
from engine.times import ANY_URGENCY, REMINDER, is_service_level, service_level_in


def in_time(value: Value, step: str, facts: Facts, now: datetime) -> Value:
    """*value*, or when *step* is due where it leaves that to the service levels.

    None when the step has no such level.
    """
    if not isinstance(value, str) or not is_service_level(value):
        return value
    level = _level_of(step, facts)
    days = level.get("reminder" if service_level_in(value) == REMINDER else "working_days")
    if not isinstance(days, Decimal):
        return None
    return min([_after(int(days), now), *_latest(level, facts, now)])


def _level_of(step: str, facts: Facts) -> dict[str, Value]:
    """The level of a step at the urgency of the case, else at any; empty without one."""
    levels = _values(_values(facts.get("service_levels")).get(step))
    return _values(levels.get(str(facts.get("urgency")), levels.get(ANY_URGENCY)))


def _values(value: Value) -> dict[str, Value]:
    return value if isinstance(value, dict) else {}


def _after(days: int, now: datetime) -> datetime:
    """That many working days from *now*; with none, the end of the day."""
    said = f"{days} working days" if days else now.astimezone(calendar.LONDON).date()
    return calendar.due_by(said, now) or now


def _latest(level: dict[str, Value], facts: Facts, now: datetime) -> Iterator[datetime]:
    """The ends of the days that nothing is due after, as far as they are known and lie ahead."""
    names = level.get("not_after")
    for name in names if isinstance(names, list) else ():
        day = facts.get(str(name))
        if isinstance(day, date):
            end = calendar.due_by(day, now)
            if end is not None and end >= now:
                yield end
