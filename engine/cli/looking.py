"""The word that plays stories: rehearse. It needs no database but one in memory."""

import json
import sys
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from engine.bpmn.read import read
from engine.errors import NO_FOLDER, EngineError, StoryFailed
from engine.rehearsals.rehearse import (
    Definitions,
    Rehearsed,
    definitions_in,
    shipped_definitions,
)
from engine.rehearsals.rehearse import rehearse as play
from engine.settings import Settings


def rehearse(args: Namespace, _settings: Settings) -> int:
    """Each story's result; 0 only when every expectation of every story holds."""
    definitions = definitions_in(Path(args.definitions)) if args.definitions else None
    definitions = definitions or shipped_definitions()
    out = _folder_for_letters(args.out) if args.out else None
    today = datetime.now(UTC)
    results = play([_story_file(path) for path in args.stories], definitions, today, out)
    if args.json:
        _say(json.dumps([result.plain for result in results], indent=2, ensure_ascii=False))
    else:
        for result in results:
            _say_result(result)
    if args.coverage:
        _say_coverage(results, definitions)
    return 1 if any(result.problems for result in results) else 0


def _folder_for_letters(path: str) -> Path:
    """A folder that is there, or a new one in one that is."""
    folder = Path(path)
    if not folder.parent.is_dir():
        raise StoryFailed(NO_FOLDER.format(folder=folder.parent))
    if folder.exists() and not folder.is_dir():
        raise StoryFailed(f"{path} is a file: name a folder that the letters are to be put in")
    return folder


def _story_file(path: str) -> Path:
    file = Path(path)
    if not file.is_file():
        raise StoryFailed(f"there is no story {path}")
    return file


def _say_result(result: Rehearsed) -> None:
    _say(f"{'green' if not result.problems else 'RED  '}  {result.story}: {result.title}")
    for problem in result.problems:
        _say(f"       {problem}")
    for refusal in result.refusals:
        _say(f"       refused as written: {refusal}")


def _say_coverage(results: list[Rehearsed], definitions: Definitions) -> None:
    diagrams = {p: c for p, c in definitions.bundle.items() if p.endswith(".bpmn")}
    try:
        model = read(diagrams)
    except EngineError as problem:
        _say(f"no coverage: {problem}")
        return
    reached = {node_id for result in results for node_id in result.reached}
    missed = [node for node in model.nodes.values() if node.id not in reached]
    _say(f"{len(model.nodes) - len(missed)} of {len(model.nodes)} elements reached")
    for node in missed:
        _say(f"  never: {node.title} ({node.id}, {node.file})")


def _say(text: object) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
