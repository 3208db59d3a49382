"""Cases to move: small diagrams, a case part of the way through one, and its move."""

from typing import Any

from engine.cases.migrate import Migrated, Reasons, migrate
from engine.execution.load import load
from tests.support.drawing import Drawing
from tests.support.playing import Play

Files = dict[str, bytes]


def line(*steps: str, **names: str) -> Drawing:
    drawing = Drawing().start().end()
    for step in steps:
        drawing.user(step, name=names.get(step, ""))
    return drawing.chain("start", *steps, "end")


def fork(*branches: str) -> Drawing:
    drawing = Drawing().start().gate("parallel", "f").gate("parallel", "j").end()
    for branch in branches:
        drawing.user(branch).chain("f", branch, "j")
    return drawing.flow("start", "f").flow("j", "end")


def tried(play: Play, files: Files) -> Migrated | Reasons:
    new = load(files, "p")
    return migrate(play.last.saved, play.loaded, new, play.facts, play.now)


def move(play: Play, files: Files) -> tuple[str, ...]:
    """Moves the case, which must be possible; what changed."""
    found = tried(play, files)
    assert isinstance(found, Migrated), found
    play.loaded, play.last = load(files, "p"), found.outcome
    return found.changes


def reasons(play: Play, files: Files) -> str:
    found = tried(play, files)
    assert isinstance(found, Reasons), found
    return "; ".join(found.sentences)


def started(drawing: Drawing, *done: str, **facts: Any) -> Play:
    play = Play(drawing.files(), **facts)
    for step in done:
        play.do(step)
    return play
