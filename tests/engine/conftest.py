"""A case that is under way, for the tests that need one."""

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from engine.api import Engine
from engine.commands.complete_task import CompleteTask
from engine.commands.done import Done
from engine.commands.start_case import StartCase
from engine.people.actor import Actor
from engine.queries.played import newest_case, waiting
from engine.rehearsals.people import Cast
from engine.rehearsals.play import Player, StoryClock
from engine.rehearsals.story import Story, read_story

WORKFLOWS = Path(__file__).parents[2] / "workflows"


def _answers() -> ModuleType:
    spec = importlib.util.spec_from_file_location("answers", Path(__file__).parent / "answers.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def answers() -> ModuleType:
    """Answers that will do for the first steps."""
    return _answers()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Both databases: whatever an engine does in these tests, it does on each."""
    kind: str = request.param
    return kind


@dataclass
class Desk:
    """A case and a way to answer its tasks by their ids."""

    engine: Engine
    reference: str

    def uid(self, element: str) -> str:
        """The open task of that element."""
        return next(str(t.uid) for t in self.waiting() if t.element == element)

    def waiting(self) -> tuple[Any, ...]:
        """What waits."""
        return self.engine.ask(waiting, None, self.reference)

    def complete(self, actor: Actor, element: str, answers: dict[str, Any]) -> Done:
        """The task of that element, answered."""
        return self.engine.do(CompleteTask(self.uid(element), None, answers), actor)


@pytest.fixture
def desk(engine: Engine, someone: Callable[..., Actor]) -> Desk:
    """A new case of Lancashire."""
    engine.do(StartCase("section_26", "lancashire"), someone("force_lead"))
    return Desk(engine, engine.ask(newest_case, None))


@pytest.fixture
def played(engine: Engine, clock: StoryClock, cast: Cast) -> Callable[..., Desk]:
    """`played("lancashire_cayman_2011", until="recommend")`: the case just before that step."""

    def play(name: str, until: str | None = None, *, sign: bool = True) -> Desk:
        story = read_story(WORKFLOWS / "stories" / f"{name}.yaml", clock.now.date())
        story = _cut(story, until)
        player = Player(engine, clock, story, cast, clock.now)
        player.play()
        return Desk(engine, player.reference)

    return play


def _cut(story: Story, until: str | None) -> Story:
    steps = []
    for step in story.steps:
        if until is not None and step.do == until and step.refused is None:
            break
        steps.append(step)
    return Story(story.name, story.title, story.definition, story.force, tuple(steps), {})
