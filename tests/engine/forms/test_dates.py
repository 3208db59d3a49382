"""Dates: three boxes or a whole one, real days only, compared in the author's own words."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from engine.forms.dates import in_words, wrong_parts

Ask = Callable[..., Any]


def test_the_boxes_to_mend_are_the_empty_ones_else_all() -> None:
    assert wrong_parts({"day": "3", "year": "2012"}) == ("month",)
    assert wrong_parts({"day": "31", "month": "2", "year": "2012"}) == ("day", "month", "year")
    assert wrong_parts(None) == ("day", "month", "year")
    assert wrong_parts("never") == ("day", "month", "year")


def test_a_moment_is_read_with_its_time() -> None:
    assert in_words(datetime(2012, 3, 5, 9, 7, tzinfo=UTC)) == "5 March 2012 at 09:07"


def day(**more: Any) -> dict[str, Any]:
    return {"type": "datetime", "subtype": "date", "key": "d", "dateLabel": "End date", **more}


def parts(day: str, month: str, year: str) -> dict[str, str]:
    return {"day": day, "month": month, "year": year}


@pytest.mark.parametrize(
    "answer",
    [
        parts("29", "2", "2012"),
        parts(" 29", "02 ", "2012"),
        parts("29", "Feb", "2012"),
        parts("29", "february", "2012"),
        "2012-02-29",
        date(2012, 2, 29),
        datetime(2012, 2, 29, 12),  # noqa: DTZ001 - a story's day
    ],
)
def test_a_date_may_come_in_three_boxes_or_whole(form: Ask, taken: Ask, answer: Any) -> None:
    assert taken(form(day()), {"d": answer}) == {"d": date(2012, 2, 29)}


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (parts("3", "", "2012"), "must include a month"),
        (parts("", "", "2012"), "must include a day and month"),
        (parts("31", "2", "2012"), "must be a real date"),
        (parts("3", "Fex", "2012"), "must be a real date"),
        (parts("3", "Febx", "2012"), "must be a real date"),
        (parts("-3", "2", "2012"), "must be a real date"),
        (parts("٣", "2", "2012"), "must be a real date"),
        (parts("3", "2", "12"), "must have a year of 4 numbers, like 2012"),
        (parts("3", "2", "1812"), "must have a year from 1900 to 2100"),
        (parts("3", "2", "2101"), "must have a year from 1900 to 2100"),
        ("tomorrow", "must be a real date"),
        ("2012-02-30", "must be a real date"),
        ({"day": ["3"], "month": "2", "year": "2012"}, "must include a day"),
        ({"day": "3", "hour": "2"}, "must be a real date"),
        (7, "must be a real date"),
    ],
)
def test_dates_that_will_not_do(form: Ask, refusals: Ask, answer: Any, problem: Any) -> None:
    assert refusals(form(day()), {"d": answer}) == {"d": f"End date {problem}"}


def test_a_date_keeps_to_limits_that_facts_give(form: Ask, refusals: Ask) -> None:
    asked = form(day(properties={"min": "start_date", "max": "today"}))

    assert refusals(asked, {"d": "2012-01-01"}, start_date=date(2012, 2, 1)) == {
        "d": "End date must be on or after 1 February 2012"
    }
    assert refusals(asked, {"d": "2012-03-06"}) == {"d": "End date must be today or in the past"}
    assert refusals(asked, {"d": "2012-03-05"}) == {}


def test_a_date_that_may_not_be_past_is_today_or_later(form: Ask, refusals: Ask) -> None:
    asked = form(day(disallowPassedDates=True))
    dated = form(day(properties={"max": "last"}))

    assert refusals(asked, {"d": "2012-03-04"}) == {"d": "End date must be today or in the future"}
    assert refusals(dated, {"d": "2012-03-04"}, last=date(2012, 3, 1)) == {
        "d": "End date must be on or before 1 March 2012"
    }


def test_the_author_may_compare_two_dates_in_their_own_words(form: Ask, refusals: Ask) -> None:
    later = {"check": "d > start_date", "problem": "The end date must be after the start date"}
    start = day(key="start_date", dateLabel="Start date")
    asked = form(start, day(properties=later))

    assert refusals(asked, {"start_date": "2012-03-01", "d": "2012-03-01"}) == {
        "d": "The end date must be after the start date"
    }
    assert refusals(asked, {"start_date": "2012-03-01", "d": "2012-03-02"}) == {}
    assert refusals(asked, {"start_date": "2012-03-01"}) == {}


def test_a_rule_waits_until_all_it_looks_at_can_be_read(form: Ask, refusals: Ask) -> None:
    later = {"check": "d > start_date", "problem": "The end date must be after the start date"}
    asked = form(day(key="start_date", dateLabel="Start date"), day(properties=later))

    assert refusals(asked, {"start_date": "2012-13-01", "d": "2012-03-01"}) == {
        "start_date": "Start date must be a real date"
    }


@pytest.mark.parametrize("answer", ["", None, {"day": "", "month": "", "year": ""}])
def test_a_date_left_empty_is_no_answer(form: Ask, taken: Ask, answer: Any) -> None:
    assert taken(form(day()), {"d": answer}) == {"d": None}
