"""The word that judges files on their own: `s26 check`. It loads no database and no engine."""

import json
import sys
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from engine.clock import london_date, utc_now
from engine.definitions.bundle import place
from engine.definitions.checking import check_bundle
from engine.definitions.shipped import bundle_in, reference_in, shipped_schema, shipped_workflows
from engine.errors import UploadRefused
from engine.lint.report import lines, plain, summary
from engine.register.reference import reference_in_sheets
from engine.settings import Settings


def check(args: Namespace, _settings: Settings) -> int:
    """Every finding on a line of its own; 1 where any is an error."""
    reference = reference_in_sheets(shipped_schema(), reference_in(shipped_workflows()))
    findings = check_bundle(_read_bundle(args.paths), reference, london_date(utc_now()))
    if args.json:
        _say(json.dumps([plain(finding) for finding in findings], indent=2, ensure_ascii=False))
    else:
        for line in lines(findings):
            _say(line)
        _say(summary(findings))
    return 1 if any(finding.severity == "error" for finding in findings) else 0


def _read_bundle(paths: list[str]) -> Mapping[str, bytes]:
    bundle: dict[str, bytes] = {}
    for path in map(Path, paths):
        if path.is_dir():
            bundle |= bundle_in(path)
        elif path.is_file():
            _add_file(bundle, _place_in_bundle(path), path)
        else:
            raise UploadRefused(f"there is no file or folder {path}")
    if not bundle:
        raise UploadRefused("there is nothing to check: name .bpmn files or a folder of them")
    return bundle


def _add_file(bundle: dict[str, bytes], place: str, path: Path) -> None:
    if place in bundle:
        raise UploadRefused(
            f"{path} and another file are both named {place}: check them one by one"
        )
    bundle[place] = path.read_bytes()


def _place_in_bundle(path: Path) -> str:
    try:
        return place(path.name)
    except UploadRefused:
        if path.suffix.lower() in {".bpmn", ".xml", ".bpmn20", ".bpmn2"}:
            return f"{path.stem[:60].replace(' ', '_')}.bpmn"
        raise


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
