"""Times written without an expression are told apart from expressions and from slips."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.bpmn.timers import literal
from engine.lint.times import is_cycle, is_date, is_duration, is_meant, is_time, length


@pytest.mark.parametrize("source", ["P5D", "PT4H", "P1Y2M3DT4H5M6S", "P2W", "10 working days"])
def test_a_duration(source: str) -> None:
    assert is_duration(source)
    assert is_time(source)


@pytest.mark.parametrize("source", ["P", "PT", "P5X", "5D", "working days"])
def test_no_duration(source: str) -> None:
    assert not is_duration(source)


@pytest.mark.parametrize("source", ["R/P7D", "R3/PT24H", "R/2026-03-31T09:00:00/P1D"])
def test_a_cycle(source: str) -> None:
    assert is_cycle(source)


@pytest.mark.parametrize("source", ["R/P7X", "R/tomorrow/P7D", "P7D", "R/2026-99-99/P7D"])
def test_no_cycle(source: str) -> None:
    assert not is_cycle(source)


@pytest.mark.parametrize("source", ["2026-03-31", "2026-03-31T09:00:00+01:00"])
def test_a_date(source: str) -> None:
    assert is_date(source)


@pytest.mark.parametrize("source", ["20260331", "event_date", "2026-02-30"])
def test_no_date(source: str) -> None:
    assert not is_date(source)


@pytest.mark.parametrize("source", ["P5X", "R/P7X", "10 wroking days", "2026-02-30", "3 weeks"])
def test_a_slip_is_not_taken_for_an_expression(source: str) -> None:
    assert is_meant(source)


@pytest.mark.parametrize("source", ["event_date", 'duration("P5D")', "today + x", "P5D"])
def test_an_expression_is_not_taken_for_a_slip(source: str) -> None:
    assert not is_meant(source)


def test_how_long_a_time_lasts() -> None:
    assert length("P1DT1H") == timedelta(days=1, hours=1)
    assert length("R3/PT30M") == timedelta(minutes=30)
    assert length("10 working days") is None


PARTS = st.sampled_from(
    [
        *("R", "R3", "R99999", "R9999999", "/", "P", "T", "5", "1200", "101", "9999999999"),
        *("Y", "M", "W", "D", "H", "S", ".5", "2026-03-31", "2026-99-99", "T09:00:00", "+01:00"),
        *("3 working days", "2001 working days", "1  working day", " ", "PT1S", "P7D", "P101Y"),
    ]
)


@given(st.lists(PARTS, max_size=6).map("".join))
def test_what_passes_as_a_time_is_one_to_the_engine(source: str) -> None:
    text = source.strip()

    if is_time(text) and not (is_cycle(text) and length(text) == timedelta()):
        assert literal(text)


@pytest.mark.parametrize("source", ["R9999999/PT1S", "P200Y", "2001 working days", "R/P1D/P1D"])
def test_what_the_engine_cannot_count_is_no_time(source: str) -> None:
    assert not is_time(source)
    assert not literal(source)
    assert is_meant(source)


@pytest.mark.parametrize("source", ["R/3 working days", "R3/PT1M", "R0009/P1D", "P99999D"])
def test_what_the_engine_counts_is_a_time(source: str) -> None:
    assert is_time(source)
    assert literal(source)
