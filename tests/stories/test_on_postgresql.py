"""Two of the stories on PostgreSQL: the same steps, the same letters, the same end."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.api import Engine
from engine.queries.verified import verified
from engine.rehearsals.expectations import unmet
from engine.rehearsals.people import Cast
from engine.rehearsals.play import Player, StoryClock, start_of
from engine.rehearsals.story import read_story

STORIES = Path(__file__).parents[2] / "workflows" / "stories"


@pytest.fixture
def database_kind() -> str:
    return "postgresql"


@pytest.mark.postgres
@pytest.mark.parametrize("name", ["lancashire_cayman_2011", "metropolitan_refused_2012"])
def test_a_story_goes_on_postgresql_as_it_is_written(
    name: str, engine: Engine, clock: StoryClock, cast: Cast
) -> None:
    today = datetime.now(UTC)
    story = read_story(STORIES / f"{name}.yaml", today.date())
    clock.now = start_of(story, today)
    player = Player(engine, clock, story, cast, today)
    player.play()

    assert unmet(player) == []
    assert engine.ask(verified, None).faults == ()
