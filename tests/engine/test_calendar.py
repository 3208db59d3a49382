"""Due times: working days, bank holidays, and London's wall clock when the clocks change."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engine.calendar import (
    Nation,
    add_working_days,
    bank_holidays,
    due,
    due_by,
    is_working_day,
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
    "said",
    [None, 5, "", "P", "PT", "soon", "P1.5D", "P9999Y", [], True, "R3/P1D", "p5d", "20260101"],
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
        date(1981, 7, 29),  # proclaimed: a royal wedding
        date(1995, 5, 8),  # proclaimed: May Day moved to VE Day
        date(1999, 12, 31),  # proclaimed: the millennium
        date(2002, 6, 3),  # the Golden Jubilee
        date(2002, 6, 4),  # proclaimed: the spring holiday moved
        date(2011, 4, 29),  # a royal wedding
        date(2012, 6, 5),  # the Diamond Jubilee
        date(2022, 9, 19),  # the Queen's funeral
        date(2035, 3, 23),  # Good Friday
        date(2010, 12, 28),
    ],
)
def test_bank_holidays_are_known_in_every_year(day: date) -> None:
    assert day in bank_holidays(day.year)
    assert not is_working_day(day)


@pytest.mark.parametrize("day", [date(2002, 5, 27), date(2020, 5, 4), date(2011, 4, 28)])
def test_a_day_that_gave_way_to_a_proclaimed_one_is_a_working_day(day: date) -> None:
    assert is_working_day(day)


def test_each_nation_has_its_own_holidays() -> None:
    st_andrew, orangemen, august = date(2026, 11, 30), date(2026, 7, 13), date(2026, 8, 31)

    assert not is_working_day(st_andrew, Nation.SCOTLAND)
    assert not is_working_day(orangemen, Nation.NORTHERN_IRELAND)
    assert is_working_day(august, Nation.SCOTLAND)
    assert is_working_day(st_andrew)
    assert is_working_day(orangemen)
    assert not is_working_day(august)


def test_working_days_skip_weekends_and_holidays() -> None:
    assert add_working_days(date(2011, 4, 20), 5) == date(2011, 5, 3)
    assert add_working_days(date(2011, 12, 23), 1) == date(2011, 12, 28)
    assert add_working_days(date(2012, 6, 1), 1) == date(2012, 6, 6)
