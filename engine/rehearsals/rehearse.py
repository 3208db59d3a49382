"""Rehearses stories against a folder of definitions, each on a database of its own in memory."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from engine.api import Engine
from engine.clock import london_date
from engine.commands.publish_shipped import PublishShipped
from engine.definitions.shipped import (
    bundle_in,
    bundle_of,
    reference_in,
    shipped_letters,
    shipped_schema,
    shipped_workflows,
)
from engine.errors import EngineError
from engine.people.reference import Reference
from engine.queries.played import elements_passed, every_letter
from engine.register.reference import reference_in_sheets
from engine.rehearsals.coverage import Coverage, Reached, coverage
from engine.rehearsals.expectations import unmet
from engine.rehearsals.people import Cast
from engine.rehearsals.play import Player, StoryClock, start_of
from engine.rehearsals.story import read_story
from engine.witness import told_to


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """How a story went."""

    story: str
    title: str
    problems: tuple[str, ...]
    refusals: tuple[str, ...]
    letters: tuple[str, ...]
    reached: tuple[str, ...]

    @property
    def plain(self) -> dict[str, object]:
        """The same as plain values."""
        return {
            "story": self.story,
            "title": self.title,
            "green": not self.problems,
            "problems": list(self.problems),
            "refusals": list(self.refusals),
            "letters": list(self.letters),
            "reached": list(self.reached),
        }


@dataclass(frozen=True, slots=True)
class Definitions:
    """The files that stories are rehearsed on."""

    bundle: dict[str, bytes]
    reference: Reference


def shipped_definitions() -> Definitions:
    """The definitions that come with the product."""
    workflows = shipped_workflows()
    return Definitions(
        bundle_of(workflows, shipped_letters()),
        reference_in_sheets(shipped_schema(), reference_in(workflows)),
    )


def definitions_in(folder: Path) -> Definitions:
    """The definitions in a folder; what it lacks of the reference tables comes with the product."""
    inside = folder / "workflows" if (folder / "workflows").is_dir() else folder
    tables = {**reference_in(shipped_workflows()), **reference_in(inside)}
    return Definitions(bundle_in(folder), reference_in_sheets(shipped_schema(), tables))


def rehearse(
    stories: Iterable[Path], definitions: Definitions, today: datetime, out: Path | None = None
) -> list[Rehearsed]:
    """Each story played from the start; with *out*, its letters are written there."""
    return [_rehearse_story(path, definitions, today, out) for path in stories]


def rehearse_all(
    stories: Iterable[Path], definitions: Definitions, today: datetime, out: Path | None = None
) -> tuple[list[Rehearsed], Coverage]:
    """The same, and how much of the definitions all the stories together reach."""
    reached = Reached()
    with told_to(reached):
        results = rehearse(stories, definitions, today, out)
    passed = {element for result in results for element in result.reached}
    return results, coverage(definitions.bundle, passed, reached)


def _rehearse_story(
    path: Path, definitions: Definitions, today: datetime, out: Path | None
) -> Rehearsed:
    try:
        story = read_story(path, london_date(today))
    except EngineError as problem:
        return Rehearsed(path.stem, path.stem, (str(problem),), (), (), ())
    clock = StoryClock(start_of(story, today))
    engine = Engine.install("sqlite://", clock=clock, reference=definitions.reference)
    try:
        player = Player(engine, clock, story, Cast(engine), today)
        problems = _play(player, definitions)
        return _result(player, problems, out)
    finally:
        engine.close()


def _play(player: Player, definitions: Definitions) -> list[str]:
    """What went otherwise than written; empty when all went as it should."""
    try:
        player.engine.do(PublishShipped(definitions.bundle), None)
        player.play()
        return unmet(player)
    except EngineError as problem:
        return [str(problem)]


def _result(player: Player, problems: list[str], out: Path | None) -> Rehearsed:
    letters = player.engine.ask(every_letter, None, player.reference)
    files = {name: content for _, name, content in letters}
    if out is not None:
        _write_letters(out / player.story.name, files)
    reached = player.engine.ask(elements_passed, None, player.reference)
    story, refusals = player.story, tuple(player.refusals)
    return Rehearsed(story.name, story.title, tuple(problems), refusals, tuple(files), reached)


def _write_letters(folder: Path, files: dict[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
