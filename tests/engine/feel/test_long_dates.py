"""Dates of far years and times to the nanosecond, which no date or time of Python can hold."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel.compile import compile_expression
from engine.feel.longdates import nanoseconds
from engine.feel.values import Day, LongDate
from engine.feel.writing import text_of


def told(source: str) -> str:
    return text_of(compile_expression(source)({}))


@pytest.mark.parametrize(
    "text",
    [
        "-0001-12-31",
        "0000-02-29",
        "12024-02-29",
        "999999999-12-31",
        "-0044-03-15T10:00:00",
        "-999999999-12-31T23:59:59.999999999+02:00",
        "2024-02-29T10:00:00.123456789@Europe/London",
        "10:00:00.000000001Z",
    ],
)
def test_what_is_written_is_read_back(text: str) -> None:
    assert told(f'string(@"{text}")') == text


@pytest.mark.parametrize(
    "text", ["-0000-01-01", "02024-01-01", "1000000000-01-01", "-2023-02-29", "+12024-01-01"]
)
def test_what_is_no_year_is_null(text: str) -> None:
    assert told(f'date("{text}")') == "null"


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ('date("9999-12-31") + @"P1D"', "10000-01-01"),
        ('date("10000-01-01") - @"P1D"', "9999-12-31"),
        ('date("0001-01-01") - @"P1D"', "0000-12-31"),
        ('date("9999-12-31") + @"P2M"', "10000-02-29"),
        ('date("-0004-02-29") - @"P1Y"', "-0005-02-28"),
        ('date("999999999-12-31") + @"P1D"', "null"),
        ('date("-999999999-01-01") - @"P1M"', "null"),
        ('date("2024-01-01") + @"P999999999D"', "2739931-01-03"),
        ("date(-44, 3, 15)", "-0044-03-15"),
        ("date(1e300, 1, 1)", "null"),
        ("date(2024, 1e300, 1)", "null"),
        ('date and time("9999-12-31T24:00:00")', "10000-01-01T00:00:00"),
        ('@"9999-12-31T23:00:00" + @"PT2H"', "10000-01-01T01:00:00"),
        ('@"10000-01-01T01:00:00Z" - @"PT2H"', "9999-12-31T23:00:00Z"),
        ('@"10:00:00.000000001" + @"PT15H"', "01:00:00.000000001"),
        ('@"10:00:00.000000001" + @"P1M"', "null"),
        ("time(10, 0, 0.000000001)", "10:00:00.000000001"),
        ('date("10000-01-01") - date("9999-01-01")', "P365D"),
        ('date("-0001-01-01") - @"2024-01-01T00:00:00"', "null"),
        ('@"12024-01-01T00:00:00Z" - date("12024-01-01")', "PT0S"),
        ('@"10:00:00.000000001" - @"2024-01-01"', "null"),
        ('@"10:00:00.000000001" - 5', "null"),
        ('date("999999999-01-01") - date("-999999999-01-01")', "null"),
        ('date(date and time("12024-02-29T10:00:00"))', "12024-02-29"),
        ('date(date("12024-02-29"))', "12024-02-29"),
        ('time(date and time("2024-02-29T10:00:00.000000001"))', "10:00:00.000000001"),
        ('time(time("10:00:00.000000001"))', "10:00:00.000000001"),
        ('time(date("12024-02-29"))', "00:00:00Z"),
        ('date and time(date("12024-02-29"), time("10:00:00"))', "12024-02-29T10:00:00"),
        ('years and months duration(date("-0001-03-31"), date("2024-03-30"))', "P2024Y11M"),
        (
            'years and months duration(@"12024-01-31T00:00:00Z", @"12024-03-30T23:30:00-02:00")',
            "P2M",
        ),
        (
            'years and months duration(@"2024-12-31T00:00:00Z", @"999999999-12-31T23:30:00-02:00")',
            "P999997975Y",
        ),
    ],
)
def test_reckoning_goes_on_beyond_the_calendar(source: str, result: str) -> None:
    assert told(source) == result


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ('date("9999-12-31") < date("10000-01-01")', "true"),
        ('date("-0044-03-15") < date("0044-03-15")', "true"),
        ('date("12024-01-01") = date("12024-01-01")', "true"),
        ('date("12024-01-01") = date("11624-01-01")', "false"),
        ('date("12024-01-01") = date and time("12024-01-01T00:00:00Z")', "null"),
        ('@"12024-01-01T00:00:00Z" = @"12024-01-01T01:00:00+01:00"', "true"),
        ('@"12024-01-01T00:00:00Z" = @"12024-01-01T00:00:00"', "false"),
        ('@"12024-01-01T00:00:00Z" > @"2024-01-01T00:00:00"', "null"),
        ('@"10:00:00.000000002" > @"10:00:00.000000001"', "true"),
        ('@"10:00:00.000000001" = @"10:00:00"', "false"),
        ('date("12024-01-01") in [date("2024-01-01")..date("22024-01-01")]', "true"),
        ('date("12024-01-01") instance of date', "true"),
        ('@"10:00:00.000000001" instance of time', "true"),
    ],
)
def test_comparing_goes_on_beyond_the_calendar(source: str, result: str) -> None:
    assert told(source) == result


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ('date("-0044-03-15").year', "-44"),
        ('date("-0044-03-15").month', "3"),
        ('date("12024-02-29").weekday', "4"),
        ('@"12024-02-29T10:11:12+01:00".time offset', "PT1H"),
        ('@"10:11:12.000000001".second', "12"),
        ('day of year(date("12024-12-31"))', "366"),
        ('day of week(date("12024-02-29"))', "Thursday"),
        ('month of year(date("-0044-03-15"))', "March"),
        ('week of year(date("12024-12-30"))', "1"),
        ('count(for d in date("9999-12-31")..date("10000-01-01") return d)', "null"),
        ('[date("12024-02-29")]', '[@"12024-02-29"]'),
    ],
)
def test_parts_of_far_dates(source: str, result: str) -> None:
    assert told(source) == result


@given(st.dates() | st.datetimes(), st.integers(-30_000, 30_000))
def test_every_cycle_of_years_is_reckoned_as_the_one_we_live_in(day: date, days: int) -> None:
    span = f'@"{"-" if days < 0 else ""}P{abs(days)}D"'
    far = LongDate(day.replace(year=2000 + day.year % 400), 100)

    def later(value: Day) -> Day:
        moved = compile_expression(f"value + {span}")({"value": value})
        assert isinstance(moved, Day)
        return moved

    start = far.near
    assert nanoseconds(later(far)) - nanoseconds(far) == nanoseconds(later(start)) - nanoseconds(
        start
    )
    assert text_of(later(far))[-6:] == text_of(later(start))[-6:]
