"""The word `prove`: writes what proves a case to somebody outside."""

import json
import os
from argparse import Namespace
from pathlib import Path

from engine.api import Engine
from engine.audit.folder import Folder, KeptNote, note_in
from engine.audit.signing import NO_KEY, Notary
from engine.cli.running import say
from engine.errors import NO_FOLDER, ProofRefused
from engine.queries.case_proof import case_proof, newest_of_ours
from engine.settings import Settings

THERE = "{path} is there already: name another file"
CHECK = (
    "whoever has it and the published key checks it with docs/check_proof.py, or by docs/proof.md"
)


def prove(args: Namespace, settings: Settings) -> int:
    """Write the proof of a case to a new file, under a checkpoint that is signed for it."""
    _must_have_room(Path(args.file))
    older = note_in(Path(args.since)) if args.since else None
    engine = Engine.open(settings.database_url)
    try:
        if settings.checkpoint_key_file is not None:
            Notary.of(engine.database, settings).sign()
        proof = engine.ask(case_proof, None, args.case, _newest_checkpoint(engine, settings), older)
    finally:
        engine.close()
    _write_new_file(Path(args.file), json.dumps(proof.content, ensure_ascii=False, indent=1))
    size, origin = proof.checkpoint.size, proof.checkpoint.origin
    say(f"{proof.case}: {proof.proved} entries stand among the {size:,} that {origin} signed")
    if proof.unsigned:
        say(f"{proof.unsigned} later entries are not in it: they are not signed yet")
    say(f"{args.file} proves it: {CHECK}")
    return 0


def _newest_checkpoint(engine: Engine, settings: Settings) -> KeptNote:
    note = engine.ask(newest_of_ours, None, Folder(settings.checkpoint_folder).notes())
    if note is None:
        raise ProofRefused(NO_KEY)
    return note


def _must_have_room(path: Path) -> None:
    """ProofRefused before anything is signed, where the file could not be written."""
    if not path.parent.is_dir():
        raise ProofRefused(NO_FOLDER.format(folder=path.parent))
    if path.exists():
        raise ProofRefused(THERE.format(path=path))


def _write_new_file(path: Path, text: str) -> None:
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)  # it holds the case
    except FileExistsError:
        raise ProofRefused(THERE.format(path=path)) from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f"{text}\n")
    except BaseException:
        path.unlink()
        raise
