"""What `s26 register changes` does: say what a day or a draft changes, and whom it reaches."""

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from engine.api import Engine
from engine.cli.running import say, say_json
from engine.definitions.shipped import shipped_schema
from engine.errors import UploadRefused
from engine.forms.dates import in_words
from engine.people.reference import Reference
from engine.queries.what_changes import WhatChanges, what_changes
from engine.register.reference import reference_in_sheets
from engine.section26.what_changes import CaseChanges, ForceChanges, MovedFact
from engine.settings import Settings


def tell_changes(args: Namespace, settings: Settings) -> int:
    """What is other on a day than on the day before, or in other tables than in those in use."""
    number = int(args.other) if args.other and args.other.isdecimal() else None
    other = _tables_in(Path(args.other)) if args.other and number is None else None
    engine = Engine.open(settings.database_url)
    try:
        found = engine.ask(what_changes, None, day=args.on, number=number, other=other)
    finally:
        engine.close()
    if args.json:
        say_json(_as_json(found))
        return 0
    for line in _lines(found):
        say(line)
    return 0


def _tables_in(folder: Path) -> Reference:
    if not folder.is_dir():
        raise UploadRefused(f"there is no folder {folder}: name one that holds the tables as .csv")
    files = {path.stem: path.read_bytes() for path in sorted(folder.glob("*.csv"))}
    if not files:
        raise UploadRefused(f"there is no table in {folder}: its files end in .csv")
    return reference_in_sheets(shipped_schema(), files)


def _lines(found: WhatChanges) -> Iterator[str]:
    changes = found.changes
    yield f"what changes on {in_words(found.day)}:"
    for moved in changes.everywhere:
        yield _line_of_fact("every force", moved)
    for force in changes.forces:
        yield from _lines_of_force(force)
    for case in changes.cases:
        yield _line_of_case(case)
    if not changes.everywhere and not changes.forces:
        yield "nothing, for no force"


def _lines_of_force(force: ForceChanges) -> Iterator[str]:
    if force.why_not:
        yield f"{force.force}: {force.why_not}"
    for moved in force.moved:
        yield _line_of_fact(force.force, moved)


def _line_of_fact(of: str, moved: MovedFact) -> str:
    return f"{of}: {moved.fact}: {moved.before} → {moved.after}"


def _line_of_case(one: CaseChanges) -> str:
    last_day = one.case.consent_to
    state = f"consent until {in_words(last_day)}" if last_day else "open"
    letters = f": would be said in {', '.join(one.letters)}" if one.letters else ""
    return f"case {one.case.reference} ({one.case.force}, {state}){letters}"


def _as_json(found: WhatChanges) -> dict[str, object]:
    return {
        "day": found.day.isoformat(),
        "everywhere": [asdict(moved) for moved in found.changes.everywhere],
        "forces": [asdict(force) for force in found.changes.forces],
        "cases": [_case_as_json(one) for one in found.changes.cases],
    }


def _case_as_json(one: CaseChanges) -> dict[str, object]:
    last_day = one.case.consent_to
    return {
        "case": one.case.reference,
        "force": one.case.force,
        "consent_until": last_day.isoformat() if last_day else None,
        "letters": list(one.letters),
    }
