"""The shipped stories, played whole: each must go as it is written."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.rehearsals.rehearse import Definitions, rehearse

WORKFLOWS = Path(__file__).parents[2] / "workflows"
STORIES = sorted((WORKFLOWS / "stories").glob("*.yaml")) + sorted(WORKFLOWS.glob("demo/*.yaml"))


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)
def test_a_shipped_story_goes_as_it_is_written(
    story: Path, shipped: Definitions, tmp_path: Path
) -> None:
    (result,) = rehearse([story], shipped, datetime.now(UTC), tmp_path)

    assert result.problems == ()
    assert len(list(tmp_path.rglob("*.docx"))) == len(result.letters)


def test_there_are_the_first_five_stories() -> None:
    assert len(list((WORKFLOWS / "stories").glob("*.yaml"))) >= 5
