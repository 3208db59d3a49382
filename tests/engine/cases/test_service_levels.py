"""A step that leaves its time to the service levels is due by its step and its urgency."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from engine.errors import DiagramFailed
from engine.feel.values import Value
from tests.support.drawing import Drawing, timer
from tests.support.playing import Play

MONDAY_EVENING = datetime(2011, 8, 15, 22, 59, 59, tzinfo=UTC)
TUESDAY_EVENING = datetime(2011, 8, 16, 22, 59, 59, tzinfo=UTC)


def level(days: int, reminder: int | None = None, *not_after: str) -> dict[str, Value]:
    return {
        "working_days": Decimal(days),
        "reminder": None if reminder is None else Decimal(reminder),
        "not_after": list(not_after),
    }


LEVELS: Value = {
    "a": {"any": level(5, 3, "wanted", "begins"), "emergency": level(0)},
    "b": {"urgent": level(1)},
}


def play_of(said: str = "service level", **facts: Any) -> Play:
    drawn = Drawing().start().user("a", camunda_dueDate=said).end()
    return Play(drawn.chain("start", "a", "end").files(), service_levels=LEVELS, **facts)


def due(play: Play) -> datetime | None:
    return play.loaded.due_by("a", play.facts, play.now)


@pytest.mark.parametrize(
    ("facts", "at"),
    [
        ({"urgency": "routine"}, datetime(2011, 8, 22, 9, tzinfo=UTC)),
        ({}, datetime(2011, 8, 22, 9, tzinfo=UTC)),
        ({"urgency": "emergency"}, MONDAY_EVENING),
        ({"wanted": date(2011, 8, 16)}, TUESDAY_EVENING),
        ({"wanted": date(2011, 8, 15)}, MONDAY_EVENING),
        ({"wanted": date(2011, 8, 18), "begins": date(2011, 8, 16)}, TUESDAY_EVENING),
        ({"wanted": date(2012, 1, 1), "begins": "soon"}, datetime(2011, 8, 22, 9, tzinfo=UTC)),
        ({"wanted": date(2011, 8, 14)}, datetime(2011, 8, 22, 9, tzinfo=UTC)),
    ],
)
def test_a_step_is_due_by_its_level_and_never_after_it_is_wanted(
    facts: dict[str, Any], at: datetime
) -> None:
    assert due(play_of(**facts)) == at


@pytest.mark.parametrize("said", ['="service level"', "service  level"])
def test_a_level_may_be_said_in_other_ways(said: str) -> None:
    assert due(play_of(said)) == datetime(2011, 8, 22, 9, tzinfo=UTC)


def test_a_step_without_a_level_has_no_due_date() -> None:
    play = play_of()

    assert play.loaded.due_by("a", {}, play.now) is None
    assert play.loaded.due_by("a", {"service_levels": {"a": LEVELS["b"]}}, play.now) is None  # type: ignore[index]


def reminded(step: str, **facts: Any) -> Play:
    drawn = Drawing().start().user(step).end().user("other").end("e2")
    drawn.boundary("bell", step, timer("Duration", "service level reminder"), interrupting=False)
    drawn.chain("start", step, "end").chain("bell", "other", "e2")
    return Play(drawn.files(), service_levels=LEVELS, **facts)


def test_a_reminder_on_the_edge_of_a_step_comes_by_the_level_of_the_step() -> None:
    (usual,) = reminded("a").last.timers
    (wanted_soon,) = reminded("a", wanted=date(2011, 8, 16)).last.timers

    assert usual.due_at == datetime(2011, 8, 18, 9, tzinfo=UTC)
    assert wanted_soon.due_at == TUESDAY_EVENING


def test_a_reminder_that_no_level_has_stops_with_a_sentence() -> None:
    with pytest.raises(DiagramFailed, match="a service level that the reference tables have"):
        reminded("b", urgency="urgent")
