"""The shipped stories, played whole: each goes as it is written, and together they reach all."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.rehearsals.rehearse import Definitions, rehearse_all

WORKFLOWS = Path(__file__).parents[2] / "workflows"
STORIES = sorted((WORKFLOWS / "stories").glob("*.yaml"))
DEMO = sorted(WORKFLOWS.glob("demo/*.yaml"))
# The law's own gate: what stops a case ends it where it happens, so no answers lead there.
UNREACHABLE = {"may_go_on to stopped_again"}
LETTERS = 0.94  # of their variants; the others say what follows from a gap that the forms refuse


@pytest.mark.timeout(1200)  # every story in one go: what they reach is counted together
def test_the_shipped_stories_go_as_they_are_written_and_leave_nothing_unreached(
    shipped: Definitions, tmp_path: Path
) -> None:
    results, measures = rehearse_all(STORIES, shipped, datetime.now(UTC), tmp_path)

    assert {result.story: result.problems for result in results if result.problems} == {}
    letters = sum(len(result.letters) for result in results)
    assert len(list(tmp_path.rglob("*.docx"))) == letters
    for kind in ("tasks", "flows", "decision_rows"):
        assert set(measures[kind].missed) <= UNREACHABLE, kind
    variants = measures["letter_variants"]
    assert variants.fraction >= LETTERS, variants.missed


@pytest.mark.parametrize("story", DEMO, ids=lambda path: path.stem)
def test_a_case_of_the_demo_goes_as_it_is_written(story: Path, shipped: Definitions) -> None:
    ((result,), _) = rehearse_all([story], shipped, datetime.now(UTC))

    assert result.problems == ()


def test_there_are_twenty_five_stories() -> None:
    assert len(STORIES) >= 25
