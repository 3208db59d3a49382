"""A case that is under way, for the tests that need one."""

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import func, select

from engine.api import Engine
from engine.audit.tables import audit_entry
from engine.commands.complete_task import CompleteTask
from engine.commands.done import Done
from engine.commands.start_case import StartCase
from engine.people.actor import Actor
from engine.queries.played import newest_case, waiting
from engine.rehearsals.people import Cast
from engine.rehearsals.play import Player, StoryClock
from engine.rehearsals.story import Story, read_story
from tests.conftest import Databases

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


# Where the database decides: what else stands on these is tried on one of them.
TWICE = {"audit", "backups", "commands", "faults", "jobs", "machine", "queries", "store"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Both databases for each test of the folders in which their statements are written."""
    if "database_kind" in metafunc.fixturenames and _is_run_twice(metafunc):
        postgresql = pytest.param("postgresql", marks=pytest.mark.postgres)
        metafunc.parametrize("database_kind", ["sqlite", postgresql])


def _is_run_twice(metafunc: pytest.Metafunc) -> bool:
    marks = metafunc.definition.iter_markers("parametrize")
    says_itself = any("database_kind" in mark.args[0] for mark in marks)
    folder = metafunc.definition.path.parent.name
    return folder in TWICE and not says_itself and not hasattr(metafunc.module, "database_kind")


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


@dataclass(frozen=True)
class Scene:
    """A story played so far: where its database is kept, and what is not in it."""

    name: str
    reference: str
    now: datetime
    people: dict[tuple[str, str], int]


@pytest.fixture(scope="session")
def scenes() -> dict[tuple[object, ...], Scene]:
    """What was played once in this run, by what was asked for."""
    return {}


@pytest.fixture
def played(
    engine: Engine,
    clock: StoryClock,
    cast: Cast,
    databases: Databases,
    database_url: str,
    scenes: dict[tuple[object, ...], Scene],
) -> Callable[..., Desk]:
    """`played("lancashire_cayman_2011", until="recommend")`: the case just before that step.

    A story is played to a step once in a run, and then copied for whoever asks for it first thing.
    """
    untouched = _entries(engine)

    def play(name: str, until: str | None = None) -> Desk:
        asked = (engine.database.dialect, name, until, clock.now)
        first = not cast.known and _entries(engine) == untouched
        if first and asked in scenes:
            return enter(scenes[asked])
        player = _play(engine, clock, cast, name, until)
        if first:
            scenes[asked] = keep(player)
        return Desk(engine, player.reference)

    def keep(player: Player) -> Scene:
        scene = Scene(f"scene_{len(scenes)}", player.reference, clock.now, dict(cast.known))
        engine.close()
        databases.keep(database_url, scene.name)
        return scene

    def enter(scene: Scene) -> Desk:
        engine.close()
        databases.put_back(scene.name, database_url)
        clock.now = scene.now
        cast.known.update(scene.people)
        return Desk(engine, scene.reference)

    return play


def _entries(engine: Engine) -> int:
    with engine.database.reading() as db:
        return db.scalar(select(func.count()).select_from(audit_entry)) or 0


def _play(engine: Engine, clock: StoryClock, cast: Cast, name: str, until: str | None) -> Player:
    story = read_story(WORKFLOWS / "stories" / f"{name}.yaml", clock.now.date())
    player = Player(engine, clock, _cut(story, until), cast, clock.now)
    player.play()
    return player


def _cut(story: Story, until: str | None) -> Story:
    steps = []
    for step in story.steps:
        if until is not None and step.do == until and step.refused is None:
            break
        steps.append(step)
    return Story(story.name, story.title, story.definition, story.force, tuple(steps), {})
