"""The word that plays stories: rehearse. It needs no database but one in memory."""

import json
import sys
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from engine.errors import NO_FOLDER, StoryFailed
from engine.rehearsals.coverage import Coverage
from engine.rehearsals.rehearse import (
    Rehearsed,
    definitions_in,
    rehearse_all,
    shipped_definitions,
)
from engine.settings import Settings


def rehearse(args: Namespace, _settings: Settings) -> int:
    """Each story's result; 0 only when every expectation of every story holds."""
    definitions = definitions_in(Path(args.definitions)) if args.definitions else None
    definitions = definitions or shipped_definitions()
    out = _folder_for_letters(args.out) if args.out else None
    today = datetime.now(UTC)
    stories = [story for path in args.stories for story in _story_files(path)]
    results, measures = rehearse_all(stories, definitions, today, out)
    if args.json:
        told = [result.plain for result in results]
        _say_json({**_plain(measures), "stories": told} if args.coverage else told)
    else:
        for result in results:
            _say_result(result)
        if args.coverage:
            _say_coverage(measures)
    return 1 if any(result.problems for result in results) else 0


def _folder_for_letters(path: str) -> Path:
    """A folder that is there, or a new one in one that is."""
    folder = Path(path)
    if not folder.parent.is_dir():
        raise StoryFailed(NO_FOLDER.format(folder=folder.parent))
    if folder.exists() and not folder.is_dir():
        raise StoryFailed(f"{path} is a file: name a folder that the letters are to be put in")
    return folder


def _story_files(path: str) -> list[Path]:
    """The story of that name, or every story of a folder."""
    file = Path(path)
    if not file.is_dir() and not file.is_file():
        raise StoryFailed(f"there is no story {path}")
    stories = sorted(file.glob("*.yaml")) if file.is_dir() else [file]
    if not stories:
        raise StoryFailed(f"there is no story in {path}: a story is a .yaml file")
    return stories


def _say_result(result: Rehearsed) -> None:
    _say(f"{'green' if not result.problems else 'RED  '}  {result.story}: {result.title}")
    for problem in result.problems:
        _say(f"       {problem}")
    for refusal in result.refusals:
        _say(f"       refused as written: {refusal}")


def _plain(measures: Coverage) -> dict[str, object]:
    """The share of each kind that was reached, and by kind what was not."""
    shares = {kind: measure.fraction for kind, measure in measures.items()}
    missed = {kind: list(measure.missed) for kind, measure in measures.items()}
    return {**shares, "missed": missed}


def _say_coverage(measures: Coverage) -> None:
    for kind, measure in measures.items():
        reached = measure.there - len(measure.missed)
        _say(f"{kind.replace('_', ' ')}: {reached} of {measure.there} reached")
        for name in measure.missed:
            _say(f"  never: {name}")


def _say_json(plain: object) -> None:
    _say(json.dumps(plain, indent=2, ensure_ascii=False))


def _say(text: object) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
