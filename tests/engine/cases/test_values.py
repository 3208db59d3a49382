"""Fact values: kept as text, read back as what they were."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cases.values import from_json, to_json
from engine.feel.values import YearsMonths

PLAIN = (
    st.none()
    | st.booleans()
    | st.text(max_size=20)
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.dates()
    | st.times()
    | st.datetimes(timezones=st.just(UTC))
    | st.integers(-(10**6), 10**6).map(lambda n: timedelta(seconds=n))
    | st.integers(-500, 500).map(YearsMonths)
)
VALUES = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner)
)


@given(VALUES)
def test_a_value_comes_back_as_it_was(value: Any) -> None:
    assert from_json(to_json(value)) == value


@pytest.mark.parametrize("tag", ["$number", "$date", "$text", "$months"])
def test_text_that_looks_like_our_own_marks_stays_text(tag: str) -> None:
    assert from_json(to_json({tag: "12"})) == {tag: "12"}
    assert from_json(to_json({tag: {tag: "12"}})) == {tag: {tag: "12"}}


def test_the_same_value_is_always_the_same_text() -> None:
    assert to_json({"b": Decimal("1.50"), "a": date(2011, 8, 1)}) == (
        '{"a":{"$date":"2011-08-01"},"b":{"$number":"1.50"}}'
    )
    assert to_json(time(9)) == '{"$time":"09:00:00"}'


@pytest.mark.parametrize("value", [object(), 1.5, datetime(2011, 8, 1)])  # noqa: DTZ001
def test_what_is_no_fact_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="a fact cannot be"):
        to_json(value)
