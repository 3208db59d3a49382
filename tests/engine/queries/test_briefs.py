"""What a task in a list says of its day."""

from datetime import date

import pytest

from engine.queries.briefs import is_this_week

THURSDAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("day", "said"), [(25, False), (26, True), (27, True), (29, True), (30, False)]
)
def test_a_week_ends_on_sunday(day: int, *, said: bool) -> None:
    assert is_this_week(date(2026, 11, day), THURSDAY) is said


def test_on_a_sunday_only_that_day_is_this_week() -> None:
    sunday = date(2026, 11, 29)

    assert is_this_week(sunday, sunday)
    assert not is_this_week(date(2026, 11, 30), sunday)
