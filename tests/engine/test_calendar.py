"""Due times: working days, bank holidays, and London's wall clock when the clocks change."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engine.calendar import (
    Cycle,
    add_working_days,
    bank_holidays,
    cycle,
    due,
    due_by,
    is_working_day,
    span,
)
from engine.feel.values import YearsMonths

MONDAY = datetime(2011, 8, 15, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("10 working days", datetime(2011, 8, 30, 9, 30, tzinfo=UTC)),  # 29 August is a holiday
        ("1 working day", datetime(2011, 8, 16, 9, 30, tzinfo=UTC)),
        ("P14D", datetime(2011, 8, 29, 9, 30, tzinfo=UTC)),
        ("PT36H", datetime(2011, 8, 16, 21, 30, tzinfo=UTC)),
        ("P2W", datetime(2011, 8, 29, 9, 30, tzinfo=UTC)),
        ("P1Y2M", datetime(2012, 10, 15, 9, 30, tzinfo=UTC)),
        (timedelta(days=1, hours=2), datetime(2011, 8, 16, 11, 30, tzinfo=UTC)),
        (YearsMonths(1), datetime(2011, 9, 15, 9, 30, tzinfo=UTC)),
        (date(2012, 1, 1), datetime(2012, 1, 1, tzinfo=UTC)),
        (date(2012, 7, 1), datetime(2012, 6, 30, 23, tzinfo=UTC)),
        ("2012-07-01T12:00", datetime(2012, 7, 1, 11, tzinfo=UTC)),
        ("2012-07-01T12:00:00Z", datetime(2012, 7, 1, 12, tzinfo=UTC)),
    ],
)
def test_a_time_is_counted_from_now(said: object, expected: datetime) -> None:
    assert due(said, MONDAY) == expected


@pytest.mark.parametrize(
    "said", [None, 5, "", "P", "PT", "soon", "P1.5D", "P9999Y", [], True, "R3/P1D"]
)
def test_what_is_no_time_gives_none(said: object) -> None:
    assert due(said, MONDAY) is None


def test_a_date_beyond_the_calendar_gives_none() -> None:
    assert due(timedelta(days=10**7), MONDAY) is None


def test_days_keep_the_wall_clock_when_the_clocks_change() -> None:
    before_spring = datetime(2024, 3, 30, 9, tzinfo=UTC)
    assert due("P1D", before_spring) == datetime(2024, 3, 31, 8, tzinfo=UTC)
    assert due("PT24H", before_spring) == datetime(2024, 3, 31, 9, tzinfo=UTC)
    before_autumn = datetime(2024, 10, 26, 8, tzinfo=UTC)
    assert due("P1D", before_autumn) == datetime(2024, 10, 27, 9, tzinfo=UTC)
    assert due("PT24H", before_autumn) == datetime(2024, 10, 27, 8, tzinfo=UTC)


def test_a_month_after_the_last_day_is_the_last_day() -> None:
    assert due("P1M", datetime(2023, 1, 31, 12, tzinfo=UTC)) == datetime(
        2023, 2, 28, 12, tzinfo=UTC
    )


def test_a_bare_date_gives_the_whole_day() -> None:
    assert due_by("2012-01-10", MONDAY) == datetime(2012, 1, 10, 23, 59, 59, tzinfo=UTC)
    assert due_by(date(2012, 1, 10), MONDAY) == datetime(2012, 1, 10, 23, 59, 59, tzinfo=UTC)
    assert due_by("P1D", MONDAY) == MONDAY + timedelta(days=1)


@pytest.mark.parametrize(
    "day",
    [
        date(2011, 1, 3),  # New Year's Day in lieu
        date(2011, 4, 22),
        date(2011, 4, 25),
        date(2011, 5, 2),
        date(2011, 5, 30),
        date(2011, 8, 29),
        date(2011, 12, 26),
        date(2011, 12, 27),  # Christmas Day in lieu
        date(2012, 6, 5),  # the Diamond Jubilee, as published
        date(2035, 3, 23),  # Good Friday, by rule
        date(2010, 12, 28),
    ],
)
def test_bank_holidays_are_known_in_every_year(day: date) -> None:
    assert day in bank_holidays(day.year)
    assert not is_working_day(day)


def test_working_days_skip_weekends_and_holidays() -> None:
    assert add_working_days(date(2011, 12, 23), 1) == date(2011, 12, 28)
    assert add_working_days(date(2012, 6, 1), 1) == date(2012, 6, 6)


def test_cycles_say_how_often_and_how_far_apart() -> None:
    assert cycle("R3/P7D") == Cycle(3, None, "P7D")
    assert cycle("R/3 working days") == Cycle(None, None, "3 working days")
    start = datetime(2012, 1, 1, tzinfo=UTC)
    assert cycle("R5/2012-01-01T00:00:00Z/PT1H") == Cycle(5, start, "PT1H")


@pytest.mark.parametrize(
    "said", ["", "R", "R3", "R3/", "R/P", "R3/PT0S", "R3/soon", "R3/soon/P1D", "0 0 9 * * ?"]
)
def test_what_does_not_repeat_is_no_cycle(said: str) -> None:
    assert cycle(said) is None


def test_spans_have_limits() -> None:
    assert span("2001 working days") is None
    assert span("P101Y") is None
