"""The words of the command line that need no database: check, decide, rehearse."""

import json
import sys
from argparse import Namespace
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from engine.bpmn.read import read
from engine.cases.values import to_json
from engine.definitions.bundle import place
from engine.definitions.checking import check_bundle
from engine.definitions.shipped import bundle_in
from engine.dmn.errors import DecisionFault
from engine.dmn.read import read as read_decisions
from engine.errors import DefinitionRefused, EngineError, StoryFailed, UploadRefused
from engine.lint.told import lines, plain, summary
from engine.rehearsals.rehearse import (
    Definitions,
    Rehearsed,
    definitions_in,
    shipped_definitions,
)
from engine.rehearsals.rehearse import rehearse as play
from engine.rehearsals.story import exact
from engine.settings import Settings


def check(asked: Namespace, _settings: Settings) -> int:
    """Every finding on a line of its own; 1 where any is an error."""
    reference = shipped_definitions().reference
    found = check_bundle(_bundle(asked.paths), reference)
    if asked.json:
        _say(json.dumps([plain(one) for one in found], indent=2, ensure_ascii=False))
    else:
        for one in lines(found):
            _say(one)
        _say(summary(found))
    return 1 if any(one.severity == "error" for one in found) else 0


def decide(asked: Namespace, _settings: Settings) -> int:
    """What a decision table decides for the facts in a file, with the rows it rests on."""
    path, _, decision = asked.table.partition("#")
    facts = exact(yaml.safe_load(Path(asked.input).read_text(encoding="utf-8")) or {})
    try:
        decisions = read_decisions(Path(path).read_bytes())
        found = decisions.decide(decision or decisions.ids[-1], facts)
    except DecisionFault as problem:
        raise DefinitionRefused(str(problem)) from problem
    rows = [{"row": row.index, "annotations": dict(row.annotations)} for row in found.rows]
    _say(json.dumps({"value": json.loads(to_json(found.value)), "rows": rows}, indent=2))
    return 0


def rehearse(asked: Namespace, _settings: Settings) -> int:
    """Each story's result; 0 only when every expectation of every story holds."""
    definitions = definitions_in(Path(asked.definitions)) if asked.definitions else None
    definitions = definitions or shipped_definitions()
    out = Path(asked.out) if asked.out else None
    today = datetime.now(UTC)
    results = play([_story(one) for one in asked.stories], definitions, today, out)
    if asked.json:
        _say(json.dumps([one.told for one in results], indent=2, ensure_ascii=False))
    else:
        for result in results:
            _tell(result)
    if asked.coverage:
        _tell_coverage(results, definitions)
    return 1 if any(one.problems for one in results) else 0


def _story(path: str) -> Path:
    found = Path(path)
    if not found.is_file():
        raise StoryFailed(f"there is no story {path}")
    return found


def _bundle(paths: list[str]) -> Mapping[str, bytes]:
    bundle: dict[str, bytes] = {}
    for path in map(Path, paths):
        if path.is_dir():
            bundle |= bundle_in(path)
        elif path.is_file():
            bundle[_place(path)] = path.read_bytes()
        else:
            raise UploadRefused(f"there is no file or folder {path}")
    if not bundle:
        raise UploadRefused("there is nothing to check: name .bpmn files or a folder of them")
    return bundle


def _place(path: Path) -> str:
    try:
        return place(path.name)
    except UploadRefused:
        if path.suffix.lower() in {".bpmn", ".xml", ".bpmn20"}:
            return f"{path.stem[:60].replace(' ', '_')}.bpmn"
        raise


def _tell(result: Rehearsed) -> None:
    _say(f"{'green' if not result.problems else 'RED  '}  {result.story}: {result.title}")
    for problem in result.problems:
        _say(f"       {problem}")
    for refusal in result.refusals:
        _say(f"       refused as written: {refusal}")


def _tell_coverage(results: list[Rehearsed], definitions: Definitions) -> None:
    diagrams = {p: c for p, c in definitions.bundle.items() if p.endswith(".bpmn")}
    try:
        model = read(diagrams)
    except EngineError as problem:
        _say(f"no coverage: {problem}")
        return
    reached = {one for result in results for one in result.reached}
    missed = [node for node in model.nodes.values() if node.id not in reached]
    _say(f"{len(model.nodes) - len(missed)} of {len(model.nodes)} elements reached")
    for node in missed:
        _say(f"  never: {node.title} ({node.id}, {node.file})")


def _say(text: Any) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
