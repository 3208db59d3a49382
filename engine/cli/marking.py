"""The word that judges one letter's template and marks its faults: `s26 letters check`."""

import sys
from argparse import Namespace
from pathlib import Path

from engine.analysis.definition import opened
from engine.clock import london_date, utc_now
from engine.definitions.bundle import LARGEST
from engine.definitions.checking import setting_of
from engine.definitions.shipped import (
    bundle_of,
    reference_in,
    shipped_letters,
    shipped_schema,
    shipped_workflows,
)
from engine.errors import UploadRefused
from engine.letters.author_copy import author_copy
from engine.lint.letter_faults import faults_of_letter
from engine.register.reference import reference_in_sheets
from engine.settings import Settings


def letters(args: Namespace, _settings: Settings) -> int:
    """Every fault of a Word template on a line of its own; 1 where any is an error."""
    path = Path(args.file)
    content = _read(path)
    definition = opened(
        {**bundle_of(shipped_workflows(), shipped_letters()), f"letters/{path.stem}.docx": content},
        setting_of(
            reference_in_sheets(shipped_schema(), reference_in(shipped_workflows())),
            london_date(utc_now()),
        ),
    )
    faults = faults_of_letter(definition, path.stem)
    for fault in faults:
        sys.stdout.write(f"{path}: {fault.severity}: {fault}\n")
    sys.stdout.write("Nothing found.\n" if not faults else "")
    if args.out:
        Path(args.out).write_bytes(author_copy(content, faults, path.name))
        sys.stdout.write(f"{args.out}: a comment stands at each fault\n")
    return 1 if any(fault.severity == "error" for fault in faults) else 0


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise UploadRefused(f"there is no file {path}")
    if path.suffix != ".docx":
        raise UploadRefused(f"{path} is no Word document: name a .docx file")
    if path.stat().st_size > LARGEST:
        raise UploadRefused(f"{path} is too large for a letter")
    return path.read_bytes()
