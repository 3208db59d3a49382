"""Times written without an expression are told apart from expressions and from slips."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.calendar import due
from engine.times import (
    Cycle,
    Duration,
    approximate_length,
    is_cycle,
    is_date,
    is_duration,
    is_mistyped_time,
    is_service_level,
    is_time,
    parse_cycle,
    parse_date,
    parse_duration,
)

NOW = datetime(2011, 8, 15, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("P5D", Duration(days=5)),
        ("P2W", Duration(days=14)),
        ("PT4H", Duration(exact=timedelta(hours=4))),
        ("PT0.5S", Duration()),
        ("P1Y2M3DT4H5M6S", Duration(14, 3, timedelta(hours=4, minutes=5, seconds=6))),
        ("10 working days", Duration(working_days=10)),
        ("10  Working Days", Duration(working_days=10)),
        (" 1 working day ", Duration(working_days=1)),
        ("P99999D", Duration(days=99999)),
    ],
)
def test_a_duration(text: str, duration: Duration) -> None:
    assert parse_duration(text) == duration
    assert is_time(text)


@pytest.mark.parametrize(
    "text",
    ["P", "PT", "P5X", "5D", "p5d", "working days", "P1DT", "P200Y", "P101Y", "2001 working days"],
)
def test_no_duration(text: str) -> None:
    assert not is_duration(text)


@pytest.mark.parametrize("text", ["service level", " service  level reminder "])
def test_a_service_level(text: str) -> None:
    assert is_service_level(text)
    assert is_time(text)
    assert not is_service_level(f"{text}s")


@pytest.mark.parametrize(
    ("text", "cycle"),
    [
        ("R/P7D", Cycle(None, None, "P7D")),
        ("R3/PT24H", Cycle(3, None, "PT24H")),
        ("R/3 working days", Cycle(None, None, "3 working days")),
        ("R/2026-03-31T09:00:00/P1D", Cycle(None, datetime(2026, 3, 31, 9), "P1D")),  # noqa: DTZ001
        ("R5/2026-03-31/PT1H", Cycle(5, date(2026, 3, 31), "PT1H")),
    ],
)
def test_a_cycle(text: str, cycle: Cycle) -> None:
    assert parse_cycle(text) == cycle
    assert is_time(text)


@pytest.mark.parametrize(
    "text",
    [
        *("R/P7X", "R/tomorrow/P7D", "P7D", "R/2026-99-99/P7D", "r3/p7d", "R9999999/PT1S"),
        *("", "R", "R3", "R3/", "R/P", "R3/PT0S", "R3/soon", "R/P1D/P1D", "0 0 9 * * ?"),
    ],
)
def test_no_cycle(text: str) -> None:
    assert not is_cycle(text)


@pytest.mark.parametrize(
    "text",
    ["2026-03-31", "2026-03-31T09:00", "2026-03-31T09:00:00+01:00", "2026-03-31T09:00:00.5Z"],
)
def test_a_date(text: str) -> None:
    assert is_date(text)


@pytest.mark.parametrize(
    "text",
    ["20260331", "20260331T09", "event_date", "2026-02-30", "2026-W01-1", "2026-03-31T25:15"],
)
def test_no_date(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("P5X", "R/P7X", "10 wroking days", "2026-02-30", "3 weeks", "p5d", "r3/p7d"),
        *("20260101", "R9999999/PT1S", "P200Y", "2001 working days", "R/P1D/P1D"),
    ],
)
def test_a_slip_is_not_taken_for_an_expression(text: str) -> None:
    assert is_mistyped_time(text)


@pytest.mark.parametrize("text", ["event_date", 'duration("P5D")', "today + x", "P5D"])
def test_an_expression_is_not_taken_for_a_slip(text: str) -> None:
    assert not is_mistyped_time(text)


def test_how_long_a_time_lasts() -> None:
    assert approximate_length("P1DT1H") == timedelta(days=1, hours=1)
    assert approximate_length("P1Y1M") == timedelta(days=395)
    assert approximate_length("R3/PT30M") == timedelta(minutes=30)
    assert approximate_length("10 working days") is None
    assert approximate_length("event_date") is None


PARTS = st.sampled_from(
    [
        *("R", "R3", "R99999", "R9999999", "/", "P", "T", "5", "1200", "101", "9999999999"),
        *("Y", "M", "W", "D", "H", "S", ".5", "2026-03-31", "2026-99-99", "T09:00:00", "+01:00"),
        *("3 working days", "2001 working days", "1  Working Day", " ", "PT1S", "P7D", "P101Y"),
    ]
)


@given(st.lists(PARTS, max_size=6).map("".join))
def test_whatever_passes_as_a_time_comes_on_the_calendar(text: str) -> None:
    cycle = parse_cycle(text)
    if cycle is not None:
        assert due(cycle.start or cycle.every, NOW) is not None
    elif is_time(text):
        assert due(text, NOW) is not None
