"""What a rehearsal counts: the steps, ways, rows and variants its stories reach, and no others."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.rehearsals.coverage import Coverage
from engine.rehearsals.rehearse import Definitions, rehearse_all
from engine.witness import told_to, witness

SHORT = Path(__file__).parents[3] / "workflows" / "stories" / "psni_routed_out.yaml"


@pytest.fixture(scope="module")
def measures(shipped: Definitions) -> Coverage:
    """What the shortest story reaches: a request that another route is for."""
    results, measures = rehearse_all([SHORT], shipped, datetime.now(UTC))
    assert results[0].problems == ()
    return measures


def test_a_step_that_was_taken_is_reached_and_others_are_named(measures: Coverage) -> None:
    missed = " ".join(measures["tasks"].missed)

    assert "(screen_scope)" not in missed
    assert "(decide_consent)" in missed


def test_a_way_counts_when_a_token_went_it(measures: Coverage) -> None:
    missed = measures["flows"].missed

    assert "log_request to screen_scope" not in missed
    assert "why_not to not_required" in missed


def test_a_row_counts_when_it_matched(measures: Coverage) -> None:
    missed = measures["decision_rows"].missed

    assert "scope row 5" not in missed
    assert "scope row 13" in missed


def test_a_variant_counts_when_a_letter_was_written_so(measures: Coverage) -> None:
    missed = measures["letter_variants"].missed

    assert any(name.startswith("L12 ") for name in missed)
    assert sum(name.startswith("L02 ") for name in missed) <= 16
    assert 0 < measures["letter_variants"].fraction < 0.1


def test_nobody_looks_on_but_while_a_rehearsal_is_told() -> None:
    class Onlooker:
        flowed = matched = wrote = lambda *_: None

    onlooker = Onlooker()
    with told_to(onlooker):
        assert witness() is onlooker
    assert witness() is None
