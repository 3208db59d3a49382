"""A case whose recommendation is written and waits to be signed: played once, then copied."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from engine.api import Engine
from engine.commands.complete_task import CompleteTask
from engine.commands.publish_shipped import PublishShipped
from engine.people.actor import Actor
from engine.queries.played import Waiting, newest_case, waiting
from engine.queries.task_page import task_page
from engine.rehearsals.people import Cast
from engine.rehearsals.play import Player, StoryClock
from engine.rehearsals.rehearse import Definitions
from engine.rehearsals.story import read_story

Someone = Callable[..., Actor]
START = datetime(2011, 8, 1, 8, tzinfo=UTC)
STORIES = Path(__file__).parents[3] / "workflows" / "stories"
RECOMMENDED = {
    "cc_recommendation": "approve",
    "cc_reasons": "Volunteers only, posts covered, every cost recovered.",
    "cc_signatory_name": "The Chief Constable",
}


@dataclass(frozen=True)
class Recommended:
    """The case whose recommendation waits, and what else does."""

    engine: Engine
    reference: str

    def waiting(self) -> tuple[Waiting, ...]:
        """The open tasks."""
        return self.engine.ask(waiting, None, self.reference)

    def uid(self, element: str) -> str:
        """The open task of that element."""
        return next(one.uid for one in self.waiting() if one.element == element)


@dataclass
class Played:
    """When the recommendation was written, once it was, and by whom the case was brought there."""

    moment: datetime = START
    people: dict[tuple[str, str], int] = field(default_factory=dict)


@pytest.fixture(scope="session")
def played_once() -> Played:
    return Played()


@pytest.fixture
def database_url(
    database_kind: str, databases: Any, shipped: Definitions, played_once: Played
) -> Iterator[str]:
    """A database with a case whose recommendation waits to be signed: played once, then copied."""

    def play(url: str) -> None:
        clock = StoryClock(START)
        engine = Engine.install(url, clock=clock, reference=shipped.reference)
        engine.do(PublishShipped(shipped.bundle), None)
        story = read_story(STORIES / "lancashire_cayman_2011.yaml", clock.now.date())
        at = next(n for n, step in enumerate(story.steps) if step.do == "recommend")
        player = Player(
            engine, clock, replace(story, steps=story.steps[:at]), Cast(engine), clock.now
        )
        player.play()
        chief = player.cast.actor("chief_officer", None, "lancashire", clock.now)
        (task,) = [one.uid for one in player.waiting() if one.element == "recommend"]
        engine.do(CompleteTask(task, None, RECOMMENDED), chief)
        played_once.moment, played_once.people = clock.now, player.cast.known
        engine.close()

    with databases.fresh(database_kind, "recommended", play) as url:
        yield url


@pytest.fixture
def clock(database_url: str, played_once: Played) -> StoryClock:
    return StoryClock(played_once.moment)


@pytest.fixture
def cast(engine: Engine, played_once: Played) -> Cast:
    return Cast(engine, known=dict(played_once.people))


@pytest.fixture
def recommended(engine: Engine) -> Recommended:
    return Recommended(engine, engine.ask(newest_case, None))


@pytest.fixture
def chief(someone: Someone) -> Actor:
    return someone("chief_officer")


@pytest.fixture
def letter(recommended: Recommended, engine: Engine, chief: Actor) -> int:
    """The recommendation that waits to be signed."""
    page = engine.ask(task_page, chief, recommended.uid("recommend"))
    return next(int(brief.id) for brief in page.letters if brief.for_signature)
