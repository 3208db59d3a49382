"""A rehearsal in which the clock meets something that cannot be done is not green."""

from pathlib import Path

import pytest

from engine.api import Engine
from engine.commands.publish_shipped import PublishShipped
from engine.errors import StoryFailed
from engine.rehearsals.people import Cast
from engine.rehearsals.play import Player, StoryClock
from engine.rehearsals.story import read_story
from tests.support.drawing import Drawing, timer

STORY = """
definition: fragile
force: lancashire
steps:
  - {as: force_lead, do: note}
  - {wait: P4D}
"""


def test_a_timer_that_fails_is_told_with_its_cause(
    engine: Engine, clock: StoryClock, cast: Cast, tmp_path: Path
) -> None:
    drawn = Drawing("fragile", role="force_lead").start().user("note").user("decide")
    drawn.boundary("late", "decide", timer("Duration", "P3D")).gate("exclusive", "way")
    drawn.end().user("after").chain("start", "note", "decide", "end").chain("late", "way")
    drawn.flow("way", "after", when="cleared").flow("way", "end", when="stopped")
    engine.do(PublishShipped(drawn.flow("after", "end").files()), None)
    (tmp_path / "late.yaml").write_text(STORY)
    story = read_story(tmp_path / "late.yaml", clock.now.date())

    with pytest.raises(StoryFailed, match="timer or an email could not be done: late: 'way'"):
        Player(engine, clock, story, cast, clock.now).play()
